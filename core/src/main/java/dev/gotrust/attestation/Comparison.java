package dev.gotrust.attestation;

import org.jspecify.annotations.Nullable;

/**
 * One claim of an attestation held against what was expected.
 *
 * @param what the thing compared, such as {@code source repository}
 * @param expected what was asked for, or what the other side says
 * @param actual what the attestation says, null where it says nothing
 * @param result what came of it
 */
public record Comparison(String what, String expected, @Nullable String actual, Result result) {
  /** What came of a comparison. */
  public enum Result {
    /** They agree. */
    AGREES,
    /** They can't be compared. */
    UNTOLD,
    /** They differ, or what was asked for is not said. */
    DIFFERS
  }

  /**
   * {@return a comparison of two texts that must be equal; what is not said equals nothing}
   *
   * @param what the thing compared
   * @param expected what was asked for
   * @param actual what the attestation says; empty where it says nothing
   */
  public static Comparison equal(String what, String expected, String actual) {
    return of(what, expected, actual, !actual.isEmpty() && expected.equals(actual));
  }

  static Comparison of(String what, String expected, String actual, boolean agrees) {
    return new Comparison(
        what, expected, actual.isEmpty() ? null : actual, agrees ? Result.AGREES : Result.DIFFERS);
  }

  /** Returns it as messages show it. */
  @Override
  public String toString() {
    return what + ": expected " + expected + ", found " + (actual == null ? "nothing" : actual);
  }
}
