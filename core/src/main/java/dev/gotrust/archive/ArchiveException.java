package dev.gotrust.archive;

/** Says why an archive or a list of checksums can't be used. */
public final class ArchiveException extends Exception {
  private static final long serialVersionUID = 1;

  /** Whether a cap was passed. */
  private final boolean tooLarge;

  /**
   * Creates an exception.
   *
   * @param message a sentence that names the place, what was expected and what was found
   */
  public ArchiveException(String message) {
    this(message, false);
  }

  private ArchiveException(String message, boolean tooLarge) {
    super(message);
    this.tooLarge = tooLarge;
  }

  /** Says that a cap of {@link dev.gotrust.bytes.Limits} was passed. */
  static ArchiveException tooLarge(String message) {
    return new ArchiveException(message, true);
  }

  /** {@return whether it is above a cap, and may be well-formed} */
  public boolean isTooLarge() {
    return tooLarge;
  }

  /** Returns the message; the stack is never part of it. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
