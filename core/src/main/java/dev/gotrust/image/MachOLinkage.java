package dev.gotrust.image;

import dev.gotrust.bytes.FormatException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the load commands of a Mach-O image say about how it was linked. */
final class MachOLinkage {
  private MachOLinkage() {}

  /** The words of {@code otool -hv}, in lower case; {@code MH_EXECUTE} is an executable. */
  static String type(long fileType) {
    return switch ((int) fileType) {
      case 1 -> "object";
      case 2 -> "executable";
      case 6 -> "dylib";
      case 7 -> "dylinker";
      case 8 -> "bundle";
      case 10 -> "dsym";
      case 11 -> "kext";
      default -> "type " + fileType;
    };
  }

  /** Whether the symbol table holds more than what dyld needs: the names of imported symbols. */
  static boolean hasSymbols(MachOLayout layout) throws FormatException, IOException {
    @Nullable MachOCommand symtab = layout.first(MachOCommand.SYMTAB);
    @Nullable MachOCommand dysymtab = layout.first(MachOCommand.DYSYMTAB);
    long undefined = dysymtab == null ? 0 : dysymtab.bytes().u32(28);
    return symtab != null && symtab.bytes().u32(12) > undefined;
  }

  static boolean hasDebug(MachOLayout layout) {
    return layout.segment("__DWARF") != null || Dwarf.in(layout.sections);
  }
}
