package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.image.MachOLayout.Segment;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The tables in {@code __LINKEDIT}, and whether they stand as Go's internal linker puts them. */
final class MachOLinkEdit {
  private static final int PAGE = 4096;

  /** Superblob, one blob index, code directory, and the identifier {@code a.out} with its NUL. */
  private static final int SIGNATURE_HEAD = 12 + 8 + 88 + 6;

  private static final int SHA_256 = 32;

  private MachOLinkEdit() {}

  /**
   * Returns the size of the ad-hoc signature that Go's linker reserves for code of that size, as
   * cmd/internal/codesign computes it.
   */
  static long slotSize(long codeSize) {
    return SIGNATURE_HEAD + (codeSize + PAGE - 1) / PAGE * SHA_256;
  }

  /**
   * Returns the offset behind the string table, -1 if there is none. Every linker that Go uses puts
   * the strings last, before the signature.
   */
  static long stringsEnd(MachOLayout layout) throws FormatException, IOException {
    @Nullable MachOCommand symtab = layout.first(MachOCommand.SYMTAB);
    return symtab == null ? -1 : symtab.bytes().u32(16) + symtab.bytes().u32(20);
  }

  /**
   * Returns whether rebase and bind information, symbols, indirect symbols and strings follow each
   * other without a gap from the start of {@code __LINKEDIT} to {@code end}, and the strings start
   * as those of Go's linker do.
   */
  static boolean standsAsGoWrites(MachOLayout layout, Segment linkEdit, long end)
      throws FormatException, IOException {
    @Nullable MachOCommand symtab = layout.first(MachOCommand.SYMTAB);
    @Nullable MachOCommand dysymtab = layout.first(MachOCommand.DYSYMTAB);
    if (symtab == null || dysymtab == null) {
      return false;
    }
    long at = afterDyldInfo(layout, linkEdit.region().offset());
    ByteView symbols = symtab.bytes();
    ByteView indirect = dysymtab.bytes();
    long symbolsEnd = symbols.u32(8) + symbols.u32(12) * (layout.wide ? 16 : 12);
    long indirectEnd = indirect.u32(56) + indirect.u32(60) * 4;
    return at == symbols.u32(8)
        && symbolsEnd == indirect.u32(56)
        && indirectEnd == symbols.u32(16)
        && stringsEnd(layout) == end
        && layout.view.matches(symbols.u32(16), new byte[] {' ', 0});
  }

  /** The offset behind the rebase and bind information; -1 if that stands elsewhere. */
  private static long afterDyldInfo(MachOLayout layout, long start)
      throws FormatException, IOException {
    @Nullable MachOCommand info = layout.first(MachOCommand.DYLD_INFO_ONLY);
    if (info == null) {
      return start;
    }
    ByteView bytes = info.bytes();
    long rebaseEnd = bytes.u32(8) + bytes.u32(12);
    boolean contiguous = bytes.u32(8) == start && bytes.u32(16) == rebaseEnd;
    return contiguous ? rebaseEnd + bytes.u32(20) : -1;
  }
}
