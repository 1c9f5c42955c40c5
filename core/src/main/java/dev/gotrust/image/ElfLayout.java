package dev.gotrust.image;

import java.util.List;

/**
 * Tells from the layout of an ELF file which kind of tool wrote it last. Go's internal linker puts
 * the section headers right behind the program headers (cmd/link/internal/ld/elf.go, asmbElf);
 * binutils and the system linkers put them behind everything else.
 */
final class ElfLayout {
  private ElfLayout() {}

  static Rewriter rewriter(ElfHeader header, List<Region> sections) {
    ElfHeader.Table table = header.sections();
    if (table.count() == 0) {
      return Rewriter.RELINKED;
    }
    if (table.offset() == header.programs().end()) {
      return Rewriter.NONE;
    }
    for (int i = 1; i < sections.size(); i++) {
      Region section = sections.get(i);
      if (section.size() > 0 && section.end() > table.offset()) {
        return Rewriter.RELINKED;
      }
    }
    return Rewriter.BINUTILS;
  }
}
