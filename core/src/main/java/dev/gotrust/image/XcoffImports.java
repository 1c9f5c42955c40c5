package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The import file IDs of an XCOFF loader section: triples of path, base name and archive member,
 * each ended by a NUL. The first triple is the default search path and no library.
 */
final class XcoffImports {
  private XcoffImports() {}

  /** Returns the libraries in table order, an archive member in parentheses as AIX's tools do. */
  static List<String> read(ByteView view, XcoffHeaders headers)
      throws FormatException, IOException {
    for (XcoffHeaders.Section section : headers.sections()) {
      if (section.isLoader() && section.region().size() != 0) {
        Region region = section.region();
        ByteView loader = view.slice("XCOFF loader section", region.offset(), region.size());
        return ids(loader, headers.wide());
      }
    }
    return List.of();
  }

  private static List<String> ids(ByteView loader, boolean wide)
      throws FormatException, IOException {
    long length = loader.u32(12);
    long count = loader.u32(16);
    if (count > Limits.LIBRARIES || length > Limits.COPY) {
      throw FormatException.tooLarge(
          loader.base() + 12,
          "the XCOFF loader section names "
              + count
              + " libraries in "
              + length
              + " bytes, more than the "
              + Limits.LIBRARIES
              + " in "
              + Limits.COPY
              + " bytes that are read");
    }
    long start = wide ? loader.u64(24) : loader.u32(20);
    ByteView table = loader.slice("XCOFF import file IDs", start, length);
    List<String> ids = new ArrayList<>();
    long at = 0;
    for (int i = 0; i < count; i++) {
      String path = name(table, at);
      at += path.length() + 1;
      String base = name(table, at);
      at += base.length() + 1;
      String member = name(table, at);
      at += member.length() + 1;
      if (i > 0) {
        ids.add(id(path, base, member));
      }
    }
    return ids;
  }

  private static String name(ByteView table, long at) throws FormatException, IOException {
    String name = table.text(at, Limits.NAME);
    if (table.u8(at + name.length()) != 0) {
      throw FormatException.tooLarge(
          table.base() + at, "an XCOFF import file ID is longer than " + Limits.NAME + " bytes");
    }
    return name;
  }

  private static String id(String path, String base, String member) {
    String file = path.isEmpty() ? base : path + "/" + base;
    return member.isEmpty() ? file : file + "(" + member + ")";
  }
}
