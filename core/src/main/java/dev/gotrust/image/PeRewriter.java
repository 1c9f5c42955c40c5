package dev.gotrust.image;

import dev.gotrust.image.PeSections.Section;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells Go's internal PE linker from the tools that write PE files after it.
 *
 * <p>Seen with Go 1.11 to 1.27 on 386, amd64 and arm64 (cmd/link/internal/ld/pe.go): linker version
 * 3.0, no timestamp, no checksum; SizeOfHeaders leaves room for 16 sections; the sections' data
 * follow each other without a gap; SizeOfInitializedData is that of {@code .data} alone; and a
 * section {@code .symtab} covers the COFF symbols and strings exactly, even with {@code -s}.
 *
 * <p>GNU strip and objcopy, LLVM's strip and objcopy move the COFF symbols behind the last section
 * or drop them, and leave {@code .symtab} as it was; they also recompute SizeOfInitializedData. GNU
 * ld, with which cgo programs are linked, has its own linker version. A signing tool sets the
 * checksum and adds the certificate table, nothing else.
 */
final class PeRewriter {
  /** The linker version in the optional header, major version first. */
  static final int GO_LINKER = 0x300;

  private static final int SECTIONS_WITH_ROOM = 16;
  private static final int ENTRY = 40;
  private static final int FILE_ALIGNMENT = 512;

  private final PeHeaders headers;
  private final List<Section> sections;
  private final long symbolsEnd;
  private final boolean signed;
  private final boolean packed;

  PeRewriter(
      PeHeaders headers, List<Section> sections, long symbolsEnd, boolean signed, boolean packed) {
    this.headers = headers;
    this.sections = sections;
    this.symbolsEnd = symbolsEnd;
    this.signed = signed;
    this.packed = packed;
  }

  Rewriter judge() {
    if (packed) {
      return Rewriter.PACKED;
    }
    if (headers.linkerVersion() != GO_LINKER || !symbolsInPlace()) {
      return Rewriter.BINUTILS;
    }
    // Resource editors append .rsrc just where Go's linker puts that of a .syso file.
    boolean plain = named(".rsrc") == null && goHeaders() && contiguous();
    return plain ? Rewriter.NONE : Rewriter.UNKNOWN;
  }

  private boolean symbolsInPlace() {
    @Nullable Region symtab = named(".symtab");
    return symtab != null
        && headers.symbolTable() != 0
        && symtab.offset() == headers.symbolTable()
        && symtab.memorySize() == symbolsEnd - symtab.offset();
  }

  private boolean goHeaders() {
    @Nullable Region data = named(".data");
    long tableEnd = headers.sectionTable() + ENTRY * SECTIONS_WITH_ROOM;
    long rounded = (tableEnd + FILE_ALIGNMENT - 1) / FILE_ALIGNMENT * FILE_ALIGNMENT;
    return headers.timestamp() == 0
        && (signed || headers.checkSum() == 0)
        && data != null
        && headers.initializedData() == data.size()
        && headers.headersSize() == rounded;
  }

  private boolean contiguous() {
    long end = headers.headersSize();
    for (Section section : sections) {
      if (section.region().offset() != end) {
        return false;
      }
      end = section.region().end();
    }
    return true;
  }

  private @Nullable Region named(String name) {
    for (Section section : sections) {
      if (section.region().name().equals(name)) {
        return section.region();
      }
    }
    return null;
  }
}
