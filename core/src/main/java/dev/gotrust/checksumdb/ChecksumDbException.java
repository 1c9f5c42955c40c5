package dev.gotrust.checksumdb;

/** Says that something does not hold: a note, a tree head, a record, a tile or a proof. */
public final class ChecksumDbException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * Creates an exception.
   *
   * @param message what was expected and what was found; may hold anything that a server sent
   */
  public ChecksumDbException(String message) {
    super(message);
  }

  /** Returns the message. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
