package dev.gotrust.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

final class ArchiveTest {
  private static final byte[] PROGRAM = program(600_000);

  private static byte[] program(int size) {
    byte[] bytes = new byte[size];
    new Random(1).nextBytes(bytes);
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F'}, 0, bytes, 0, 4);
    return bytes;
  }

  private static Map<String, byte[]> found(byte[] archive) throws ArchiveException, IOException {
    Map<String, byte[]> found = new LinkedHashMap<>();
    Archive.visit(
        new ArraySource(archive),
        new Archive.Visitor() {
          @Override
          public void executable(String path, ByteSource member) throws IOException {
            byte[] bytes = new byte[(int) member.size()];
            member.read(0, bytes, 0, bytes.length);
            ByteSource.Page page = member.page(member.size() - 1);
            assertEquals(bytes[bytes.length - 1], page.data()[page.length() - 1]);
            found.put(path, bytes);
          }

          @Override
          public void tooLarge(String path, String reason) {
            found.put(path, reason.getBytes(StandardCharsets.UTF_8));
          }
        });
    return found;
  }

  private static void member(ByteArrayOutputStream out, String name, char type, byte[] content) {
    out.writeBytes(Archives.member(name, type, content));
  }

  private static byte[] tar() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    member(out, "d/", '5', new byte[0]);
    member(out, "d/README", '0', new byte[] {'h', 'i', '\n'});
    member(out, "d/app", '0', PROGRAM);
    out.writeBytes(new byte[1024]);
    return out.toByteArray();
  }

  private static byte[] gzip(byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(data);
    }
    return out.toByteArray();
  }

  private static byte[] zip(int method) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : List.of("d/", "d/README", "d/app")) {
        byte[] content =
            name.equals("d/app") ? PROGRAM : name.endsWith("/") ? new byte[0] : new byte[] {'h'};
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(method);
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(content);
        if (method == ZipEntry.STORED) {
          entry.setSize(content.length);
          entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  @Test
  void programsAreFoundInEveryForm() throws Exception {
    byte[] two = Arrays.copyOf(tar(), tar().length);
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.writeBytes(gzip(Arrays.copyOf(two, 100_000)));
    members.writeBytes(gzip(Arrays.copyOfRange(two, 100_000, two.length)));
    for (byte[] archive :
        List.of(
            tar(),
            gzip(tar()),
            members.toByteArray(),
            zip(ZipEntry.DEFLATED),
            zip(ZipEntry.STORED))) {
      assertTrue(Archive.is(new ArraySource(archive)));
      Map<String, byte[]> found = found(archive);
      assertEquals(List.of("d/app"), List.copyOf(found.keySet()));
      assertArrayEquals(PROGRAM, found.get("d/app"));
    }
    assertArrayEquals(PROGRAM, found(gzip(PROGRAM)).get(""));
    assertFalse(Archive.is(new ArraySource(PROGRAM)));
    assertFalse(Archive.is(new ArraySource(new byte[0])));
  }

  @Test
  void longNamesOfPaxAndGnuAreRead() throws Exception {
    String name = "x".repeat(150) + "/app";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String record = " path=" + name + '\n';
    int length = record.length() + 3;
    member(out, "pax", 'x', (length + record).getBytes(StandardCharsets.UTF_8));
    member(out, "short", '0', PROGRAM);
    member(out, "././@LongLink", 'L', (name + "2\0").getBytes(StandardCharsets.UTF_8));
    member(out, "short", '0', PROGRAM);
    out.writeBytes(new byte[1024]);
    assertEquals(List.of(name, name + '2'), List.copyOf(found(out.toByteArray()).keySet()));
  }

  @Test
  void whatCouldBeReadInTwoWaysIsRefused() throws Exception {
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    member(twice, "app", '0', PROGRAM);
    member(twice, "app", '0', PROGRAM);
    refused(twice.toByteArray(), "two files of the name");
    ByteArrayOutputStream sparse = new ByteArrayOutputStream();
    member(sparse, "app", 'S', PROGRAM);
    refused(sparse.toByteArray(), "sparse");
    ByteArrayOutputStream behind = new ByteArrayOutputStream();
    behind.writeBytes(tar());
    behind.write(1);
    refused(behind.toByteArray(), "follow the end");
    byte[] wrongSum = tar();
    wrongSum[0] ^= 1;
    refused(wrongSum, "checksum");
    byte[] before = new byte[zip(ZipEntry.STORED).length + 4];
    System.arraycopy("PK\3\4".getBytes(StandardCharsets.US_ASCII), 0, before, 0, 4);
    System.arraycopy(zip(ZipEntry.STORED), 0, before, 4, before.length - 4);
    refused(before, "malformed");
    byte[] renamed = zip(ZipEntry.STORED);
    renamed[30] ^= 1;
    refused(renamed, "another name");
  }

  private static void refused(byte[] archive, String words) {
    ArchiveException refused = assertThrows(ArchiveException.class, () -> found(archive));
    assertTrue(refused.getMessage().contains(words), refused.getMessage());
  }

  /** No cut and no changed byte gives out a program that is not in the archive. */
  @Test
  void nothingElseIsEverGivenOut() throws Exception {
    byte[] small = program(2_000);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    member(out, "app", '0', small);
    out.writeBytes(new byte[1024]);
    byte[] zip;
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (ZipOutputStream stream = new ZipOutputStream(zipped)) {
      stream.putNextEntry(new ZipEntry("app"));
      stream.write(small);
      stream.closeEntry();
    }
    zip = zipped.toByteArray();
    Random random = new Random(2);
    for (byte[] archive : List.of(gzip(out.toByteArray()), zip)) {
      for (int i = 0; i < 3_000; i++) {
        byte[] hostile = archive.clone();
        if (i % 3 == 0) {
          hostile = Arrays.copyOf(hostile, random.nextInt(hostile.length));
        } else {
          hostile[random.nextInt(hostile.length)] ^= (byte) (1 << random.nextInt(8));
        }
        try {
          for (byte[] given : found(hostile).values()) {
            assertArrayEquals(small, given);
          }
        } catch (ArchiveException expected) {
          assertFalse(expected.getMessage().isEmpty());
        }
      }
    }
  }
}
