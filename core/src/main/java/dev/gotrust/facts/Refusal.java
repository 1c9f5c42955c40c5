package dev.gotrust.facts;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.FormatException;
import org.jspecify.annotations.Nullable;

/**
 * Why a file could not be analysed.
 *
 * @param name the file as the caller named it
 * @param target where it leads if the name is a symbolic link, else null
 * @param size in bytes, null where it could not be read
 * @param sha256 of all its bytes, null where they could not be read
 * @param kind of what sort the reason is
 * @param message what was expected, what was found, and what to do next
 * @param offset where in the file, -1 where no place can be named
 */
public record Refusal(
    String name,
    @Nullable String target,
    @Nullable Long size,
    @Nullable Bytes sha256,
    Kind kind,
    String message,
    long offset)
    implements Reading {

  /** Why a file could not be analysed. */
  public enum Kind {
    /** It is no Go executable. */
    NOT_GO("not-go"),
    /** It breaks a rule of the format that it claims. */
    MALFORMED("malformed"),
    /** A valid form of a format that is not read. */
    UNSUPPORTED("unsupported"),
    /** A count or a size is above a cap of {@link dev.gotrust.bytes.Limits}. */
    TOO_LARGE("too-large"),
    /** Its bytes can't be read, or changed while they were. */
    UNREADABLE("unreadable");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** {@return the name that reports use, such as {@code not-go}} */
    public String id() {
      return id;
    }

    static Kind of(FormatException.Kind refused) {
      return switch (refused) {
        case NOT_GO -> NOT_GO;
        case MALFORMED -> MALFORMED;
        case UNSUPPORTED -> UNSUPPORTED;
        case TOO_LARGE -> TOO_LARGE;
      };
    }
  }
}
