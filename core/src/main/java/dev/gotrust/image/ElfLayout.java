package dev.gotrust.image;

import java.util.List;

/**
 * Tells from the layout of an ELF file which kind of tool wrote it last. Go's internal linker puts
 * the section headers right behind the program headers (cmd/link/internal/ld/elf.go, asmbElf);
 * binutils, elfutils and the system linkers put them behind everything else.
 */
final class ElfLayout {
  private static final long SHF_COMPRESSED = 0x800;

  private final ElfHeader header;
  private final List<ElfTables.Program> programs;
  private final List<ElfTables.Section> sections;

  ElfLayout(ElfHeader header, List<ElfTables.Program> programs, List<ElfTables.Section> sections) {
    this.header = header;
    this.programs = programs;
    this.sections = sections;
  }

  Rewriter rewriter() {
    ElfHeader.Table table = header.sections();
    if (table.count() == 0) {
      return Rewriter.RELINKED;
    }
    if (table.offset() == header.programs().end()) {
      return isDynamic() || aligned() ? Rewriter.EDITOR : Rewriter.NONE;
    }
    for (int i = 1; i < sections.size(); i++) {
      Region section = sections.get(i).region();
      if (section.size() > 0 && section.end() > table.offset()) {
        return Rewriter.RELINKED;
      }
    }
    return Rewriter.BINUTILS;
  }

  /** patchelf edits the dynamic table and its strings in place where their size stays. */
  private boolean isDynamic() {
    for (ElfTables.Program program : programs) {
      if (program.type() == ElfLinkage.PT_DYNAMIC && program.size() != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether libelf wrote the section headers, as debugedit does in place: it aligns compressed
   * sections as their contents are, which Go's linker leaves at 1.
   */
  private boolean aligned() {
    for (ElfTables.Section section : sections) {
      if ((section.flags() & SHF_COMPRESSED) != 0 && section.alignment() > 1) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether this is the debug data of a program that was cut away from it: there are sections of
   * code, and none of them has bytes. Headers that Go's linker laid out don't count: whoever
   * changes a program in place could say so of it.
   */
  boolean isDebugFile() {
    boolean code = false;
    for (ElfTables.Section section : sections) {
      Region region = section.region();
      if (region.access() == Region.Access.EXECUTE && region.memorySize() != 0) {
        if (section.type() != ElfTables.SHT_NOBITS) {
          return false;
        }
        code = true;
      }
    }
    return code && rewriter() == Rewriter.BINUTILS;
  }
}
