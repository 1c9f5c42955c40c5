package dev.gotrust.module;

import org.jspecify.annotations.Nullable;

/**
 * Says that a module zip or a directory is not what the go command would take: which file, which
 * entry of it, where, what was expected and what was found.
 */
public final class ModuleContentException extends Exception {
  private static final long serialVersionUID = 1;

  /** Why the content was refused. */
  public enum Kind {
    /** The bytes break a rule of the format. */
    MALFORMED,
    /** A valid form of the format that no module has. */
    UNSUPPORTED,
    /** A name that no file of a module may have, or two that are one on some systems. */
    BAD_NAME,
    /** Something that is no regular file, such as a symbolic link. */
    NOT_REGULAR,
    /** A count or a size is above a cap of {@link dev.gotrust.bytes.Limits}. */
    TOO_LARGE
  }

  /** Why the content was refused. */
  private final Kind kind;

  /** The zip's or the directory's name. */
  private final String file;

  /** The entry, null where it is about the whole. */
  private final @Nullable String entry;

  /** Where in the zip, -1 where no place can be named. */
  private final long offset;

  /**
   * Creates an exception.
   *
   * @param kind why the content was refused
   * @param file the zip's or the directory's name
   * @param entry the entry as it is spelled there, null where it is about the whole
   * @param offset where in the zip, -1 where no place can be named
   * @param problem what was expected and what was found
   */
  public ModuleContentException(
      Kind kind, String file, @Nullable String entry, long offset, String problem) {
    super(
        file
            + (entry == null ? "" : ": " + entry)
            + (offset < 0 ? "" : ": at offset " + offset)
            + ": "
            + problem);
    this.kind = kind;
    this.file = file;
    this.entry = entry;
    this.offset = offset;
  }

  /** {@return why the content was refused} */
  public Kind kind() {
    return kind;
  }

  /** {@return the zip's or the directory's name} */
  public String file() {
    return file;
  }

  /** {@return the entry as it is spelled there, null where it is about the whole} */
  public @Nullable String entry() {
    return entry;
  }

  /** {@return where in the zip, -1 where no place can be named} */
  public long offset() {
    return offset;
  }

  /** Returns the message, which names file, entry and offset; the names may hold anything. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
