package dev.gotrust.archive;

import static dev.gotrust.archive.Archives.NONE;
import static dev.gotrust.archive.Archives.PROGRAM;
import static dev.gotrust.archive.Archives.gzip;
import static dev.gotrust.archive.Archives.join;
import static dev.gotrust.archive.Archives.member;
import static dev.gotrust.archive.Archives.records;
import static dev.gotrust.archive.Archives.tar;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes as an archive or a list of checksums: a refusal, or what another reader sees too. See
 * {@code specs/fuzzing.md} for how to fuzz for real.
 */
@Tag("fuzz")
class ArchiveFuzzTest {
  private static final byte[] APP = member("app", '0', PROGRAM);

  static Stream<byte[]> tars() {
    return Stream.of(
        tar(APP),
        tar(member("d/", '5', NONE), member("d/app", '0', PROGRAM), member("l", '2', NONE)),
        tar(member("x", 'x', records("path=d/app", "size=" + PROGRAM.length)), APP),
        tar(member("g", 'g', records("comment=0123")), APP),
        tar(member("l", 'L', "d/app\0".getBytes(StandardCharsets.US_ASCII)), APP));
  }

  /** The checksum of the first header is made right, so that what is behind it is reached. */
  @MethodSource("tars")
  @FuzzTest
  void tarArchive(byte[] bytes) throws IOException {
    read(bytes);
    byte[] right = bytes.clone();
    for (int at = 0; at + 512 <= right.length; at += 512) {
      byte[] header = Archives.sum(Arrays.copyOfRange(right, at, at + 512));
      if (header[257] == 'u' && header[258] == 's') {
        System.arraycopy(header, 0, right, at, 512);
      }
    }
    read(right);
  }

  private static Map<String, byte[]> read(byte[] bytes) throws IOException {
    try {
      Map<String, byte[]> found = Archives.found(bytes);
      for (byte[] program : found.values()) {
        if (!Executables.isOne(program)) {
          throw new AssertionError("no program");
        }
      }
      return found;
    } catch (ArchiveException refused) {
      if (refused.getMessage().isEmpty()
          || refused.getMessage().equals("the archive is malformed: null")) {
        throw new AssertionError("a refusal that says nothing", refused);
      }
      return Map.of();
    }
  }

  static Stream<byte[]> zips() {
    Zips plain = new Zips();
    plain.stored("d/", NONE);
    plain.deflated("d/app", PROGRAM);
    Zips described = new Zips();
    described.deflated("app", PROGRAM).described(true, false);
    described.deflated("b", PROGRAM).described(false, true);
    Zips large = new Zips();
    Zips.Entry entry = large.stored("app", PROGRAM);
    entry.size = 0xffffffffL;
    entry.compressed = 0xffffffffL;
    entry.extra = Zips.field(1, Zips.longs(PROGRAM.length, PROGRAM.length));
    entry.localExtra = entry.extra;
    byte[] body = large.body();
    byte[] directory = large.directory();
    byte[] end =
        join(
            Zips.end64(1, directory.length, body.length),
            Zips.end(0xffff, 0xffffffffL, 0xffffffffL, NONE));
    return Stream.of(plain.bytes(), described.bytes(), join(body, directory, end));
  }

  /** A reader that knows nothing of the directory sees the same programs, or gives up. */
  @MethodSource("zips")
  @FuzzTest
  void zipArchive(byte[] bytes) throws IOException {
    if (bytes.length < 4 || bytes[0] != 'P' || bytes[1] != 'K' || bytes[2] != 3 || bytes[3] != 4) {
      return;
    }
    Map<String, byte[]> found = read(bytes);
    if (found.isEmpty()) {
      return;
    }
    Map<String, byte[]> streamed = streamed(bytes);
    for (Map.Entry<String, byte[]> each : streamed.entrySet()) {
      if (!Arrays.equals(each.getValue(), found.get(each.getKey()))) {
        throw new AssertionError("another reader sees another " + each.getKey());
      }
    }
  }

  private static Map<String, byte[]> streamed(byte[] bytes) {
    Map<String, byte[]> programs = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        byte[] content = zip.readAllBytes();
        if (Executables.isOne(content)) {
          programs.put(entry.getName(), content);
        }
      }
    } catch (IOException | IllegalArgumentException gaveUp) {
      // What was seen until then counts.
    }
    return programs;
  }

  static Stream<byte[]> gzips() throws IOException {
    return Stream.of(gzip(PROGRAM), gzip(tar(APP)), join(gzip(PROGRAM), gzip(PROGRAM)));
  }

  /** The JDK's reader sees the same program, or gives up, as where a header has another CRC. */
  @MethodSource("gzips")
  @FuzzTest
  void gzipStream(byte[] bytes) throws IOException {
    if (bytes.length < 3
        || (bytes[0] & 0xff) != 0x1f
        || (bytes[1] & 0xff) != 0x8b
        || bytes[2] != 8) {
      return;
    }
    byte[] program = read(bytes).get("");
    if (program != null) {
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        if (!Arrays.equals(program, in.readAllBytes())) {
          throw new AssertionError("another reader sees another program");
        }
      } catch (ZipException gaveUp) {
        // Nothing was seen.
      }
    }
  }

  static Stream<byte[]> lists() {
    String hex = "0123456789abcdef".repeat(4);
    return Stream.of(
            hex + "  app\n" + hex + " *b\r\n# comment\n\n",
            "SHA256 (app) = " + hex + "\nSHA512 (b) = " + hex + hex + "\n",
            "\\" + hex + "  a\\nb\\\\\n" + hex + hex.substring(32) + "  c\n")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("lists")
  @FuzzTest
  void checksumList(byte[] bytes) {
    try {
      int last = 0;
      for (ChecksumList.Line line : ChecksumList.parse("list", bytes).lines()) {
        if (line.number() <= last || line.name().isEmpty()) {
          throw new AssertionError("lines out of order, or without a name");
        }
        last = line.number();
      }
    } catch (ArchiveException refused) {
      if (!refused.getMessage().startsWith("list")) {
        throw new AssertionError("a message that does not name the file", refused);
      }
    }
  }
}
