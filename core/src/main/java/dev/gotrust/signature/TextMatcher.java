package dev.gotrust.signature;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Matches a text exactly or by a regular expression of RE2 syntax, which may match any part of it
 * unless it is anchored, as cosign has it. Takes time linear in the text. Immutable, thread-safe.
 */
public final class TextMatcher {
  private final String expected;
  private final boolean exact;

  private TextMatcher(String expected, boolean exact) {
    this.expected = expected;
    this.exact = exact;
  }

  /**
   * {@return a matcher of one text}
   *
   * @param text the text
   */
  public static TextMatcher exact(String text) {
    return new TextMatcher(text, true);
  }

  /**
   * {@return a matcher of a regular expression}
   *
   * @param expression in RE2 syntax
   * @throws IllegalArgumentException if it is none; the message says why
   */
  public static TextMatcher expression(String expression) {
    try {
      Pattern.compile(expression);
    } catch (PatternSyntaxException wrong) {
      throw new IllegalArgumentException(wrong.getMessage(), wrong);
    }
    return new TextMatcher(expression, false);
  }

  /**
   * {@return whether a text matches}
   *
   * @param text the text
   */
  public boolean matches(String text) {
    return exact ? expected.equals(text) : Pattern.compile(expected).matcher(text).find();
  }

  /** Returns what is expected, for messages. */
  @Override
  public String toString() {
    return exact ? expected : "/" + expected + "/";
  }
}
