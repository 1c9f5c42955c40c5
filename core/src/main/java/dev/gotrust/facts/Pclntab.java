package dev.gotrust.facts;

import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import dev.gotrust.facts.VersionTraces.PclntabLayout;
import dev.gotrust.image.Format;
import dev.gotrust.image.Image;
import java.io.IOException;

/**
 * Go's function table, read one function at a time without an object for each (Go's {@code
 * debug/gosym/pclntab.go}, {@code runtime/symtab.go} and {@code cmd/link/internal/ld/pcln.go}). Not
 * thread-safe.
 */
final class Pclntab {
  private static final int HEADER = 8;

  /** What the table of compilation units holds for a file that no code names. */
  private static final long NO_FILE = 0xffffffffL;

  /** Bytes of a number of 32 bits at most. */
  private static final int LONGEST = 5;

  /** Changes of file that are looked at within one function: it may begin with inlined code. */
  private static final int MOST_FILES = 32;

  private final TableBytes bytes;
  private final TableBytes entries;
  private final TableBytes records;
  private final PclntabLayout layout;

  /** Whether functions have addresses: in wasm they have numbers. */
  private final boolean addresses;

  private final int pointer;

  /** Width of a field of the list of functions. */
  private final int field;

  private final long count;

  // Where in the table its parts start.
  private long names;
  private long units;
  private long files;
  private long values;
  private long functions;

  // The function that was selected.
  private int selected = -2;
  private long next;
  private long size;
  private long record;

  // The file that was asked for last, which often is that of the next function too.
  private long lastEntry = -1;
  private long lastPath;

  private Pclntab(TableBytes entries, PclntabLayout layout, boolean addresses)
      throws FormatException, IOException {
    this.entries = entries;
    this.addresses = addresses;
    this.records = entries.again(0);
    this.layout = layout;
    this.pointer = entries.u8(HEADER - 1);
    this.field = hasWords(PclntabLayout.GO_1_18) ? 4 : pointer;
    this.count = entries.number(HEADER, pointer);
    if (hasWords(PclntabLayout.GO_1_16)) {
      int word = hasWords(PclntabLayout.GO_1_18) ? 3 : 2;
      names = word(word);
      units = word(word + 1);
      files = word(word + 2);
      values = word(word + 3);
      functions = word(word + 4);
    } else {
      functions = (long) HEADER + pointer;
    }
    checkCount();
    // What is read out of order stands in front of the functions, if these are not mixed with it.
    bytes = entries.again(layout == PclntabLayout.GO_1_2 ? entries.size() : functions);
    if (layout == PclntabLayout.GO_1_2) {
      files = bytes.u32(functions + (2 * count + 1) * field);
    }
  }

  /**
   * Returns the table that starts at an offset of an image.
   *
   * @param offset of its header, which the image holds
   * @param layout as the header's magic shows it
   * @throws FormatException if the list of functions does not lie in the table, or is over a limit
   */
  static Pclntab at(Image image, long offset, PclntabLayout layout)
      throws FormatException, IOException {
    boolean addresses = image.format() != Format.WASM;
    return new Pclntab(TableBytes.from(image, offset), layout, addresses);
  }

  private boolean hasWords(PclntabLayout since) {
    return layout.compareTo(since) >= 0;
  }

  private long word(int index) throws FormatException, IOException {
    return entries.number(HEADER + (long) index * pointer, pointer);
  }

  private void checkCount() throws FormatException {
    if (count > Limits.FUNCTIONS) {
      throw FormatException.tooLarge(
          entries.position(HEADER),
          "the function table lists " + count + " functions, more than " + Limits.FUNCTIONS);
    }
    if (count < 0 || !entries.holds(functions, (2 * count + 1) * field)) {
      throw FormatException.malformed(
          entries.position(HEADER),
          "the function table of "
              + entries.size()
              + " bytes can't hold "
              + Long.toUnsignedString(count)
              + " functions from its offset "
              + Long.toUnsignedString(functions));
    }
  }

  /** Returns how many functions the table lists. */
  int count() {
    return (int) count;
  }

  /** Returns the size of the table in bytes, or more: up to the end of what is loaded with it. */
  long size() {
    return bytes.size();
  }

  /** Selects a function, to which the following methods then refer. */
  void select(int index) throws FormatException, IOException {
    long entry = functions + 2L * index * field;
    long start = index == selected + 1 ? next : entries.number(entry, field);
    long base = layout == PclntabLayout.GO_1_2 ? 0 : functions;
    record = base + entries.number(entry + field, field) + field;
    next = entries.number(entry + 2L * field, field);
    size = next - start;
    selected = index;
  }

  /**
   * Returns the bytes of code of the function; 0 where only the loader fills them in, and in wasm.
   */
  long codeSize() {
    return addresses && size > 0 && size <= Limits.FUNCTION_CODE ? size : 0;
  }

  /** Returns where in the table the function's name stands. */
  long nameAt() throws FormatException, IOException {
    return names + (int) records.u32(record);
  }

  /**
   * Returns where in the table the path stands of the source file that some code of the function
   * comes from.
   *
   * @param nth 0 for the file of its first instruction, then for each change of file
   * @return -1 where there is none
   */
  long file(int nth) throws FormatException, IOException {
    long at = values + records.u32(record + 16);
    if (nth > MOST_FILES || at == values) {
      return -1;
    }
    long value = -1;
    for (int i = 0; i <= nth; i++) {
      long delta = varint(at);
      if (delta == 0 && i > 0) {
        return -1;
      }
      value += (delta & 1) == 0 ? delta >>> 1 : -(delta >>> 1) - 1;
      at = i == nth ? at : behind(behind(at));
    }
    return value < 0 ? -1 : path(value);
  }

  /** Where the path of a file stands, by the number that the code tables give it. */
  private long path(long number) throws FormatException, IOException {
    if (layout == PclntabLayout.GO_1_2) {
      return bytes.u32(files + 4 * number);
    }
    long entry = units + 4 * (records.u32(record + 28) + number);
    if (entry != lastEntry) {
      long path = bytes.u32(entry);
      lastPath = path == NO_FILE ? -1 : files + path;
      lastEntry = entry;
    }
    return lastPath;
  }

  private long varint(long start) throws FormatException, IOException {
    long at = start;
    long value = 0;
    for (int shift = 0; shift < 7 * LONGEST; shift += 7) {
      int next = bytes.u8(at++);
      value |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        return value & 0xffffffffL;
      }
    }
    throw tooLong(start);
  }

  private long behind(long at) throws FormatException, IOException {
    for (long end = at; end < at + LONGEST; end++) {
      if (bytes.u8(end) < 0x80) {
        return end + 1;
      }
    }
    throw tooLong(at);
  }

  private FormatException tooLong(long at) {
    return FormatException.malformed(
        bytes.position(at), "a number in the function table is longer than 32 bits");
  }

  /** Returns the bytes that the table consists of. */
  TableBytes bytes() {
    return bytes;
  }

  /** Returns where in the image a byte of the table stands, -1 where the file does not hold it. */
  long imageOffset(long at) {
    return bytes.imageOffset(at);
  }
}
