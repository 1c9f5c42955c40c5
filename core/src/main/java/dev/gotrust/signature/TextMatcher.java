package dev.gotrust.signature;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Matches a text exactly or by a regular expression of RE2 syntax, which may match any part of it
 * unless it is anchored, as cosign has it. Takes time linear in the text. Immutable, thread-safe.
 */
public final class TextMatcher {
  private final String expected;
  private final @Nullable Pattern pattern;

  private TextMatcher(String expected, @Nullable Pattern pattern) {
    this.expected = expected;
    this.pattern = pattern;
  }

  /**
   * {@return a matcher of one text}
   *
   * @param text the text
   */
  public static TextMatcher exact(String text) {
    return new TextMatcher(text, null);
  }

  /**
   * {@return a matcher of a regular expression}
   *
   * @param expression in RE2 syntax
   * @throws IllegalArgumentException if it is none; the message says why
   */
  public static TextMatcher expression(String expression) {
    if (Repetitions.most(expression) > Repetitions.LIMIT) {
      throw new IllegalArgumentException(
          "it repeats something more than " + Repetitions.LIMIT + " times");
    }
    try {
      return new TextMatcher(expression, Pattern.compile(expression));
    } catch (PatternSyntaxException wrong) {
      throw new IllegalArgumentException(wrong.getMessage(), wrong);
    }
  }

  /**
   * {@return whether a text matches}
   *
   * @param text the text
   */
  public boolean matches(String text) {
    return pattern == null ? expected.equals(text) : pattern.matcher(text).find();
  }

  /** Returns what is expected, for messages. */
  @Override
  public String toString() {
    return pattern == null ? expected : "/" + expected + "/";
  }
}
