package dev.gotrust.keys;

import org.jspecify.annotations.Nullable;

/**
 * Says that a piece of evidence does not hold, which check it failed, and what was expected and
 * found.
 */
public final class RefusedException extends Exception {
  /** The check of a statement's subjects. */
  public static final String SUBJECT = "subject";

  /** The check of the digest that a bundle states. */
  public static final String DIGEST = "digest";

  private static final long serialVersionUID = 1;

  /** Whether the evidence may hold after all, and can't be judged from what is there. */
  private final boolean undecided;

  /** What was checked. */
  private final String check;

  /** The value asked for, null where none applies. */
  private final @Nullable String expected;

  /** The value found, null where none was. */
  private final @Nullable String actual;

  /** What the user can do about it, null where nothing is known. */
  private final @Nullable String next;

  /**
   * Creates an exception.
   *
   * @param check what was checked, a noun such as {@code certificate identity}
   * @param message a sentence without the check's name that says what is wrong
   * @param expected the value asked for, null where none applies
   * @param actual the value found, null where none was
   * @param next what the user can do about it, null where nothing is known
   */
  public RefusedException(
      String check,
      String message,
      @Nullable String expected,
      @Nullable String actual,
      @Nullable String next) {
    this(check, message, expected, actual, next, false);
  }

  private RefusedException(
      String check,
      String message,
      @Nullable String expected,
      @Nullable String actual,
      @Nullable String next,
      boolean undecided) {
    super(message);
    this.check = check;
    this.expected = expected;
    this.actual = actual;
    this.next = next;
    this.undecided = undecided;
  }

  /**
   * {@return what is thrown where evidence may hold, and can't be judged from what is there}
   *
   * @param check what was to be checked
   * @param message a sentence without the check's name that says what is missing
   * @param next what the user can do about it
   */
  public static RefusedException undecided(String check, String message, String next) {
    return new RefusedException(check, message, null, null, next, true);
  }

  /** {@return whether the evidence may hold after all, and can't be judged from what is there} */
  public boolean isUndecided() {
    return undecided;
  }

  /**
   * Creates an exception where no values were compared.
   *
   * @param check what was checked, a noun such as {@code certificate chain}
   * @param message a sentence without the check's name that says what is wrong
   */
  public RefusedException(String check, String message) {
    this(check, message, null, null, null);
  }

  /** {@return what was checked} */
  public String check() {
    return check;
  }

  /** {@return the value asked for, null where none applies} */
  public @Nullable String expected() {
    return expected;
  }

  /** {@return the value found, null where none was} */
  public @Nullable String actual() {
    return actual;
  }

  /** {@return what the user can do about it, null where nothing is known} */
  public @Nullable String next() {
    return next;
  }

  /** Returns the sentence; the stack is never part of it. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
