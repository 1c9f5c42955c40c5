package dev.gotrust.cli;

import dev.gotrust.chain.Verdict;

/** What the process ends with, the same whatever the output format; the gravest stands first. */
public enum ExitCode {
  /** A bug of gotrust's own. */
  INTERNAL(70),
  /** Something is contradicted, or the policy is violated. */
  FAIL(1),
  /** An input could not be analysed. */
  INPUT(4),
  /** The command line asks for something that can't be done. */
  USAGE(2),
  /** A required source of evidence could not be reached. */
  UNREACHABLE(5),
  /** Nothing is contradicted, but something that was asked for could not be shown. */
  INCOMPLETE(3),
  /** Everything that was asked for holds. */
  OK(0);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** {@return the process's exit status} */
  public int number() {
    return number;
  }

  /**
   * {@return the graver of the two}
   *
   * @param other the code of another input
   */
  public ExitCode graver(ExitCode other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /**
   * {@return the code that stands for a verdict}
   *
   * @param verdict what the policy made of a chain
   */
  public static ExitCode of(Verdict verdict) {
    return switch (verdict) {
      case PASS -> OK;
      case FAIL -> FAIL;
      case INCOMPLETE -> INCOMPLETE;
    };
  }
}
