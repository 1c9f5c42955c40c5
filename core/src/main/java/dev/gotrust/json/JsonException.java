package dev.gotrust.json;

/** Says where and why JSON is not what was expected. */
public final class JsonException extends Exception {
  private static final long serialVersionUID = 1;

  /** Whether it may be well-formed, and is only above a cap. */
  private final boolean tooLarge;

  /**
   * Creates an exception.
   *
   * @param message a sentence that names the file, the place, what was expected and what was found
   */
  public JsonException(String message) {
    this(message, false);
  }

  private JsonException(String message, boolean tooLarge) {
    super(message);
    this.tooLarge = tooLarge;
  }

  /** An exception for a document that is above a cap. */
  static JsonException tooLarge(String message) {
    return new JsonException(message, true);
  }

  /** {@return whether it may be well-formed, and holds more values than are read} */
  public boolean isTooLarge() {
    return tooLarge;
  }

  /** Returns the message; the stack is never part of it. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
