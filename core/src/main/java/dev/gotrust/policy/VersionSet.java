package dev.gotrust.policy;

import dev.gotrust.module.Semver;
import java.util.ArrayList;
import java.util.List;

/**
 * Versions of a module: {@code v1.2.3}, which means this one with any build metadata, or bounds
 * such as {@code >=v1.2.0 <v1.4.0}, which must all hold. Ordered as Go orders versions, so that a
 * pre-release stands before its release. Immutable, thread-safe.
 */
public final class VersionSet {
  private final String text;
  private final List<Bound> bounds;

  private VersionSet(String text, List<Bound> bounds) {
    this.text = text;
    this.bounds = List.copyOf(bounds);
  }

  private record Bound(String sign, String version) {
    boolean holds(String other) {
      int order = Semver.compare(other, version);
      return switch (sign) {
        case ">=" -> order >= 0;
        case ">" -> order > 0;
        case "<=" -> order <= 0;
        case "<" -> order < 0;
        default -> order == 0;
      };
    }
  }

  /**
   * {@return the set that a text names}
   *
   * @param text such as {@code v1.2.3} or {@code >=v1.2.0 <v1.4.0}
   * @throws IllegalArgumentException if it names none; the message says what was expected
   */
  public static VersionSet parse(String text) {
    List<Bound> bounds = new ArrayList<>();
    for (String word : text.split(" ", -1)) {
      bounds.add(bound(text, word));
    }
    if (bounds.size() > 1 && bounds.stream().anyMatch(bound -> bound.sign().isEmpty())) {
      throw wrong(text);
    }
    return new VersionSet(text, bounds);
  }

  private static Bound bound(String text, String word) {
    int length = 0;
    while (length < word.length() && "<>=".indexOf(word.charAt(length)) >= 0) {
      length++;
    }
    String sign = word.substring(0, length);
    String version = word.substring(length);
    boolean known = sign.isEmpty() || List.of(">=", ">", "<=", "<").contains(sign);
    if (!known || !Semver.isValid(version)) {
      throw wrong(text);
    }
    return new Bound(sign, version);
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "a version such as v1.2.3, or bounds such as >=v1.2.0 <v1.4.0, were expected, but found \""
            + text
            + '"');
  }

  /**
   * {@return whether a version is one of these}
   *
   * @param version a valid semantic version
   */
  public boolean contains(String version) {
    for (Bound bound : bounds) {
      if (!bound.holds(version)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the text that it was read from. */
  @Override
  public String toString() {
    return text;
  }
}
