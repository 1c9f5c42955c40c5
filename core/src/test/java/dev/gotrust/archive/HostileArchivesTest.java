package dev.gotrust.archive;

import static dev.gotrust.archive.Archives.PROGRAM;
import static dev.gotrust.archive.Archives.found;
import static dev.gotrust.archive.Archives.gzip;
import static dev.gotrust.archive.Archives.join;
import static dev.gotrust.archive.Archives.member;
import static dev.gotrust.archive.Archives.records;
import static dev.gotrust.archive.Archives.tar;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What one reader sees in an archive and another does not is refused. */
final class HostileArchivesTest {
  private static final byte[] APP = member("app", '0', PROGRAM);

  private static void refused(byte[] archive, String words) {
    ArchiveException refused = assertThrows(ArchiveException.class, () -> found(archive));
    assertTrue(refused.getMessage().contains(words), refused.getMessage());
  }

  @Test
  void extendedHeadersThatReadersTakeDifferentlyAreRefused() {
    byte[] size = member("x", 'x', records("size=512"));
    refused(tar(size, member("x", 'x', records("path=b")), APP), "two extended headers");
    refused(tar(size, member("l", 'L', new byte[] {'b', 0}), APP), "two extended headers");
    refused(tar(member("x", 'x', records("GNU.sparse.major=1")), APP), "sparse");
    refused(tar(member("x", 'g', records("GNU.sparse.major=1")), APP), "sparse");
    refused(tar(member("x", 'x', records("size=-1")), APP), "size");
    refused(tar(member("x", 'x', records("size=\u0663")), APP), "size");
    refused(tar(member("x", 'x', records("path=a\0b")), APP), "NUL");
    refused(tar(member("x", 'x', "99 path=b\n".getBytes()), APP), "malformed");
    refused(tar(member("x", 'x', "9223372036854775807 path=b\n".getBytes()), APP), "malformed");
  }

  @Test
  void anEmptyValueOfPaxIsRefused() {
    refused(tar(member("x", 'x', records("path=")), APP), "states no path");
    refused(tar(member("x", 'x', records("size=")), APP), "states no size");
  }

  @Test
  void whatMayOrMayNotHaveContentIsRefused() {
    for (char type : "123456".toCharArray()) {
      refused(tar(member("d", type, APP)), "has content");
    }
    refused(tar(member("d/", '0', PROGRAM)), "has content");
    for (char type : "MVQ".toCharArray()) {
      refused(tar(member("app", type, PROGRAM)), "unknown type");
    }
  }

  @Test
  void nothingHidesBehindGzip() throws Exception {
    byte[] whole = gzip(tar(APP));
    assertEquals(Set.of("app"), found(join(whole, new byte[600])).keySet());
    byte[] second = gzip(PROGRAM);
    for (int cut = 1; cut < second.length; cut++) {
      byte[] behind = Arrays.copyOf(second, cut);
      assertThrows(ArchiveException.class, () -> found(join(whole, behind)));
    }
    refused(join(whole, second), "follow the end");
    refused(join(whole, "hidden".getBytes()), "malformed");
    byte[] sum = whole.clone();
    sum[sum.length - 8] ^= 1;
    refused(sum, "checksum");
    for (int cut = 3; cut < whole.length; cut++) {
      refused(Arrays.copyOf(whole, cut), "malformed");
    }
  }

  @Test
  void fieldsOfAHeaderOfGzipArePassedOver() throws Exception {
    byte[] plain = gzip(PROGRAM);
    byte[] fields = {2, 0, 9, 9, 'n', 0, 'c', 0, 1, 2};
    byte[] head = Arrays.copyOf(plain, 10);
    head[3] = 0x1e;
    byte[] full = join(head, fields, Arrays.copyOfRange(plain, 10, plain.length));
    assertArrayEquals(PROGRAM, found(full).get(""));
    head[3] = 0x20;
    refused(join(head, Arrays.copyOfRange(plain, 10, plain.length)), "flags");
  }

  private static byte[] zip(int method) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      ZipEntry entry = new ZipEntry("app");
      entry.setMethod(method);
      java.util.zip.CRC32 crc = new java.util.zip.CRC32();
      crc.update(PROGRAM);
      entry.setSize(PROGRAM.length);
      entry.setCrc(crc.getValue());
      zip.putNextEntry(entry);
      zip.write(PROGRAM);
    }
    return out.toByteArray();
  }

  @Test
  void nothingHidesBeforeTheDirectoryOfAZip() throws Exception {
    byte[] zip = zip(ZipEntry.STORED);
    int directory = 30 + 3 + PROGRAM.length;
    byte[] gap =
        join(
            Arrays.copyOf(zip, directory),
            new byte[] {'h', 'i'},
            Arrays.copyOfRange(zip, directory, zip.length));
    gap[gap.length - 6] += 2;
    refused(gap, "no entry names");
    for (int field : new int[] {6, 14, 18, 22}) {
      byte[] other = zip.clone();
      other[field] ^= 1;
      refused(other, "of its own");
    }
  }

  @Test
  void anyCutOfAZipIsRefused() throws Exception {
    byte[] zip = zip(ZipEntry.DEFLATED);
    for (int cut = 4; cut < zip.length; cut++) {
      byte[] hostile = Arrays.copyOf(zip, cut);
      assertThrows(ArchiveException.class, () -> found(hostile));
    }
  }

  @Test
  void anyChangedBitOfATarHeaderIsRefusedOrHarmless() throws Exception {
    byte[] tar = tar(APP);
    for (int bit = 0; bit < 512 * 8; bit++) {
      byte[] hostile = tar.clone();
      hostile[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        assertEquals(Set.of("app"), found(hostile).keySet());
      } catch (ArchiveException refused) {
        assertTrue(refused.getMessage().contains("tar archive"), refused.getMessage());
      }
    }
  }
}
