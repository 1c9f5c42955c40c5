package dev.gotrust.bytes;

/**
 * Says that bytes are not what a format asks for: which part, at which offset, by which rule, and
 * what was found. It is about the input alone; a failing disk is an {@link java.io.IOException},
 * our own mistake an {@link IllegalStateException}.
 */
public final class FormatException extends Exception {
  private static final long serialVersionUID = 1;

  /** Why the bytes were refused. */
  public enum Kind {
    /** Well-formed or not, this is no Go executable. */
    NOT_GO("not-go"),
    /** The bytes break a rule of the format that they claim. */
    MALFORMED("malformed"),
    /** A valid form of the format that is not read here. */
    UNSUPPORTED("unsupported"),
    /** A count or a size is above what {@link Limits} admits. */
    TOO_LARGE("too-large");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** {@return the name that reports use, such as {@code not-go}} */
    public String id() {
      return id;
    }
  }

  /** Why the bytes were refused. */
  private final Kind kind;

  /** Where in the file the offending bytes stand, -1 where no place can be named. */
  private final long offset;

  /**
   * Creates an exception.
   *
   * @param kind why the bytes were refused
   * @param offset where in the file the offending bytes stand, -1 where no place can be named
   * @param message a sentence that names the part, what was expected and what was found
   */
  public FormatException(Kind kind, long offset, String message) {
    super(message);
    this.kind = kind;
    this.offset = offset;
  }

  /**
   * {@return a {@link Kind#MALFORMED} exception for the bytes at {@code offset} of the file}
   *
   * @param offset of the offending bytes in the file, -1 where no place can be named
   * @param message a sentence that names the part, what was expected and what was found
   */
  public static FormatException malformed(long offset, String message) {
    return new FormatException(Kind.MALFORMED, offset, message);
  }

  /**
   * {@return a {@link Kind#UNSUPPORTED} exception for the bytes at {@code offset} of the file}
   *
   * @param offset of the offending bytes in the file, -1 where no place can be named
   * @param message a sentence that names the form that is not read here
   */
  public static FormatException unsupported(long offset, String message) {
    return new FormatException(Kind.UNSUPPORTED, offset, message);
  }

  /**
   * {@return a {@link Kind#TOO_LARGE} exception for the bytes at {@code offset} of the file}
   *
   * @param offset of the offending bytes in the file, -1 where no place can be named
   * @param message a sentence that names the count or size and the cap that it is above
   */
  public static FormatException tooLarge(long offset, String message) {
    return new FormatException(Kind.TOO_LARGE, offset, message);
  }

  /** {@return why the bytes were refused} */
  public Kind kind() {
    return kind;
  }

  /** {@return the file offset of the offending bytes, or -1 where no place can be named} */
  public long offset() {
    return offset;
  }

  /** Returns the message; the stack is never part of it. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
