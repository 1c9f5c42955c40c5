package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import dev.gotrust.image.Region.Access;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the header and the load commands of a Mach-O image, and what they lay out in the file. */
final class MachOLayout {
  private static final long MAGIC = 0xfeedfaceL;

  /** The first byte of {@code S_ZEROFILL} and its kin: sections without bytes in the file. */
  private static final long SECTION_TYPE = 0xff;

  /**
   * A segment.
   *
   * @param region the segment
   * @param command offset of its load command
   * @param protections maxprot in the upper, initprot in the lower 32 bits
   * @param firstSection index of its first section in the image's list
   * @param sectionCount how many sections it has
   */
  record Segment(
      Region region, long command, long protections, int firstSection, int sectionCount) {}

  final ByteView view;
  final boolean wide;
  final long cpu;
  final long fileType;
  final long flags;
  final long commandsSize;
  final List<MachOCommand> commands = new ArrayList<>();
  final List<Segment> segments = new ArrayList<>();
  final List<Region> sections = new ArrayList<>();

  private MachOLayout(ByteView view, boolean wide) throws FormatException, IOException {
    this.view = view;
    this.wide = wide;
    this.cpu = view.u32(4);
    this.fileType = view.u32(12);
    this.commandsSize = view.u32(20);
    this.flags = view.u32(24);
  }

  /** The byte order of a Mach-O image, null if the bytes are none. */
  static @Nullable ByteOrder order(ByteView view) throws FormatException, IOException {
    if (!view.holds(0, 28)) {
      return null;
    }
    if ((view.order(ByteOrder.LITTLE_ENDIAN).u32(0) & ~1L) == MAGIC) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    return (view.order(ByteOrder.BIG_ENDIAN).u32(0) & ~1L) == MAGIC ? ByteOrder.BIG_ENDIAN : null;
  }

  static MachOLayout read(ByteView view) throws FormatException, IOException {
    @Nullable ByteOrder order = order(view);
    if (order == null) {
      throw FormatException.malformed(
          view.base(), "expected a Mach-O header that starts with feedface or feedfacf");
    }
    ByteView ordered = view.order(order);
    MachOLayout layout = new MachOLayout(ordered, (ordered.u32(0) & 1) != 0);
    layout.readCommands();
    return layout;
  }

  /** The size of the header before the load commands. */
  int headerSize() {
    return wide ? 32 : 28;
  }

  private void readCommands() throws FormatException, IOException {
    long count = view.u32(16);
    if (count > Limits.LOAD_COMMANDS) {
      throw FormatException.tooLarge(
          view.base() + 16,
          "Mach-O header: "
              + count
              + " load commands are more than the "
              + Limits.LOAD_COMMANDS
              + " that are read");
    }
    ByteView area = view.slice("Mach-O load commands", headerSize(), commandsSize);
    long at = 0;
    for (long i = 0; i < count; i++) {
      ByteView bytes = area.slice("Mach-O load command", at, 8);
      long size = bytes.u32(4);
      if (size < 8) {
        throw FormatException.malformed(
            bytes.base() + 4, "Mach-O load command: expected a size from 8, found " + size);
      }
      add(new MachOCommand(bytes.u32(0), area.slice("Mach-O load command", at, size)));
      at += size;
    }
  }

  private void add(MachOCommand command) throws FormatException, IOException {
    commands.add(command);
    if (command.type() == MachOCommand.SEGMENT) {
      addSegment(command.bytes(), 4);
    } else if (command.type() == MachOCommand.SEGMENT_64) {
      addSegment(command.bytes(), 8);
    }
  }

  /** The 32-bit and the 64-bit form differ in the width of four fields alone. */
  private void addSegment(ByteView bytes, int width) throws FormatException, IOException {
    long at = 24;
    String name = bytes.text(8, 16);
    long address = bytes.number(at, width);
    long memory = bytes.number(at + width, width);
    long offset = bytes.number(at + 2L * width, width);
    long size = bytes.number(at + 3L * width, width);
    at += 4L * width;
    Access access = access(bytes.u32(at + 4));
    checkSizes(bytes, "segment " + name, offset, size, memory);
    Region region = new Region(name, offset, size, address, memory, access);
    int first = sections.size();
    addSections(bytes, at + 16, width, bytes.u32(at + 8), access);
    long protections = bytes.u32(at) << 32 | bytes.u32(at + 4);
    long command = bytes.base() - view.base();
    segments.add(new Segment(region, command, protections, first, sections.size() - first));
  }

  private void addSections(ByteView bytes, long from, int width, long count, Access access)
      throws FormatException, IOException {
    int entry = width == 8 ? 80 : 68;
    ByteView table = bytes.slice("section table of a Mach-O segment", from, entry * count);
    if (count + sections.size() > Limits.MACHO_SECTIONS) {
      throw FormatException.tooLarge(
          table.base(),
          "more than the " + Limits.MACHO_SECTIONS + " Mach-O sections that are read");
    }
    for (long i = 0; i < count; i++) {
      sections.add(section(table.slice("Mach-O section", i * entry, entry), width, access));
    }
  }

  private Region section(ByteView bytes, int width, Access access)
      throws FormatException, IOException {
    String name = bytes.text(0, 16);
    long address = bytes.number(32, width);
    long memory = bytes.number(32 + width, width);
    long at = 32 + 2L * width;
    long offset = bytes.u32(at);
    // Offset 0 is where the header stands: such a section has no bytes in the file (dSYM files).
    long size = offset == 0 || zeroFill(bytes.u32(at + 16)) ? 0 : memory;
    checkSizes(bytes, "section " + name, offset, size, memory);
    return new Region(name, offset, size, address, memory, access);
  }

  /** A file that was cut is still read: its end is then behind the file's. */
  private static void checkSizes(ByteView bytes, String what, long offset, long size, long memory)
      throws FormatException {
    if (offset < 0 || size < 0 || memory < 0 || offset + size < 0) {
      throw FormatException.malformed(
          bytes.base(),
          "Mach-O "
              + what
              + ": expected an offset and sizes below 2^63, found offset "
              + Long.toUnsignedString(offset)
              + ", size "
              + Long.toUnsignedString(size)
              + ", size in memory "
              + Long.toUnsignedString(memory));
    }
  }

  private static boolean zeroFill(long flags) {
    long type = flags & SECTION_TYPE;
    return type == 0x1 || type == 0xc || type == 0x12;
  }

  private static Access access(long protection) {
    if ((protection & 4) != 0) {
      return Access.EXECUTE;
    }
    if ((protection & 2) != 0) {
      return Access.WRITE;
    }
    return (protection & 1) != 0 ? Access.READ : Access.NONE;
  }

  /** The first load command of a type, null if there is none. */
  @Nullable MachOCommand first(long type) {
    for (MachOCommand command : commands) {
      if (command.type() == type) {
        return command;
      }
    }
    return null;
  }

  /** The last segment of that name, null if there is none. */
  @Nullable Segment segment(String name) {
    @Nullable Segment found = null;
    for (Segment segment : segments) {
      if (segment.region().name().equals(name)) {
        found = segment;
      }
    }
    return found;
  }
}
