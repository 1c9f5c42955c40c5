package dev.gotrust.archive;

/** Says why an archive or a list of checksums can't be used. */
public final class ArchiveException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * Creates an exception.
   *
   * @param message a sentence that names the place, what was expected and what was found
   */
  public ArchiveException(String message) {
    super(message);
  }

  /** Returns the message; the stack is never part of it. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
