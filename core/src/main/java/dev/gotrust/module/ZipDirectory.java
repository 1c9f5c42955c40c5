package dev.gotrust.module;

import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.Limits;
import dev.gotrust.module.ModuleContentException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The directory of a module zip: one header an entry, kept as the bytes that they are. Every name
 * is one that a file of the module may have; sizes and offsets are claims still.
 */
final class ZipDirectory {
  private static final int HEADER = 46;
  private static final int SIGNATURE = 0x02014b50;
  private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
  static final int HAS_DESCRIPTOR = 1 << 3;
  static final int STORED = 0;
  static final int DEFLATED = 8;

  private final ZipProblems problems;
  private final ZipEnd end;
  private final byte[] data;
  private final int[] headers;
  private final String[] names;

  /** Of each entry, in file order: the offset of its local header and its index. */
  private final long[] order;

  private ZipDirectory(ZipProblems problems, ZipEnd end, byte[] data) {
    this.problems = problems;
    this.end = end;
    this.data = data;
    this.headers = new int[end.count()];
    this.names = new String[end.count()];
    this.order = new long[end.count()];
  }

  static ZipDirectory read(ByteSource source, ZipProblems problems, ModuleVersion module)
      throws IOException, ModuleContentException {
    problems.checkCap("bytes", source.size(), Limits.MODULE_ZIP, -1);
    ZipEnd end = ZipEnd.read(source, problems);
    // Not one header fits in less: the count is checked before tables of that size are made.
    if ((long) end.count() * HEADER > end.size()) {
      throw problems.malformed(
          end.offset(), end.size() + " bytes of directory can't hold " + end.count() + " entries");
    }
    byte[] data = new byte[end.size()];
    source.read(end.offset(), data, 0, data.length);
    ZipDirectory directory = new ZipDirectory(problems, end, data);
    directory.readHeaders((module.toString() + '/').getBytes(StandardCharsets.UTF_8));
    return directory;
  }

  private void readHeaders(byte[] prefix) throws ModuleContentException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    int at = 0;
    long total = 0;
    for (int i = 0; i < headers.length; i++) {
      checkFits(at, HEADER);
      if (LittleEndian.i32(data, at) != SIGNATURE) {
        throw problems.malformed(
            end.offset() + at, "the directory's header of entry " + i + " was expected");
      }
      int nameLength = LittleEndian.u16(data, at + 28);
      int length =
          HEADER + nameLength + LittleEndian.u16(data, at + 30) + LittleEndian.u16(data, at + 32);
      checkFits(at, length);
      problems.checkCap("bytes of a name", nameLength, Limits.NAME, end.offset() + at);
      headers[i] = at;
      names[i] = name(decoder, prefix, at + HEADER, nameLength);
      order[i] = localOffset(i) << 32 | i;
      checkForm(i);
      total += size(i);
      problems.checkCap("bytes of files", total, Limits.MODULE_CONTENT, end.offset() + at);
      at += length;
    }
    if (at != data.length) {
      throw problems.malformed(
          end.offset() + at,
          "the directory should end behind its " + headers.length + " entries, but more follows");
    }
    Arrays.sort(order);
    checkNames();
  }

  private void checkFits(int at, int length) throws ModuleContentException {
    if (length > data.length - at) {
      throw problems.malformed(
          end.offset() + at, "the directory ends inside of the header of an entry");
    }
  }

  private String name(CharsetDecoder decoder, byte[] prefix, int at, int length)
      throws ModuleContentException {
    if (length < prefix.length
        || !Arrays.equals(data, at, at + prefix.length, prefix, 0, prefix.length)) {
      throw problems.of(
          Kind.BAD_NAME,
          new String(data, at, length, StandardCharsets.UTF_8),
          end.offset() + at,
          "a name should begin with \"" + new String(prefix, StandardCharsets.UTF_8) + "\"");
    }
    ByteBuffer bytes = ByteBuffer.wrap(data, at + prefix.length, length - prefix.length);
    try {
      return decoder.decode(bytes).toString();
    } catch (CharacterCodingException notUtf8) {
      throw problems.of(
          Kind.BAD_NAME,
          new String(data, at, length, StandardCharsets.UTF_8),
          end.offset() + at,
          "a name should be UTF-8, but other bytes were found");
    }
  }

  private void checkForm(int entry) throws ModuleContentException {
    if ((flags(entry) & ENCRYPTED) != 0) {
      throw refused(Kind.UNSUPPORTED, entry, "is encrypted, which no file of a module is");
    }
    int method = method(entry);
    if (method != STORED && method != DEFLATED) {
      throw refused(
          Kind.UNSUPPORTED,
          entry,
          "should be stored (0) or deflated (8), but its compression method is " + method);
    }
    if (compressedSize(entry) == 0xffffffffL
        || size(entry) == 0xffffffffL
        || localOffset(entry) == 0xffffffffL) {
      throw refused(Kind.UNSUPPORTED, entry, "has ZIP64 sizes, which no file below 4 GiB needs");
    }
    if (localOffset(entry) >= end.offset()) {
      throw refused(
          Kind.MALFORMED, entry, "should lie before the directory, but its offset is behind it");
    }
    checkMode(entry);
    checkSize(entry);
  }

  /** The go command writes a regular file whatever the mode is; other programs make a link. */
  private void checkMode(int entry) throws ModuleContentException {
    int system = data[headers[entry] + 5];
    int kind = LittleEndian.u16(data, headers[entry] + 40) & 0xf000;
    boolean isUnix = system == 3 || system == 19;
    int expected = isDirectory(entry) ? 0x4000 : 0x8000;
    if (isUnix && kind != 0 && kind != expected) {
      throw refused(
          Kind.NOT_REGULAR,
          entry,
          "should be a regular file, but its mode has the kind 0" + Integer.toOctalString(kind));
    }
  }

  private void checkSize(int entry) throws ModuleContentException {
    long size = size(entry);
    String name = names[entry];
    if (size > Limits.MODULE_ZIP_GO_MOD && (name.equals("go.mod") || name.equals("LICENSE"))) {
      throw refused(
          Kind.TOO_LARGE,
          entry,
          size + " bytes, more than the " + Limits.MODULE_ZIP_GO_MOD + " that it may have");
    }
    if (size != 0 && isDirectory(entry)) {
      throw refused(Kind.MALFORMED, entry, "is a directory, but it has " + size + " bytes");
    }
    if (method(entry) == STORED && size != compressedSize(entry)) {
      throw refused(
          Kind.MALFORMED,
          entry,
          "is stored, but its two sizes are " + compressedSize(entry) + " and " + size);
    }
  }

  private void checkNames() throws ModuleContentException {
    for (int i = 0; i < names.length; i++) {
      String name = names[i];
      String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
      String problem = name.isEmpty() ? null : ModulePath.fileProblem(path);
      problem = problem == null ? goModProblem(name) : problem;
      if (problem != null) {
        throw refused(Kind.BAD_NAME, i, problem);
      }
    }
    NameCollisions.Collision collision = NameCollisions.find(names);
    if (collision != null) {
      throw problems.of(
          Kind.BAD_NAME,
          collision.name(),
          -1,
          collision.problem() + ", beside " + collision.other());
    }
  }

  private static @org.jspecify.annotations.Nullable String goModProblem(String name) {
    int base = name.lastIndexOf('/') + 1;
    if (!name.regionMatches(true, base, "go.mod", 0, 6) || name.length() != base + 6) {
      return null;
    }
    if (base > 0) {
      return "a go.mod below the root makes another module";
    }
    return name.equals("go.mod") ? null : "go.mod should be in lower case";
  }

  private ModuleContentException refused(Kind kind, int entry, String problem) {
    return problems.of(kind, names[entry], end.offset() + headers[entry], problem);
  }

  int count() {
    return headers.length;
  }

  /** Where the directory begins, which is where the last entry ends. */
  long offset() {
    return end.offset();
  }

  /** Returns the index of the entry that lies at this place of the file, counted from 0. */
  int inFileOrder(int place) {
    return (int) order[place];
  }

  String name(int entry) {
    return names[entry];
  }

  boolean isDirectory(int entry) {
    return FileHashes.isDirectory(names[entry]);
  }

  int flags(int entry) {
    return LittleEndian.u16(data, headers[entry] + 8);
  }

  int method(int entry) {
    return LittleEndian.u16(data, headers[entry] + 10);
  }

  int crc(int entry) {
    return LittleEndian.i32(data, headers[entry] + 16);
  }

  long compressedSize(int entry) {
    return LittleEndian.u32(data, headers[entry] + 20);
  }

  long size(int entry) {
    return LittleEndian.u32(data, headers[entry] + 24);
  }

  long localOffset(int entry) {
    return LittleEndian.u32(data, headers[entry] + 42);
  }

  /** Returns whether a local header's name, which has that length, is this entry's. */
  boolean isNamed(int entry, byte[] local, int at, int length) {
    int from = headers[entry] + HEADER;
    return length == LittleEndian.u16(data, headers[entry] + 28)
        && Arrays.equals(data, from, from + length, local, at, at + length);
  }
}
