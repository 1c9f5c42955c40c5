package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tells what UPX packed by where it leaves its marks. See {@code specs/disguise.md}. */
final class Upx {
  private static final byte[] MAGIC = "UPX!".getBytes(StandardCharsets.ISO_8859_1);

  /** A checksum stands before the magic of the header that follows ELF's program headers. */
  private static final int CHECKSUM = 4;

  /** Bytes from the magic of the last header to the end of the file. */
  private static final int TRAILER = 36;

  private Upx() {}

  /** Whether an ELF file is packed: programs show it behind their headers, libraries at the end. */
  static boolean packedElf(ByteView view, long headersEnd) throws IOException {
    return view.matches(headersEnd + CHECKSUM, MAGIC) || view.matches(view.size() - TRAILER, MAGIC);
  }

  /** Whether a PE file is packed. */
  static boolean packedPe(List<Region> sections) {
    return named(sections, "UPX0") && named(sections, "UPX1");
  }

  /** Whether a Mach-O file is packed. */
  static boolean packedMachO(List<Region> sections) {
    return named(sections, "upxTEXT");
  }

  private static boolean named(List<Region> sections, String name) {
    for (Region section : sections) {
      if (section.name().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
