package dev.gotrust.json;

/** Says where and why JSON is not what was expected. */
public final class JsonException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * Creates an exception.
   *
   * @param message a sentence that names the file, the place, what was expected and what was found
   */
  public JsonException(String message) {
    super(message);
  }

  /** Returns the message; the stack is never part of it. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
