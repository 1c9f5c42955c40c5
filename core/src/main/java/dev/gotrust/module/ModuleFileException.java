package dev.gotrust.module;

/**
 * Says that a go.mod, go.sum, go.work or vendor/modules.txt is not what the go command writes:
 * which file, which line, why.
 */
public final class ModuleFileException extends Exception {
  private static final long serialVersionUID = 1;

  /** Why the file was refused. */
  public enum Kind {
    /** A line breaks the format. */
    MALFORMED,
    /** The file is above a cap of {@link dev.gotrust.bytes.Limits}. */
    TOO_LARGE
  }

  /** Why the file was refused. */
  private final Kind kind;

  /** The file's name. */
  private final String file;

  /** The line, counted from 1; 0 where it is about the whole file. */
  private final int line;

  /**
   * Creates an exception.
   *
   * @param kind why the file was refused
   * @param file its name
   * @param line the line, counted from 1; 0 where it is about the whole file
   * @param problem what was expected and what was found
   */
  public ModuleFileException(Kind kind, String file, int line, String problem) {
    super(line > 0 ? file + ':' + line + ": " + problem : file + ": " + problem);
    this.kind = kind;
    this.file = file;
    this.line = line;
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

  /** Returns the message, which names file and line. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
