package dev.gotrust.archive;

import static dev.gotrust.archive.Archives.NONE;
import static dev.gotrust.archive.Archives.PROGRAM;
import static dev.gotrust.archive.Archives.found;
import static dev.gotrust.archive.Archives.gzip;
import static dev.gotrust.archive.Archives.header;
import static dev.gotrust.archive.Archives.join;
import static dev.gotrust.archive.Archives.member;
import static dev.gotrust.archive.Archives.tar;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.Limits;
import dev.gotrust.samples.SparseSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Archives made to hurt, in a small heap: each cap is reached, and passed by one. */
@Tag("hostile")
final class ArchiveLimitsTest {
  private static final int LARGEST_NAME = Limits.ARCHIVE_EXTENSION;

  private static void refused(byte[] archive, String words) {
    ArchiveException refused = assertThrows(ArchiveException.class, () -> found(archive));
    assertTrue(refused.getMessage().contains(words), refused.getMessage());
    assertEquals(!words.contains("checksum"), refused.isTooLarge(), "of " + words);
  }

  /** A tar archive in gzip, with files of no content. */
  private static byte[] files(int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      for (int i = 0; i < count; i++) {
        gzip.write(header(Integer.toString(i), '0', 0));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  @Test
  void filesAreCounted() throws Exception {
    assertEquals(Map.of(), found(files(Limits.ARCHIVE_MEMBERS)));
    refused(files(Limits.ARCHIVE_MEMBERS + 1), "more than the 100000 files");
  }

  @Test
  void entriesOfAZipAreCountedBeforeTheyAreRead() {
    byte[] body = new byte[30];
    body[0] = 'P';
    body[1] = 'K';
    body[2] = 3;
    body[3] = 4;
    byte[] end = Zips.end64(Limits.ARCHIVE_MEMBERS + 1L, 0, body.length);
    byte[] old = Zips.end(0xffff, 0, body.length, Zips.NONE);
    refused(join(body, end, old), "holds 100001 entries");
  }

  private static byte[] named(char letter, int length) {
    byte[] name = new byte[length];
    Arrays.fill(name, (byte) letter);
    return member("long", 'L', name);
  }

  @Test
  void namesAreCounted() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] file = member("f", '0', NONE);
    // Each name counts for 32 characters more.
    for (int i = 0; i < Limits.ARCHIVE_NAMES / LARGEST_NAME; i++) {
      out.writeBytes(named((char) ('a' + i), LARGEST_NAME - 32));
      out.writeBytes(file);
    }
    assertEquals(Map.of(), found(gzip(tar(out.toByteArray()))));
    out.writeBytes(member("z", '0', NONE));
    refused(gzip(tar(out.toByteArray())), "more than the 8388608 characters");
  }

  /** Short names need more memory than their characters. */
  @Test
  void manyShortNamesFitTheHeap() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      for (int i = 0; i < Limits.ARCHIVE_MEMBERS; i++) {
        gzip.write(header(Integer.toString(i, 36) + "/a/b/c/d/e/f/g/h", '0', 0));
      }
    }
    refused(out.toByteArray(), "characters that are kept");
  }

  @Test
  void directoriesThatNamesImplyAreCounted() {
    byte[] deep = "x/".repeat(LARGEST_NAME / 2).getBytes(StandardCharsets.US_ASCII);
    refused(
        gzipped(tar(member("l", 'L', deep), member("f", '5', NONE))), "characters that are kept");
  }

  private static byte[] gzipped(byte[] data) {
    try {
      return gzip(data);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Test
  void anExtendedHeaderIsShort() {
    refused(tar(named('a', LARGEST_NAME + 1), member("f", '0', NONE)), "1048577 bytes");
    refused(tar(member("x", 'x', new byte[LARGEST_NAME + 1])), "1048577 bytes");
    refused(tar(join(header("x", 'g', 1L << 32))), "4294967296 bytes");
  }

  /** What is found in a tar archive of one file that begins so, and another behind it. */
  private static String ofOne(long size, byte[] begin, byte[] behind) throws Exception {
    long padded = (size + 511) / 512 * 512;
    SparseSource source = new SparseSource(512 + padded + behind.length + 1024);
    source.put(0, header("large", '0', size)).put(512, begin).put(512 + padded, behind);
    StringBuilder found = new StringBuilder();
    Archive.visit(
        source,
        new Archive.Visitor() {
          @Override
          public void executable(String path, ByteSource member) {
            found.append(path).append(' ').append(member.size());
          }

          @Override
          public void tooLarge(String path, String reason) {
            found.append(path).append(" is too large: ").append(reason);
          }
        });
    return found.toString();
  }

  @Test
  void whatItInflatesToIsCounted() throws Exception {
    long most = Limits.ARCHIVE_INFLATED;
    byte[] second = member("b", '0', PROGRAM);
    // The padding of the second counts, and a block of zeros behind the end.
    assertEquals("b " + PROGRAM.length, ofOne(most - 1024, NONE, second));
    ArchiveException refused =
        assertThrows(ArchiveException.class, () -> ofOne(most - 512, NONE, second));
    assertTrue(refused.getMessage().contains("inflates to more"), refused.getMessage());
    ArchiveException stated =
        assertThrows(ArchiveException.class, () -> ofOne(most + 1, NONE, NONE));
    assertTrue(stated.getMessage().contains("4294967297 bytes"), stated.getMessage());
    assertTrue(refused.isTooLarge() && stated.isTooLarge());
  }

  @Test
  void aFileIsHeldAsFarAsTheHeapAllows() throws Exception {
    byte[] begin = Arrays.copyOf(PROGRAM, 4);
    long free = Runtime.getRuntime().maxMemory() - Limits.ARCHIVE_RESERVE;
    long most = Math.min(free, Limits.ARCHIVE_MEMBER);
    long some = most / 4;
    assertEquals("large " + some, ofOne(some, begin, NONE));
    // What else lives in the heap may leave less: then it is too large, and never an error.
    assertTrue(ofOne(most, begin, NONE).startsWith("large "));
    String above = ofOne(most + 1, begin, member("app", '0', PROGRAM));
    assertTrue(above.startsWith("large is too large: "), above);
    assertTrue(above.endsWith("app " + PROGRAM.length), above);
  }

  /** 65 KB that stand for 64 MB, again and again. */
  @Test
  void aBombOfGzipIsRefused() throws Exception {
    byte[] one = gzip(new byte[64 * 1024 * 1024]);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i <= Limits.ARCHIVE_INFLATED / (64 * 1024 * 1024); i++) {
      out.writeBytes(one);
    }
    refused(out.toByteArray(), "inflates to more");
  }

  @Test
  void aBombOfZipIsRefused() {
    Zips zip = new Zips();
    zip.deflated("zeros", new byte[16 * 1024 * 1024]).size = 1;
    refused(zip.bytes(), "another length or checksum");
  }

  @Test
  void archivesInsideAreNotOpened() throws Exception {
    byte[] inner = tar(member("app", '0', PROGRAM));
    Zips zip = new Zips();
    zip.stored("inner.tar", inner);
    zip.deflated("inner.tar.gz", gzip(inner));
    zip.stored("inner.zip", new Zips().bytes());
    assertEquals(Set.of(), found(zip.bytes()).keySet());
    assertEquals(Set.of(), found(gzip(gzip(inner))).keySet());
    assertEquals(Set.of("app"), found(gzip(inner)).keySet());
  }
}
