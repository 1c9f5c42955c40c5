package dev.gotrust.archive;

import dev.gotrust.bytes.Limits;
import java.util.HashMap;
import java.util.Map;

/**
 * The names in an archive. What would lie in one place after unpacking is refused, for tools differ
 * in which of both is left there: the same name twice, spelled with {@code ./} or not, a file below
 * a link, a link in the place of a directory.
 */
final class MemberNames {
  /** What keeping a name costs beside its characters: there can be many short ones. */
  private static final int EACH = 32;

  private final Map<String, Kind> kinds = new HashMap<>();
  private int members;
  private int lengths;

  /** What a name stands for. */
  private enum Kind {
    DIRECTORY,
    OTHER
  }

  /** Takes the name of a file, a link or a device. */
  void add(String path) throws ArchiveException {
    String place = place(path);
    if (place.isEmpty()) {
      throw new ArchiveException("a file of the archive has no name");
    }
    enter(path, place, Kind.OTHER);
  }

  /** Takes the name of a directory; it may come again. */
  void addDirectory(String path) throws ArchiveException {
    String place = place(path);
    if (!place.isEmpty()) {
      enter(path, place, Kind.DIRECTORY);
    }
  }

  private void enter(String path, String place, Kind kind) throws ArchiveException {
    if (++members > Limits.ARCHIVE_MEMBERS) {
      throw ArchiveException.tooLarge(
          "the archive holds more than the " + Limits.ARCHIVE_MEMBERS + " files that are read");
    }
    Kind before = kinds.get(place);
    if (before == Kind.OTHER || (before != null && kind == Kind.OTHER)) {
      throw new ArchiveException("the archive holds two files of the name " + path);
    }
    keep(place, kind);
    int slash = place.lastIndexOf('/');
    // Where a directory is known, so are those that it lies in.
    while (slash > 0 && !isDirectory(path, place.substring(0, slash))) {
      keep(place.substring(0, slash), Kind.DIRECTORY);
      slash = place.lastIndexOf('/', slash - 1);
    }
  }

  private boolean isDirectory(String path, String parent) throws ArchiveException {
    Kind kind = kinds.get(parent);
    if (kind == Kind.OTHER) {
      throw new ArchiveException("the archive holds " + path + " below a file or link");
    }
    return kind == Kind.DIRECTORY;
  }

  private void keep(String place, Kind kind) throws ArchiveException {
    lengths += place.length() + EACH;
    if (lengths > Limits.ARCHIVE_NAMES) {
      throw ArchiveException.tooLarge(
          "the names in the archive have more than the "
              + Limits.ARCHIVE_NAMES
              + " characters that are kept");
    }
    kinds.put(place, kind);
  }

  /** Where tools unpack a name to: Windows takes a backslash for a slash. */
  private static String place(String path) throws ArchiveException {
    if (path.indexOf(0) >= 0) {
      throw new ArchiveException("a name in the archive has a NUL");
    }
    StringBuilder place = new StringBuilder(path.length());
    int from = 0;
    for (int i = 0; i <= path.length(); i++) {
      if (i == path.length() || path.charAt(i) == '/' || path.charAt(i) == '\\') {
        append(place, path, from, i);
        from = i + 1;
      }
    }
    return place.toString();
  }

  private static void append(StringBuilder place, String path, int from, int to)
      throws ArchiveException {
    int length = to - from;
    if (length == 2 && path.startsWith("..", from)) {
      throw new ArchiveException("a name in the archive leads out of it: " + path);
    }
    if (length > 0 && !(length == 1 && path.charAt(from) == '.')) {
      place.append(place.isEmpty() ? "" : "/").append(path, from, to);
    }
  }
}
