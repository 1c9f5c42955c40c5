package dev.gotrust.rollback;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.json.JsonException;
import dev.gotrust.keys.KeyCheck;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.keys.VerifyingKey;
import dev.gotrust.rollback.Entry.Kind;
import dev.gotrust.rollback.StateReading.Broken;
import dev.gotrust.rollback.StateReading.Fault;
import dev.gotrust.rollback.StateReading.Intact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One walk over the bytes of a state file and of its head. */
final class StateLog {
  private static final String RESTORE =
      "restore the file and its .head from a copy that you trust, or look into who changed it;"
          + " gotrust audit init begins another";

  private final String name;
  private final byte[] data;
  private final byte @Nullable [] headData;
  private final List<VerifyingKey> keys;
  private final List<Entry> entries = new ArrayList<>();
  private @Nullable StateHead head;
  private int torn;

  private StateLog(String name, byte[] data, byte @Nullable [] headData, List<VerifyingKey> keys) {
    this.name = name;
    this.data = data;
    this.headData = headData;
    this.keys = keys;
  }

  /** Says that a file can't be relied on. */
  private static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Broken broken;

    BrokenException(Fault fault, long line, String reason) {
      super(reason, null, false, false);
      this.broken = new Broken(fault, line, reason, RESTORE);
    }
  }

  /**
   * Reads a state file.
   *
   * @param name what messages call it
   * @param data all its bytes
   * @param head all bytes of the file beside it, null where there is none
   * @param keys one of which must have signed every line; none to ask for no signature
   */
  static StateReading read(
      String name, byte[] data, byte @Nullable [] head, List<VerifyingKey> keys) {
    StateLog log = new StateLog(name, data, head, keys);
    try {
      log.readLines();
      int behind = log.holdAgainstHead();
      return new Intact(log.entries, Bytes.sha256(data), behind, log.torn);
    } catch (BrokenException broken) {
      return broken.broken;
    }
  }

  private void readLines() throws BrokenException {
    JsonException headless = readHead();
    int at = 0;
    while (at < data.length) {
      int end = at;
      while (end < data.length && data[end] != '\n') {
        end++;
      }
      long line = entries.size() + 1L;
      boolean last = end + 1 >= data.length;
      try {
        add(line, at, end);
      } catch (BrokenException broken) {
        if (!last || !isBeyondHead(line) || end - at > Limits.STATE_LINE) {
          throw broken;
        }
        torn = data.length - at;
        return;
      }
      at = end + 1;
    }
    if (entries.isEmpty() && headData == null) {
      throw new BrokenException(Fault.NO_STATE, 0, name + ": it is empty, and no state file");
    }
    if (headless != null) {
      throw new BrokenException(Fault.HEAD, 0, headless.getMessage());
    }
  }

  /** What was never acknowledged may be anything; the first line is with its head. */
  private boolean isBeyondHead(long line) {
    return head != null && line == head.lines() + 1;
  }

  private @Nullable JsonException readHead() {
    if (headData == null) {
      return null;
    }
    try {
      head = StateHead.read(name + StateFile.HEAD, headData);
      return null;
    } catch (JsonException malformed) {
      return malformed;
    }
  }

  private void add(long line, int from, int end) throws BrokenException {
    String where = name + ", line " + line;
    if (end - from > Limits.STATE_LINE) {
      throw new BrokenException(
          malformed(line),
          line,
          where + ": more than the " + Limits.STATE_LINE + " bytes that a line has at most");
    }
    Entry entry;
    try {
      entry = EntryText.read(where, Arrays.copyOfRange(data, from, end));
    } catch (JsonException malformed) {
      // To the reader of JSON each line is a document, and has one line.
      String reason = malformed.getMessage().replace(where + ", line 1, ", where + ", ");
      throw new BrokenException(malformed(line), line, reason);
    }
    check(entry, line, where);
    if (end == data.length) {
      throw new BrokenException(Fault.TRUNCATED, line, where + ": its end is missing");
    }
    entries.add(entry);
  }

  /** A file of any other kind is no state file, unless a head says that it was one. */
  private Fault malformed(long line) {
    return line == 1 && headData == null ? Fault.NO_STATE : Fault.EDITED;
  }

  private void check(Entry entry, long line, String where) throws BrokenException {
    byte[] hashed = EntryText.hashed(entry).getBytes(StandardCharsets.UTF_8);
    if (!entry.hash().equals(Bytes.sha256(hashed))) {
      throw new BrokenException(
          Fault.EDITED, line, where + ": it was edited: it does not hash to the hash in it");
    }
    if (entry.line() != line) {
      throw new BrokenException(Fault.REMOVED, line, where + ": " + gap(entry.line(), line));
    }
    Bytes before = entries.isEmpty() ? Entry.NONE : entries.get(entries.size() - 1).hash();
    if (!entry.previous().equals(before) || (entry.kind() == Kind.INIT) != (line == 1)) {
      throw new BrokenException(
          Fault.REMOVED,
          line,
          where + ": it does not follow from the line before; one of the two was put in its place");
    }
    if (!keys.isEmpty()) {
      checkSignature(entry, hashed, where);
    }
  }

  private static String gap(long found, long line) {
    return found > line
        ? "it was written as line " + found + ": " + (found - line) + " before it were removed"
        : "it was written as line " + found + ": it stands here a second time";
  }

  private void checkSignature(Entry entry, byte[] hashed, String where) throws BrokenException {
    Bytes signature = entry.signature();
    String reason = "it is not signed";
    if (signature != null) {
      reason = refusal(signature, hashed, where);
      if (reason == null) {
        return;
      }
    }
    throw new BrokenException(Fault.UNSIGNED, entry.line(), where + ": " + reason);
  }

  /** Returns null where one of the keys made the signature. */
  private @Nullable String refusal(Bytes signature, byte[] hashed, String where) {
    for (VerifyingKey key : keys) {
      try {
        KeyCheck.check(key.key(), SignedInput.of(where, hashed), signature);
        return null;
      } catch (RefusedException byAnother) {
        // The next key may have made it.
      } catch (IOException impossible) {
        throw new IllegalStateException("read from memory", impossible);
      }
    }
    return "its signature is by none of the keys that were named, such as "
        + keys.get(0).location();
  }

  /** Returns how many whole lines stand behind the last acknowledged one. */
  private int holdAgainstHead() throws BrokenException {
    StateHead acknowledged = head;
    if (acknowledged == null) {
      throw new BrokenException(
          Fault.HEAD,
          0,
          name
              + StateFile.HEAD
              + " is missing: nobody can tell whether lines were cut off the end of "
              + name);
    }
    long behind = entries.size() - acknowledged.lines();
    if (behind < 0) {
      throw new BrokenException(
          Fault.TRUNCATED,
          entries.size() + 1L,
          name
              + ", line "
              + (entries.size() + 1L)
              + ": it is missing, and all behind it: "
              + acknowledged.lines()
              + " lines were acknowledged");
    }
    Entry last = entries.get((int) acknowledged.lines() - 1);
    if (!last.hash().equals(acknowledged.hash())) {
      throw new BrokenException(
          Fault.EDITED,
          acknowledged.lines(),
          name
              + ", line "
              + acknowledged.lines()
              + ": another line was acknowledged in its place; all behind the edited one may have"
              + " been written anew");
    }
    if (behind > 1) {
      throw new BrokenException(
          Fault.HEAD,
          acknowledged.lines() + 1,
          name
              + ", line "
              + (acknowledged.lines() + 1)
              + ": "
              + name
              + StateFile.HEAD
              + " names the line before as the last, but "
              + behind
              + " stand behind it");
    }
    return (int) behind;
  }
}
