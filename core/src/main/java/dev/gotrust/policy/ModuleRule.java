package dev.gotrust.policy;

import dev.gotrust.module.PrefixPatterns;
import dev.gotrust.module.Semver;
import java.time.Instant;
import java.util.List;

/**
 * A line of a policy that allows or denies modules. Immutable, thread-safe.
 *
 * @param pattern which modules, as GOPRIVATE has patterns: of the first elements of a path
 * @param versions which versions of them; empty for all
 * @param reason why, may be empty
 * @param period when it is in force
 * @param place where it stands, such as {@code line 12 of policy.yaml}
 */
public record ModuleRule(
    String pattern, List<VersionSet> versions, String reason, Period period, String place) {
  /**
   * Copies the list.
   *
   * @param pattern which modules
   * @param versions which versions of them; empty for all; copied
   * @param reason why, may be empty
   * @param period when it is in force
   * @param place where it stands
   */
  public ModuleRule {
    versions = List.copyOf(versions);
  }

  /** Whether a module at a version is meant. */
  public enum Match {
    /** It is not meant. */
    NO,
    /** Its path is meant, and its version can't be compared. */
    UNTOLD,
    /** It is meant. */
    YES
  }

  /**
   * {@return whether a module is meant, at a time when the line is in force}
   *
   * @param path its path
   * @param version its version, may be no semantic one
   * @param now the time
   */
  public Match match(String path, String version, Instant now) {
    if (!period.contains(now)) {
      return Match.NO;
    }
    return match(path, version);
  }

  /** Whether a module is meant at any time. */
  Match match(String path, String version) {
    if (!PrefixPatterns.of(pattern).matches(path)) {
      return Match.NO;
    }
    if (versions.isEmpty()) {
      return Match.YES;
    }
    if (!Semver.isValid(version)) {
      return Match.UNTOLD;
    }
    for (VersionSet set : versions) {
      if (set.contains(version)) {
        return Match.YES;
      }
    }
    return Match.NO;
  }

  /** {@return the modules in words, such as {@code golang.org/x at <v0.30.0}} */
  public String words() {
    StringBuilder words = new StringBuilder(pattern);
    for (int i = 0; i < versions.size(); i++) {
      words.append(i == 0 ? " at " : " or ").append(versions.get(i));
    }
    return words.append(period.words()).toString();
  }
}
