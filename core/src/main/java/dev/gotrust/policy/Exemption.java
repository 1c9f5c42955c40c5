package dev.gotrust.policy;

import dev.gotrust.module.PrefixPatterns;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * An exception that a policy makes: it excuses what breaks one of its own demands, never evidence
 * that disagrees. Shown in every report. Immutable, thread-safe.
 *
 * @param rule the demand that may be broken
 * @param subject what may break it: a link, the key of a setting, a pattern of modules; empty for
 *     demands that are about one thing
 * @param reason why
 * @param until the last day, UTC
 * @param place where it stands, such as {@code line 12 of policy.yaml}
 */
public record Exemption(Rule rule, String subject, String reason, LocalDate until, String place) {
  /**
   * {@return whether its last day has passed}
   *
   * @param now the moment
   */
  public boolean isExpired(Instant now) {
    return !now.isBefore(until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /**
   * {@return whether it is about that, whenever}
   *
   * @param broken the demand
   * @param what which of the things that the demand is about; may be empty
   */
  public boolean covers(Rule broken, String what) {
    if (rule != broken) {
      return false;
    }
    boolean modules = rule == Rule.MODULE_DENIED || rule == Rule.MODULE_NOT_ALLOWED;
    return modules ? PrefixPatterns.of(subject).matches(path(what)) : subject.equals(what);
  }

  private static String path(String module) {
    int at = module.indexOf('@');
    return at < 0 ? module : module.substring(0, at);
  }

  /** {@return what it excuses, such as {@code module-denied of example.com/old}} */
  public String title() {
    return subject.isEmpty() ? rule.id() : rule.id() + " of " + subject;
  }

  /**
   * What came of an exception.
   *
   * @param exemption the exception
   * @param standing whether it counted
   * @param excused the phrases of what it excused; of one that expired, what it would have
   */
  public record Use(Exemption exemption, Standing standing, List<String> excused) {
    /**
     * Copies the list.
     *
     * @param exemption the exception
     * @param standing whether it counted
     * @param excused the phrases of what it excused; copied
     */
    public Use {
      excused = List.copyOf(excused);
    }
  }

  /** Whether an exception counted. */
  public enum Standing {
    /** It excused something. */
    USED,
    /** It is in force, and nothing needed it. */
    UNUSED,
    /** Its last day has passed. It excused nothing. */
    EXPIRED
  }
}
