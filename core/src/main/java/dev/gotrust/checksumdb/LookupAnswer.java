package dev.gotrust.checksumdb;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.module.H1;
import dev.gotrust.module.ModuleVersion;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a database answers to a lookup, with nothing verified: the number of a record, the record,
 * and a signed note (golang.org/x/mod/sumdb/tlog, {@code ParseRecord}).
 *
 * @param id the record's number, counted from 0
 * @param record its bytes, which are hashed
 * @param zipH1 the h1 of the module's zip
 * @param goModH1 the h1 of its go.mod, null if the record has none
 * @param note the signed note, which should be a tree head
 */
record LookupAnswer(
    long id, Bytes record, String zipH1, @Nullable String goModH1, SignedNote note) {

  static LookupAnswer parse(ModuleVersion module, byte[] data) throws ChecksumDbException {
    if (data.length > Limits.LOOKUP) {
      throw malformed(data.length + " bytes, more than the " + Limits.LOOKUP + " that are read");
    }
    int first = indexOf(data, 0, "\n");
    long id = first < 0 ? -1 : NoteText.number(ascii(data, 0, first));
    if (id < 0 || id >= Limits.TREE_SIZE) {
      throw malformed("the number of a record was expected in its first line");
    }
    int end = indexOf(data, first + 1, "\n\n");
    String text = end < 0 ? null : NoteText.decode(data, first + 1, end + 1);
    if (text == null) {
      throw malformed("a record of UTF-8 without control characters was expected");
    }
    Bytes record = Bytes.of(data, first + 1, end - first);
    SignedNote note = SignedNote.parse(Arrays.copyOfRange(data, end + 2, data.length));
    String zip = h1(text, module, "");
    if (zip == null) {
      throw malformed("record " + id + " holds no h1 of " + module);
    }
    return new LookupAnswer(id, record, zip, h1(text, module, "/go.mod"), note);
  }

  /** Returns the answer that an earlier run kept, null if that head can't prove it. */
  static @Nullable LookupAnswer kept(
      ModuleVersion module, byte @Nullable [] data, @Nullable TreeHead head) {
    if (data == null || head == null) {
      return null;
    }
    try {
      LookupAnswer answer = parse(module, data);
      return answer.id() < head.size() ? answer : null;
    } catch (ChecksumDbException damagedSince) {
      return null;
    }
  }

  private static ChecksumDbException malformed(String problem) {
    return new ChecksumDbException("malformed answer to a lookup: " + problem);
  }

  private static int indexOf(byte[] data, int from, String ascii) {
    byte[] wanted = ascii.getBytes(StandardCharsets.US_ASCII);
    for (int i = from; i + wanted.length <= data.length; i++) {
      if (Arrays.equals(data, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }

  private static String ascii(byte[] data, int from, int to) {
    return new String(data, from, Math.min(to - from, 20), StandardCharsets.ISO_8859_1);
  }

  /** The h1 on the one line for a module's zip or go.mod, null if there is none. */
  private static @Nullable String h1(String text, ModuleVersion module, String suffix)
      throws ChecksumDbException {
    String prefix = module.path() + ' ' + module.version() + suffix + ' ';
    String found = null;
    for (String line : text.split("\n", -1)) {
      if (line.startsWith(prefix) && H1.isCanonical(line.substring(prefix.length()))) {
        String h1 = line.substring(prefix.length());
        if (found != null && !found.equals(h1)) {
          throw malformed("its record holds two h1 of " + module + suffix);
        }
        found = h1;
      }
    }
    return found;
  }

  /** Returns what a database would answer under another head of the tree. */
  byte[] under(TreeHead head) {
    byte[] number = (id + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] signed = head.note().toBytes();
    byte[] answer = Arrays.copyOf(number, number.length + record.length() + 1 + signed.length);
    System.arraycopy(record.toArray(), 0, answer, number.length, record.length());
    answer[number.length + record.length()] = '\n';
    System.arraycopy(signed, 0, answer, answer.length - signed.length, signed.length);
    return answer;
  }
}
