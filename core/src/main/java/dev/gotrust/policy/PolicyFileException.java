package dev.gotrust.policy;

/** Says that a file of the policy's configuration can't be followed: which file, line and why. */
public final class PolicyFileException extends Exception {
  private static final long serialVersionUID = 1;

  /** Why the file was refused. */
  public enum Kind {
    /** A line breaks the format. */
    MALFORMED,
    /** No line holds a rule. */
    EMPTY,
    /** No signature of it by a key that was demanded holds. */
    UNSIGNED,
    /** The file is above a cap of {@link dev.gotrust.bytes.Limits}. */
    TOO_LARGE
  }

  /** Why the file was refused. */
  private final Kind kind;

  /** The file's name. */
  private final String file;

  /** The line, counted from 1; 0 where it is about the whole file. */
  private final int line;

  /** The column, counted from 1; 0 where it is about the whole line. */
  private final int column;

  /**
   * Creates an exception.
   *
   * @param kind why the file was refused
   * @param file its name
   * @param line the line, counted from 1; 0 where it is about the whole file
   * @param problem what was expected and what was found
   */
  public PolicyFileException(Kind kind, String file, int line, String problem) {
    this(kind, file, line, 0, problem);
  }

  /**
   * Creates an exception about a place in a line.
   *
   * @param kind why the file was refused
   * @param file its name
   * @param line the line, counted from 1; 0 where it is about the whole file
   * @param column the column in characters, counted from 1; 0 where it is about the whole line
   * @param problem what was expected and what was found
   */
  public PolicyFileException(Kind kind, String file, int line, int column, String problem) {
    super(
        file
            + (line > 0 ? ":" + line : "")
            + (line > 0 && column > 0 ? ":" + column : "")
            + ": "
            + problem);
    this.kind = kind;
    this.file = file;
    this.line = line;
    this.column = column;
  }

  /** {@return why the file was refused} */
  public Kind kind() {
    return kind;
  }

  /** {@return the file's name} */
  public String file() {
    return file;
  }

  /** {@return the line, counted from 1; 0 where it is about the whole file} */
  public int line() {
    return line;
  }

  /** {@return the column in characters, counted from 1; 0 where it is about the whole line} */
  public int column() {
    return column;
  }

  /** Returns the message, which names file and line. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
