package dev.gotrust.policy;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of the Go versions that somebody allows. Immutable, thread-safe. See {@code
 * specs/certified-go.md} for the file.
 */
public final class CertifiedGo {
  private final String name;
  private final Bytes sha256;
  private final List<CertifiedRule> rules;

  private CertifiedGo(String name, Bytes sha256, List<CertifiedRule> rules) {
    this.name = name;
    this.sha256 = sha256;
    this.rules = List.copyOf(rules);
  }

  /** A list that stands in a policy file. */
  static CertifiedGo of(String name, Bytes sha256, List<CertifiedRule> rules) {
    return new CertifiedGo(name, sha256, rules);
  }

  /** {@return the entries in words, each with its last day} */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    for (CertifiedRule rule : rules) {
      words.add(rule.text() + (rule.until() == null ? "" : " until " + rule.until()));
    }
    return words;
  }

  /**
   * What a list says of a version.
   *
   * @param allowed whether a line allows it at that time
   * @param rule the line that allows it, else the one that comes nearest; as it stands in the list,
   *     without its date; null where all have expired
   * @param line of the list, counted from 1; 0 where {@code rule} is null
   * @param reason a clause that says why, such as {@code go1.25.3 is allowed by line 2 of go.txt,
   *     1.25.x}
   */
  public record Ruling(boolean allowed, @Nullable String rule, int line, String reason) {}

  /**
   * Reads a list.
   *
   * @param name the file's name, for messages and reports
   * @param data all its bytes
   * @return the list
   * @throws PolicyFileException if a line is malformed, none holds a version, or the file is above
   *     {@link Limits#CERTIFIED_GO} bytes or {@link Limits#CERTIFIED_GO_RULES} rules
   */
  public static CertifiedGo parse(String name, byte[] data) throws PolicyFileException {
    List<CertifiedRule> rules = new CertifiedGoParser(name, data).parse();
    return new CertifiedGo(name, Bytes.sha256(data), rules);
  }

  /**
   * Reads a list from a file.
   *
   * @param file the path that the user named; a pipe is read too, once
   * @return the list, under the name of the path
   * @throws IOException if it can't be read
   * @throws PolicyFileException as {@link #parse} does
   */
  public static CertifiedGo read(Path file) throws IOException, PolicyFileException {
    if (Files.isDirectory(file)) {
      throw new IOException("a list of Go versions was expected, but this is a directory");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return parse(file.toString(), in.readNBytes(Limits.CERTIFIED_GO + 1));
    }
  }

  /** {@return the file's name} */
  public String name() {
    return name;
  }

  /** {@return the SHA-256 of the file} */
  public Bytes sha256() {
    return sha256;
  }

  /** {@return whether any line has a date, so that the answer depends on the time} */
  public boolean isDated() {
    for (CertifiedRule rule : rules) {
      if (rule.until() != null) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@return what this list says of a version}
   *
   * @param claim the whole text, such as {@code go1.25.3}; from outside and therefore anything
   * @param now the time of judgement; what a list without dates says does not depend on it
   */
  public Ruling judge(String claim, Instant now) {
    GoRelease release = claim.startsWith("go") ? GoRelease.parse(claim) : null;
    GoRelease named = release != null && release.isNamed() ? release : null;
    CertifiedRule expired = null;
    for (CertifiedRule rule : rules) {
      if (!rule.admits(claim, named)) {
        continue;
      }
      if (!rule.isExpired(now)) {
        return ruling(true, rule, claim + " is allowed by " + where(rule));
      }
      expired = expired == null || isLater(rule, expired) ? rule : expired;
    }
    return refusal(claim, named, expired, now);
  }

  private static boolean isLater(CertifiedRule rule, CertifiedRule other) {
    return rule.until() != null && other.until() != null && rule.until().isAfter(other.until());
  }

  private Ruling refusal(
      String claim, @Nullable GoRelease release, @Nullable CertifiedRule expired, Instant now) {
    StringBuilder reason = new StringBuilder(claim);
    if (expired != null) {
      reason.append(" was allowed by ").append(where(expired));
    } else {
      reason.append(" stands on no line of ").append(name);
    }
    GoRelease leading = GoRelease.leading(claim);
    if (release == null && leading != null && leading.isNamed() && expired == null) {
      reason.append(", and is another toolchain than ").append(leading.text());
    }
    CertifiedRule nearest = nearest(leading, now);
    if (nearest == null) {
      return new Ruling(false, null, 0, reason.append("; every line has expired").toString());
    }
    reason.append("; the nearest that is allowed: ").append(nearest.text());
    reason.append(" (line ").append(nearest.line()).append(')');
    return ruling(false, nearest, reason.toString());
  }

  /** Of two at one distance the newer; of no known release, the newest of all. */
  private @Nullable CertifiedRule nearest(@Nullable GoRelease release, Instant now) {
    long position = release == null ? GoRelease.NEWEST : release.position();
    CertifiedRule nearest = null;
    for (CertifiedRule rule : rules) {
      if (rule.isExpired(now)) {
        continue;
      }
      long difference = nearest == null ? -1 : rule.distance(position) - nearest.distance(position);
      if (nearest == null || difference < 0 || difference == 0 && rule.low() > nearest.low()) {
        nearest = rule;
      }
    }
    return nearest;
  }

  private static Ruling ruling(boolean allowed, CertifiedRule rule, String reason) {
    return new Ruling(allowed, rule.text(), rule.line(), reason);
  }

  private String where(CertifiedRule rule) {
    String until = rule.until() == null ? "" : " until " + rule.until();
    return "line " + rule.line() + " of " + name + ", " + rule.text() + until;
  }
}
