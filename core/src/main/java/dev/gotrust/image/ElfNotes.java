package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** ELF notes, of note sections first, then of the program headers that no section covers. */
final class ElfNotes {
  private static final int SHT_NOTE = 7;
  private static final int PT_NOTE = 4;

  private final ByteView image;
  private final List<Note> notes = new ArrayList<>();
  private final Set<Long> known = new HashSet<>();
  private int seen;
  private long kept;

  private ElfNotes(ByteView image) {
    this.image = image;
  }

  static List<Note> read(
      ByteView image, List<ElfTables.Section> sections, List<ElfTables.Program> programs)
      throws FormatException, IOException {
    ElfNotes reader = new ElfNotes(image);
    for (ElfTables.Section section : sections) {
      if (section.type() == SHT_NOTE) {
        reader.readArea(
            section.region().name(), section.region().offset(), section.region().size());
      }
    }
    for (ElfTables.Program program : programs) {
      if (program.type() == PT_NOTE) {
        reader.readArea("", program.offset(), program.size());
      }
    }
    return List.copyOf(reader.notes);
  }

  /** A malformed note ends its area and hides no other: notes are advice, not structure. */
  private void readArea(String section, long offset, long size)
      throws FormatException, IOException {
    if (!image.holds(offset, size)) {
      return;
    }
    ByteView area = image.slice("ELF notes", offset, size);
    long at = 0;
    while (area.holds(at, 12)) {
      if (seen++ == Limits.NOTES) {
        throw tooMany(area.base() + at);
      }
      long nameSize = area.u32(at);
      long descriptorSize = area.u32(at + 4);
      long descriptor = at + 12 + align(nameSize);
      if (!area.holds(at + 12, nameSize) || !area.holds(descriptor, descriptorSize)) {
        return;
      }
      add(section, area, at, nameSize, descriptor, descriptorSize);
      at = descriptor + align(descriptorSize);
    }
  }

  private void add(
      String section, ByteView area, long at, long nameSize, long descriptor, long size)
      throws FormatException, IOException {
    long offset = area.base() - image.base() + descriptor;
    String name = area.text(at + 12, (int) Math.min(nameSize, Limits.NAME));
    if (size > Limits.BUILD_ID && name.equals("Go")) {
      throw FormatException.tooLarge(
          area.base() + descriptor,
          "the Go build ID has " + size + " bytes; at most " + Limits.BUILD_ID + " are read");
    }
    // Compilers' notes on single functions are of no use here, and may be thousands; no
    // identifier is as long as a name.
    boolean useless = size > Limits.NAME || nameSize > Limits.NAME || name.startsWith("GA");
    if (useless || !known.add(offset)) {
      return;
    }
    kept += size + nameSize;
    if (kept > Limits.COPY) {
      throw tooMany(area.base() + at);
    }
    Bytes value = Bytes.of(area.copy(descriptor, size));
    notes.add(new Note(section, name, area.u32(at + 8), offset, value));
  }

  private static FormatException tooMany(long position) {
    return FormatException.tooLarge(
        position,
        "the ELF notes are more than the "
            + Limits.NOTES
            + ", or than the "
            + Limits.COPY
            + " bytes, that are read");
  }

  private static long align(long size) {
    return (size + 3) & ~3L;
  }
}
