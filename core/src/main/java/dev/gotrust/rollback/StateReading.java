package dev.gotrust.rollback;

import dev.gotrust.bytes.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of reading a state file: its lines, or why they can't be relied on. */
public sealed interface StateReading {
  /**
   * {@return this, if one of the lines has a hash that the user kept; else that the file was cut}
   *
   * <p>What was built on another line does not hold it: so yesterday's file is told from today's,
   * which nothing in either of them shows.
   *
   * @param name what messages call the file
   * @param known the hash of any line, null to ask for none
   */
  default StateReading holding(String name, @Nullable Bytes known) {
    if (known == null || !(this instanceof Intact intact) || intact.has(known)) {
      return this;
    }
    return new Broken(
        Fault.TRUNCATED,
        0,
        name + ": no line has the hash that you kept: it was cut, or is another file",
        "restore the file and its .head from a copy that you trust");
  }

  /**
   * Every line follows from the one before, up to the one that was acknowledged last.
   *
   * @param entries the lines, at least the first
   * @param sha256 of all bytes of the file
   * @param unacknowledged how many whole lines stand behind the last acknowledged one, 0 or 1: a
   *     process was stopped before it could say so
   * @param torn how many bytes behind the lines are the beginning of one that was never finished
   */
  record Intact(List<Entry> entries, Bytes sha256, int unacknowledged, int torn)
      implements StateReading {
    /**
     * Copies the list.
     *
     * @param entries the lines, at least the first; copied
     * @param sha256 of all bytes of the file
     * @param unacknowledged how many whole lines stand behind the last acknowledged one
     * @param torn how many bytes behind the lines are the beginning of one
     */
    public Intact {
      entries = List.copyOf(entries);
    }

    private boolean has(Bytes hash) {
      for (Entry entry : entries) {
        if (entry.hash().equals(hash)) {
          return true;
        }
      }
      return false;
    }

    /** {@return the last line} */
    public Entry last() {
      return entries.get(entries.size() - 1);
    }
  }

  /**
   * The file can't be relied on.
   *
   * @param fault of which kind the reason is
   * @param line the line that shows it, counted from 1; 0 where it is about all of the file
   * @param reason a sentence that names the file and the line
   * @param next what the user can do about it
   */
  record Broken(Fault fault, long line, String reason, String next) implements StateReading {}

  /** Why a state file can't be relied on. */
  enum Fault {
    /** There is no such file. */
    MISSING("missing"),
    /** It can't be read, or another process holds it. */
    UNREADABLE("unreadable"),
    /** It is something else, or above a cap. */
    NO_STATE("no-state"),
    /** A line is not what was written. */
    EDITED("edited"),
    /** Lines are missing in between, or one was put in. */
    REMOVED("removed"),
    /** Lines are missing at the end. */
    TRUNCATED("truncated"),
    /** What tells how far it was acknowledged is missing, malformed or of another time. */
    HEAD("head"),
    /** A line is not signed by the key that was named. */
    UNSIGNED("unsigned");

    private final String id;

    Fault(String id) {
      this.id = id;
    }

    /** {@return the word that reports use, such as {@code truncated}} */
    public String id() {
      return id;
    }
  }
}
