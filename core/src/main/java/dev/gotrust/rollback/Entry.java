package dev.gotrust.rollback;

import dev.gotrust.bytes.Bytes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a state file.
 *
 * @param line its number, counted from 1
 * @param time when it was written
 * @param kind what it says
 * @param acceptance the program that it is about, null for {@link Kind#INIT}
 * @param reason why an older program was let pass, null for all but {@link Kind#ROLLBACK}
 * @param previous the hash of the line before; 32 bytes of zero on the first
 * @param hash SHA-256 of the line up to the field that holds it
 * @param signature of the bytes that are hashed, null on a line without one
 */
public record Entry(
    long line,
    Instant time,
    Kind kind,
    @Nullable Acceptance acceptance,
    @Nullable String reason,
    Bytes previous,
    Bytes hash,
    @Nullable Bytes signature) {
  /** What stands for the hash of the line before the first. */
  static final Bytes NONE = Bytes.of(new byte[32]);

  /** What a line says. */
  public enum Kind {
    /** The log begins; the first line alone says so. */
    INIT("init"),
    /** A program was accepted. */
    ACCEPTED("accepted"),
    /** A program was accepted although it is older, or differs, because the user said so. */
    ROLLBACK("rollback");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** {@return the word that the file uses, such as {@code accepted}} */
    public String id() {
      return id;
    }

    static @Nullable Kind of(String id) {
      for (Kind kind : values()) {
        if (kind.id.equals(id)) {
          return kind;
        }
      }
      return null;
    }
  }

  /**
   * {@return the program that this line is about}
   *
   * @throws IllegalStateException if it is about none
   */
  public Acceptance program() {
    if (acceptance == null) {
      throw new IllegalStateException("line " + line + " is about no program");
    }
    return acceptance;
  }
}
