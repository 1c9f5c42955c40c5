package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the names of the DLLs that a PE image imports, at once or with delay. */
final class PeImports {
  private final ByteView view;
  private final PeHeaders headers;
  private final List<PeSections.Section> sections;
  private final List<String> names = new ArrayList<>();

  private PeImports(ByteView view, PeHeaders headers, List<PeSections.Section> sections) {
    this.view = view;
    this.headers = headers;
    this.sections = sections;
  }

  static List<String> read(ByteView view, PeHeaders headers, List<PeSections.Section> sections)
      throws FormatException, IOException {
    PeImports imports = new PeImports(view, headers, sections);
    imports.readTable();
    imports.readDelayTable();
    return imports.names;
  }

  /** Ends, as for the loader, at the first entry without a name or without an address table. */
  private void readTable() throws FormatException, IOException {
    @Nullable Span directory = headers.directory(view, PeHeaders.IMPORT);
    if (directory == null) {
      return;
    }
    ByteView table = from("PE import table", directory.offset());
    for (long at = 0; table.u32(at + 12) != 0 && table.u32(at + 16) != 0; at += 20) {
      add(table.u32(at + 12));
    }
  }

  private void readDelayTable() throws FormatException, IOException {
    @Nullable Span directory = headers.directory(view, PeHeaders.DELAY_IMPORT);
    if (directory == null) {
      return;
    }
    ByteView table = from("PE delay import table", directory.offset());
    for (long at = 0; table.u32(at + 4) != 0; at += 32) {
      boolean relative = (table.u32(at) & 1) != 0;
      // Before Visual C++ 7 the table held addresses instead of RVAs.
      add(table.u32(at + 4) - (relative ? 0 : headers.imageBase()));
    }
  }

  private void add(long rva) throws FormatException, IOException {
    if (names.size() == Limits.LIBRARIES) {
      throw FormatException.tooLarge(
          view.base(), "the PE import tables name more than " + Limits.LIBRARIES + " DLLs");
    }
    names.add(from("DLL name", rva).name(0));
  }

  /** The bytes from an RVA to the end of the section that holds it. */
  private ByteView from(String label, long rva) throws FormatException {
    for (PeSections.Section section : sections) {
      Region region = section.region();
      long within = rva - section.rva();
      if (within >= 0 && within < region.size()) {
        return view.slice(label, region.offset() + within, region.size() - within);
      }
    }
    if (rva >= 0 && rva < headers.headersSize()) {
      return view.slice(label, rva, Math.min(headers.headersSize(), view.size()) - rva);
    }
    throw FormatException.malformed(
        view.base(),
        label + " should stand at RVA 0x" + Long.toHexString(rva) + ", which no section holds");
  }
}
