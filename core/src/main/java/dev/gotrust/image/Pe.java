package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A PE image of Windows: PE32 and PE32+, see {@code specs/pe.md}.
 *
 * <p>The certificate table, which holds an Authenticode signature, counts as accounted for when it
 * lies behind all section data and signatures fill it. One that points elsewhere is what {@code
 * strip} leaves of a signed file, and counts as none; what a table of another structure holds was
 * appended.
 */
public final class Pe implements Image {
  private static final int FILE_ALIGNMENT = 512;
  private static final int DLL = 0x2000;
  private static final int DYNAMIC_BASE = 0x40;

  private final ByteView view;
  private final PeHeaders headers;
  private final List<PeSections.Section> table;
  private final List<Region> sections;
  private final long symbolsEnd;
  private final long contentEnd;
  private final @Nullable Span certificates;
  private final boolean signed;
  private final long end;

  private Pe(ByteView view, PeHeaders headers, List<PeSections.Section> table)
      throws FormatException, IOException {
    this.view = view;
    this.headers = headers;
    this.table = table;
    List<Region> regions = new ArrayList<>(table.size());
    for (PeSections.Section section : table) {
      regions.add(section.region());
    }
    this.sections = List.copyOf(regions);
    this.symbolsEnd = headers.symbolsEnd(view);
    this.contentEnd = contentEnd();
    this.certificates = certificates();
    this.signed = certificates != null && PeCertificates.fill(view, certificates);
    this.end = certificates != null && signed ? certificates.end() : padded();
  }

  /** Whether they start as a PE image does: MZ, and PE\0\0 where the DOS header says. */
  static boolean recognise(ByteView view) throws FormatException, IOException {
    return PeHeaders.signature(view.order(ByteOrder.LITTLE_ENDIAN)) >= 0;
  }

  /**
   * Reads the headers and the section table.
   *
   * @param view the bytes of the file
   * @return the image, its section table read
   * @throws FormatException if a header or the section table does not lie in the file
   * @throws IOException if they can't be read
   */
  public static Pe read(ByteView view) throws FormatException, IOException {
    ByteView little = view.order(ByteOrder.LITTLE_ENDIAN);
    PeHeaders headers = PeHeaders.read(little);
    return new Pe(little, headers, PeSections.read(little, headers));
  }

  @Override
  public Format format() {
    return Format.PE;
  }

  @Override
  public String os() {
    return "windows";
  }

  @Override
  public String arch() {
    return switch (headers.machine()) {
      case 0x14c -> "386";
      case 0x8664 -> "amd64";
      case 0x1c0, 0x1c4 -> "arm";
      case 0xaa64 -> "arm64";
      default -> "";
    };
  }

  @Override
  public int pointerSize() {
    return headers.wide() ? 8 : 4;
  }

  @Override
  public ByteView view() {
    return view;
  }

  /**
   * Returns the offset behind sections, COFF symbols and certificates. Zeros that follow are bytes
   * appended, but for those with which LLVM's tools align the files that they write.
   */
  @Override
  public long end() {
    return end;
  }

  /**
   * LLVM's tools pad what they write; zeros behind a file that they did not write were appended.
   */
  private long padded() throws FormatException, IOException {
    long left = view.size() - contentEnd;
    boolean aligned = view.size() % FILE_ALIGNMENT == 0 && left >= 0 && left < FILE_ALIGNMENT;
    if (!aligned || rewriter() != Rewriter.BINUTILS) {
      return contentEnd;
    }
    return Zeros.fill(view, contentEnd, view.size()) ? view.size() : contentEnd;
  }

  private long contentEnd() {
    long end = Math.max(symbolsEnd, headers.sectionTable() + 40L * table.size());
    for (Region section : sections) {
      end = Math.max(end, section.end());
    }
    return end;
  }

  private @Nullable Span certificates() throws FormatException, IOException {
    @Nullable Span span = headers.directory(view, PeHeaders.SECURITY);
    if (span == null || span.offset() < contentEnd || !view.holds(span.offset(), span.length())) {
      return null;
    }
    return span;
  }

  /** Returns the sections; {@link Region#memorySize} is VirtualSize as it stands. */
  @Override
  public List<Region> sections() {
    return sections;
  }

  @Override
  public boolean isPacked() {
    return Upx.packedPe(sections);
  }

  /** Returns the sections: they are what the loader maps, debug data and all. */
  @Override
  public List<Region> segments() {
    return sections;
  }

  /**
   * Returns the first section that is initialised, readable and writable data and nothing else,
   * alignment aside, as Go's debug/buildinfo chooses it; null if there is none.
   */
  @Override
  public @Nullable Region buildInfoArea() {
    for (PeSections.Section section : table) {
      Region region = section.region();
      boolean data = (section.flags() & ~0x600000L) == 0xC0000040L;
      if (data && section.rva() != 0 && region.size() != 0) {
        return region;
      }
    }
    return null;
  }

  @Override
  public List<Span> buildIdAreas() {
    return List.of(BuildIdArea.of(view));
  }

  @Override
  public List<Undo> undoSignature(String buildId) throws FormatException, IOException {
    return certificates == null
        ? List.of()
        : new PeUndo(view, headers, contentEnd, certificates, signed).ways(buildId);
  }

  /** Returns what the layout shows, the certificate table left out; see {@code specs/pe.md}. */
  @Override
  public Rewriter rewriter() {
    return new PeRewriter(headers, table, symbolsEnd, signed, isPacked()).judge();
  }

  @Override
  public Linkage linkage() throws FormatException, IOException {
    List<String> libraries = PeImports.read(view, headers, table);
    return new Linkage(
        (headers.characteristics() & DLL) != 0 ? "dll" : "executable",
        null,
        libraries,
        libraries.isEmpty(),
        (headers.dllCharacteristics() & DYNAMIC_BASE) != 0,
        headers.symbolCount() > 0,
        Dwarf.in(sections),
        signed ? "authenticode" : null);
  }
}
