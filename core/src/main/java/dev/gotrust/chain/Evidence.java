package dev.gotrust.chain;

import org.jspecify.annotations.Nullable;

/**
 * What a check held against what: enough to redo it by hand.
 *
 * @param what the thing compared, such as {@code content ID}
 * @param expected the value asked for, null where none applies
 * @param actual the value found, null where none was
 * @param source where it came from: a file's name, a URL, a log index
 * @param offset of the bytes in that file, -1 where no range applies
 * @param length of that range in bytes, -1 where no range applies
 * @param state what this entry alone comes to, null where only the link has a state
 */
public record Evidence(
    String what,
    @Nullable String expected,
    @Nullable String actual,
    String source,
    long offset,
    long length,
    @Nullable State state) {

  /**
   * Creates an entry that has no state of its own.
   *
   * @param what the thing compared, such as {@code content ID}
   * @param expected the value asked for, null where none applies
   * @param actual the value found, null where none was
   * @param source where it came from: a file's name, a URL, a log index
   * @param offset of the bytes in that file, -1 where no range applies
   * @param length of that range in bytes, -1 where no range applies
   */
  public Evidence(
      String what,
      @Nullable String expected,
      @Nullable String actual,
      String source,
      long offset,
      long length) {
    this(what, expected, actual, source, offset, length, null);
  }

  /**
   * {@return evidence that no byte range applies to}
   *
   * @param what the thing compared, such as {@code go.sum}
   * @param expected the value asked for, null where none applies
   * @param actual the value found, null where none was
   * @param source where it came from: a file's name, a URL, a log index
   */
  public static Evidence of(
      String what, @Nullable String expected, @Nullable String actual, String source) {
    return new Evidence(what, expected, actual, source, -1, -1);
  }
}
