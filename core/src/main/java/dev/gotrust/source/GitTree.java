package dev.gotrust.source;

import dev.gotrust.bytes.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tree object: names of files and directories with their modes and IDs.
 *
 * @param entries in the order in which they stand
 */
record GitTree(List<Entry> entries) {
  static final int DIRECTORY = 0040000;
  static final int LINK = 0120000;
  static final int SUBMODULE = 0160000;
  static final int TYPE = 0170000;

  private static final int ID = 20;

  /** A name, with what it stands for. */
  record Entry(int mode, String name, String id) {
    boolean isDirectory() {
      return (mode & TYPE) == DIRECTORY;
    }

    boolean isFile() {
      return (mode & TYPE) == 0100000;
    }
  }

  static GitTree parse(String id, Bytes object) throws IOException {
    byte[] data = object.toArray();
    List<Entry> entries = new ArrayList<>();
    for (int at = 0; at < data.length; ) {
      int blank = find(data, at, ' ');
      int end = blank < 0 ? -1 : find(data, blank + 1, 0);
      if (end < 0 || end + ID >= data.length || blank - at > 6) {
        throw malformed(id);
      }
      int mode = mode(id, new String(data, at, blank - at, StandardCharsets.US_ASCII));
      String name = new String(data, blank + 1, end - blank - 1, StandardCharsets.UTF_8);
      if (name.isEmpty() || name.contains("/")) {
        throw malformed(id);
      }
      entries.add(new Entry(mode, name, HexFormat.of().formatHex(data, end + 1, end + 1 + ID)));
      at = end + 1 + ID;
    }
    return new GitTree(List.copyOf(entries));
  }

  private static int find(byte[] data, int from, int wanted) {
    for (int i = from; i < data.length; i++) {
      if (data[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static int mode(String id, String digits) throws IOException {
    try {
      return Integer.parseInt(digits, 8);
    } catch (NumberFormatException noMode) {
      throw malformed(id);
    }
  }

  private static IOException malformed(String id) {
    return new IOException("tree " + id + " is malformed");
  }

  @Nullable Entry find(String name) {
    for (Entry entry : entries) {
      if (entry.name().equals(name)) {
        return entry;
      }
    }
    return null;
  }
}
