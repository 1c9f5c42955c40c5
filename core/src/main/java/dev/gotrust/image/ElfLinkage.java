package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an ELF image was linked: PT_INTERP and the dynamic table (gABI, chapter 5). */
final class ElfLinkage {
  static final int PT_DYNAMIC = 2;
  private static final int PT_INTERP = 3;
  private static final int DT_NEEDED = 1;
  private static final int DT_STRTAB = 5;
  private static final long DT_FLAGS_1 = 0x6ffffffbL;
  private static final long DF_1_PIE = 0x08000000L;
  private static final int ET_DYN = 3;

  private final Elf elf;
  private final boolean wide;
  private final List<Long> needed = new ArrayList<>();
  private long strings = -1;
  private boolean pieFlag;

  private ElfLinkage(Elf elf, boolean wide) {
    this.elf = elf;
    this.wide = wide;
  }

  static Linkage read(
      Elf elf,
      ElfHeader header,
      List<ElfTables.Program> programs,
      @Nullable String interpreter,
      boolean symbols)
      throws FormatException, IOException {
    ElfLinkage reader = new ElfLinkage(elf, header.wide());
    for (ElfTables.Program program : programs) {
      if (program.type() == PT_DYNAMIC) {
        reader.readDynamic(program);
        break;
      }
    }
    List<String> libraries = reader.libraries();
    boolean pie = header.type() == ET_DYN && (reader.pieFlag || interpreter != null);
    return new Linkage(
        type(header.type(), pie),
        interpreter,
        libraries,
        interpreter == null && libraries.isEmpty(),
        pie,
        symbols,
        Dwarf.in(elf.sections()),
        null);
  }

  private static String type(int type, boolean pie) {
    return switch (type) {
      case 1 -> "relocatable";
      case 2 -> "executable";
      case 3 -> pie ? "executable" : "shared";
      case 4 -> "core";
      default -> "unknown";
    };
  }

  /** Returns the path in PT_INTERP; null if there is none, or the file was cut before it. */
  static @Nullable String interpreter(ByteView image, List<ElfTables.Program> programs)
      throws FormatException, IOException {
    for (ElfTables.Program program : programs) {
      if (program.type() == PT_INTERP && image.holds(program.offset(), program.size())) {
        return image.slice("ELF interpreter", program.offset(), program.size()).name(0);
      }
    }
    return null;
  }

  private void readDynamic(ElfTables.Program program) throws FormatException, IOException {
    ByteView table = elf.view().slice("ELF dynamic table", program.offset(), program.size());
    int width = wide ? 8 : 4;
    int entries = 0;
    for (long at = 0; table.holds(at, 2L * width); at += 2L * width) {
      if (entries++ == Limits.DYNAMIC) {
        throw FormatException.tooLarge(
            table.base() + at,
            "ELF dynamic table has more than the " + Limits.DYNAMIC + " entries that are read");
      }
      long tag = table.number(at, width);
      long value = table.number(at + width, width);
      if (tag == 0) {
        return;
      }
      if (tag == DT_STRTAB) {
        strings = value;
      } else if (tag == DT_FLAGS_1) {
        pieFlag = (value & DF_1_PIE) != 0;
      } else if (tag == DT_NEEDED) {
        addNeeded(table, at, value);
      }
    }
  }

  private void addNeeded(ByteView table, long at, long value) throws FormatException {
    if (needed.size() == Limits.LIBRARIES) {
      throw FormatException.tooLarge(
          table.base() + at,
          "ELF dynamic table names more than " + Limits.LIBRARIES + " libraries");
    }
    needed.add(value);
  }

  private List<String> libraries() throws FormatException, IOException {
    List<String> libraries = new ArrayList<>();
    if (needed.isEmpty()) {
      return libraries;
    }
    ByteView view = elf.view();
    long table = elf.atAddress("ELF dynamic strings", strings, 1).base() - view.base();
    for (long name : needed) {
      long at = table + name;
      libraries.add(view.slice("ELF dynamic strings", at, view.size() - at).name(0));
    }
    return libraries;
  }
}
