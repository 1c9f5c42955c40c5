package dev.gotrust.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Bytes;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Authenticode signatures of PE files, what they are held against, and the way back from them. */
final class PeSignatureTest {
  private static final int NAMED = PeFile.COFF + 8;

  /** A certificate table with one entry, whose message is as short as can be. */
  private static byte[] certificates() {
    return new byte[] {16, 0, 0, 0, 0, 2, 2, 0, 0x30, 6, 4, 4, 1, 1, 1, 1};
  }

  /** {@code PeFile.go()} signed as osslsigncode does it. */
  private static byte[] signed() {
    PeFile file = PeFile.go().tail(certificates());
    byte[] bytes = file.directory(4, file.offset(4), 16).bytes();
    return PeFile.with(bytes, PeFile.OPTIONAL + 64, 0x1234);
  }

  /** A file that ends with COFF strings three bytes before the certificate table. */
  private static byte[] signedWithPadding() {
    byte[] tail = new byte[24];
    tail[0] = 5;
    System.arraycopy(certificates(), 0, tail, 8, 16);
    PeFile file = PeFile.wide().section("x", PeFile.CODE, new byte[8]).tail(tail);
    byte[] bytes = file.directory(4, file.offset(1) + 8, 16).bytes();
    return PeFile.with(bytes, NAMED, file.offset(1));
  }

  @Test
  void undoesAnAuthenticodeSignature() throws Exception {
    byte[] file = signed();
    Pe pe = PeFile.read(file);
    assertEquals("authenticode", pe.linkage().signed());
    assertEquals(file.length, pe.end());
    assertEquals(Rewriter.NONE, pe.rewriter());
    Undo undo = pe.undoSignature("").get(0);
    assertEquals(List.of((long) file.length - 16), undo.ends());
    byte[] undone = Arrays.copyOf(file, file.length - 16);
    for (Undo.Patch patch : undo.patches()) {
      byte[] old = patch.old().toArray();
      System.arraycopy(old, 0, undone, (int) patch.offset(), old.length);
    }
    assertEquals(Bytes.of(PeFile.go().bytes()), Bytes.of(undone));
  }

  @Test
  void offersEveryEndThatPaddingMayHide() throws Exception {
    byte[] file = signedWithPadding();
    long table = file.length - 16;
    assertEquals(
        List.of(table - 3, table - 2, table - 1, table),
        PeFile.read(file).undoSignature("").get(0).ends());
    file[(int) table - 2] = 1;
    assertEquals(List.of(table - 1, table), PeFile.read(file).undoSignature("").get(0).ends());
  }

  @Test
  void nothingBehindTheSignatureIsItsOwn() throws Exception {
    byte[] file = signed();
    Undo undo = PeFile.read(file).undoSignature("").get(0);
    assertTrue(undo.signature());
    assertEquals(0, undo.foreign());
    byte[] longer = Arrays.copyOf(file, file.length + 9);
    assertEquals(file.length, PeFile.read(longer).end());
    assertEquals(9, PeFile.read(longer).undoSignature("").get(0).foreign());
  }

  private static byte[] withTable(int size, int... entries) {
    byte[] tail = new byte[size];
    for (int i = 0; i < entries.length; i++) {
      tail[i] = (byte) entries[i];
    }
    PeFile file = PeFile.go().tail(tail);
    return file.directory(4, file.offset(4), size).bytes();
  }

  @Test
  void readsEveryEntryOfTheCertificateTable() throws Exception {
    List<byte[]> tables =
        List.of(
            withTable(16, 16, 0, 0, 0, 0, 1, 2, 0, 0x30, 6),
            // Padding within the entry, behind it, and none of it.
            withTable(24, 24, 0, 0, 0, 0, 2, 2, 0, 0x30, 7),
            withTable(24, 17, 0, 0, 0, 0, 2, 2, 0, 0x30, 7),
            withTable(17, 17, 0, 0, 0, 0, 2, 2, 0, 0x30, 7),
            withTable(
                32, 14, 0, 0, 0, 0, 2, 2, 0, 0x30, 4, 0, 0, 0, 0, 0, 0, //
                16, 0, 0, 0, 0, 2, 2, 0, 0x30, 6),
            withTable(0x98, 0x98, 0, 0, 0, 0, 2, 2, 0, 0x30, 0x81, 0x8d),
            withTable(0x118, 0x18, 1, 0, 0, 0, 2, 2, 0, 0x30, 0x82, 1, 0x0c));
    for (byte[] file : tables) {
      assertEquals("authenticode", PeFile.read(file).linkage().signed());
    }
  }

  @Test
  void otherBytesAreNoCertificateTable() throws Exception {
    List<byte[]> tables =
        List.of(
            // Revision, type, no sequence, a length that is open, too long or too short.
            withTable(16, 16, 0, 0, 0, 0, 3, 2, 0, 0x30, 6),
            withTable(16, 16, 0, 0, 0, 0, 2, 1, 0, 0x30, 6),
            withTable(16, 16, 0, 0, 0, 0, 2, 2, 0, 0x31, 6),
            withTable(16, 16, 0, 0, 0, 0, 2, 2, 0, 0x30, 0x80),
            withTable(16, 16, 0, 0, 0, 0, 2, 2, 0, 0x30, 0x85),
            withTable(16, 16, 0, 0, 0, 0, 2, 2, 0, 0x30, 7),
            withTable(24, 24, 0, 0, 0, 0, 2, 2, 0, 0x30, 6),
            // Padding that holds something, within the entry and behind it.
            withTable(16, 16, 0, 0, 0, 0, 2, 2, 0, 0x30, 5, 0, 0, 0, 0, 0, 1),
            withTable(16, 15, 0, 0, 0, 0, 2, 2, 0, 0x30, 5, 0, 0, 0, 0, 0, 1),
            // An entry that is shorter, longer or no entry, and one that lacks its header.
            withTable(32, 16, 0, 0, 0, 0, 2, 2, 0, 0x30, 6),
            withTable(16, 17, 0, 0, 0, 0, 2, 2, 0, 0x30, 7),
            withTable(16, 8, 0, 0, 0, 0, 2, 2, 0),
            withTable(20, 16, 0, 0, 0, 0, 2, 2, 0, 0x30, 6, 0, 0, 0, 0, 0, 0, 1));
    for (byte[] file : tables) {
      Pe pe = PeFile.read(file);
      assertNull(pe.linkage().signed());
      assertEquals(PeFile.go().bytes().length, pe.end());
      Undo undo = pe.undoSignature("").get(0);
      assertFalse(undo.signature());
      assertEquals(file.length - pe.end(), undo.foreign());
    }
  }

  /** GNU ld writes a checksum; cmd/go and cmd/link change bytes behind its back. */
  @Test
  void findsTheChecksumThatTheLinkerHadWritten() throws Exception {
    String ids = "m".repeat(20) + "/" + "p".repeat(20) + "/";
    String first = "Go build ID: \"" + "a".repeat(20) + "/" + ids + "a".repeat(20) + "\"";
    String last = "Go build ID: \"" + "a".repeat(20) + "/" + ids + "c".repeat(20) + "\"";
    String fips = "x\377 Go fipsinfo \377\0";
    byte[] linked = external(first, fips + "\0".repeat(32));
    long checksum = checksum(linked);

    PeFile file = PeFile.wide();
    byte[] signed = Arrays.copyOf(external(last, fips + "s".repeat(32)), linked.length + 16);
    int directory = file.directoryAt(4);
    signed = PeFile.with(PeFile.with(signed, directory, linked.length), directory + 4, 16);
    signed = PeFile.with(signed, PeFile.OPTIONAL + 64, 0x1234);
    List<Undo> ways = PeFile.read(signed).undoSignature(last.substring(14, last.length() - 1));
    byte[] expected = PeFile.with(new byte[4], 0, checksum);
    assertEquals(Bytes.of(new byte[4]), ways.get(0).patches().get(0).old());
    Undo way = ways.get(ways.size() - 1);
    assertEquals(List.of((long) linked.length), way.ends());
    assertEquals(Bytes.of(expected), way.patches().get(0).old());
  }

  private static byte[] external(String id, String data) {
    byte[] bytes =
        PeFile.wide()
            .section(".text", PeFile.CODE, PeFile.text(id))
            .section(".data", PeFile.DATA, PeFile.text(data))
            .bytes();
    return PeFile.with(bytes, PeFile.OPTIONAL, 0x2802020b);
  }

  /** As the PE format says it: words are added with their carries, and then the length. */
  private static long checksum(byte[] file) {
    int sum = 0;
    for (int i = 0; i < file.length; i += 2) {
      sum += (file[i] & 0xff) | (file[i + 1] & 0xff) << 8;
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return sum + file.length;
  }

  /** However many markers there are, each is taken back. */
  @Test
  void findsTheChecksumAmongManyMarkers() throws Exception {
    String fips = "\377 Go fipsinfo \377\0";
    byte[] linked = external("id", (fips + "\0".repeat(32)).repeat(200));
    byte[] signed =
        Arrays.copyOf(external("id", (fips + "s".repeat(32)).repeat(200)), linked.length + 16);
    int directory = PeFile.wide().directoryAt(4);
    signed = PeFile.with(PeFile.with(signed, directory, linked.length), directory + 4, 16);
    List<Undo> ways = PeFile.read(signed).undoSignature("a/b/c/d");
    Undo way = ways.get(ways.size() - 1);
    assertEquals(
        Bytes.of(PeFile.with(new byte[4], 0, checksum(linked))), way.patches().get(0).old());
  }

  @Test
  void doesNotCollectPlantedMarkersWithoutEnd() throws Exception {
    byte[] planted = external("id", "\377 Go fipsinfo \377\0".repeat(100_000));
    byte[] signed = Arrays.copyOf(planted, planted.length + 16);
    int directory = PeFile.wide().directoryAt(4);
    signed = PeFile.with(PeFile.with(signed, directory, planted.length), directory + 4, 16);
    assertTrue(PeFile.read(signed).undoSignature("a/b/c/d").size() > 1);
  }

  /** Binutils' strip keeps the directory entry of a signature that it cut off. */
  @Test
  void countsNoCertificatesElsewhere() throws Exception {
    PeFile inside = PeFile.go().directory(4, 0x600, 16);
    assertNull(inside.read().linkage().signed());
    PeFile behind = PeFile.go().directory(4, 1 << 20, 16);
    assertNull(behind.read().linkage().signed());
    assertEquals(List.of(), behind.read().undoSignature(""));
    assertEquals(behind.bytes().length, behind.read().end());
  }
}
