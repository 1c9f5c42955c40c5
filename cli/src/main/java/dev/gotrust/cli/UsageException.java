package dev.gotrust.cli;

import org.jspecify.annotations.Nullable;

/** Says that the command line asks for something that can't be done. */
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  /** How the command is written, null where that would not help. */
  private final @Nullable String synopsis;

  /**
   * Creates an exception about what was asked for; the command line itself is well-formed.
   *
   * @param message what is wrong, and what to do next
   */
  public UsageException(String message) {
    this(message, null);
  }

  /**
   * Creates an exception.
   *
   * @param message what is wrong, and what to do next
   * @param synopsis how the command is written, null where that would not help
   */
  public UsageException(String message, @Nullable String synopsis) {
    super(message);
    this.synopsis = synopsis;
  }

  /** {@return how the command is written, or null where that would not help} */
  public @Nullable String synopsis() {
    return synopsis;
  }

  /** Returns the message. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
