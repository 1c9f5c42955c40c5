package dev.gotrust;

import static dev.gotrust.samples.ElfSample.CONSTANTS;
import static dev.gotrust.samples.ElfSample.DATA;
import static dev.gotrust.samples.ElfSample.SIZE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Limits;
import dev.gotrust.facts.ContentId;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.samples.ElfSample;
import dev.gotrust.samples.GoContent;
import dev.gotrust.samples.SparseSource;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ELF files that were made to hurt, with the answer that each must get. */
@Tag("hostile")
final class HostileElfTest {
  private static final int PN_XNUM = 0xffff;
  private static final int SHN_XINDEX = 0xffff;
  private static final long MIB = 1 << 20;

  private final ElfSample sample = new ElfSample();

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The sample, whose section headers stand at the end of a source of that size. */
  private SparseSource manySections(long size, int count, byte[] entry, int nameSection) {
    byte[] head = sample.bytes();
    byte[] table = new byte[count * 64];
    for (int i = 1; i < count; i++) {
      System.arraycopy(entry, 0, table, i * 64, 64);
    }
    // The sections of the sample come last, the one with the names among them.
    int last = count - ElfSample.SECTIONS;
    System.arraycopy(head, sample.section(1), table, (last + 1) * 64, 5 * 64);
    buffer(table).putLong(0x20, count).putInt(0x28, nameSection < 0 ? last + 4 : nameSection);
    buffer(head).putLong(0x28, size - table.length).putShort(0x3c, (short) 0);
    buffer(head).putShort(0x3e, (short) SHN_XINDEX);
    return new SparseSource(size).put(0, head).put(size - table.length, table);
  }

  private static byte[] sectionEntry(int type, long flags, long offset, long size) {
    byte[] entry = new byte[64];
    buffer(entry).putInt(4, type).putLong(8, flags).putLong(16, ElfSample.BASE + offset);
    buffer(entry).putLong(24, offset).putLong(32, size);
    return entry;
  }

  @Test
  void seventyThousandSectionsByExtendedNumbering() {
    SparseSource source = manySections(16 * MIB, 70_000, sectionEntry(1, 0, 0, 0), -1);
    GoBinary binary = Outcome.read(source);
    assertEquals("example.com/hi", binary.buildInfo().path());
    assertEquals("amd64", binary.arch());
  }

  @Test
  void sectionNamesOutOfTheTableAreNoNames() {
    SparseSource source =
        manySections(16 * MIB, 70_000, sectionEntry(1, 0, 0, 0), Integer.MAX_VALUE);
    // Without names the first writable segment is searched, as Go does.
    assertEquals("example.com/hi", Outcome.read(source).buildInfo().path());
  }

  @Test
  void moreSectionsThanAreReadAreRefused() {
    byte[] bytes = sample.bytes();
    for (long count : new long[] {Limits.SECTIONS + 1L, 1L << 31, 1L << 58, Long.MAX_VALUE, -1}) {
      buffer(bytes).putShort(0x3c, (short) 0).putLong(sample.section(0) + 0x20, count);
      assertTrue(
          Outcome.refused("too-large", bytes).message().contains(Long.toUnsignedString(count)));
    }
  }

  @Test
  void extendedProgramCount() {
    byte[] bytes = sample.bytes();
    buffer(bytes).putShort(0x38, (short) PN_XNUM).putInt(sample.section(0) + 0x2c, 3);
    assertEquals("example.com/hi", Outcome.read(bytes).buildInfo().path());
    buffer(bytes).putInt(sample.section(0) + 0x2c, -1);
    Outcome.refused("too-large", bytes);
    buffer(bytes).putInt(sample.section(0) + 0x2c, Limits.SEGMENTS);
    Outcome.refused("malformed", bytes);
  }

  @Test
  void headersOfAWrongSizeAreRefused() {
    byte[] bytes = sample.bytes();
    buffer(bytes).putShort(0x3a, (short) 63);
    assertTrue(Outcome.refused("malformed", bytes).message().contains("64 bytes each, have 63"));
  }

  @Test
  void aHundredThousandSectionsThatNameTheSameGigabyte() {
    long size = 1024 * MIB;
    byte[] entry = sectionEntry(1, 2, 0, size - 64L * Limits.SECTIONS);
    SparseSource source = manySections(size, Limits.SECTIONS, entry, -1);
    GoBinary binary = Outcome.read(source);
    assertEquals("example.com/hi", binary.buildInfo().path());
    // Two passes of hashing, and a search or two for each thing that is looked for.
    assertTrue(source.bytesRead() < 12 * size, "read " + source.bytesRead());
  }

  @Test
  void asManySegmentsAsCanBeThatOverlap() {
    int count = Limits.SEGMENTS - 1;
    long size = 64 * MIB;
    byte[] head = new ElfSample().bare().bytes();
    byte[] table = new byte[count * 56];
    for (int i = 0; i < count; i++) {
      ByteBuffer entry = ByteBuffer.wrap(table, i * 56, 56).slice().order(ByteOrder.LITTLE_ENDIAN);
      entry.putInt(1).putInt(i % 2 == 0 ? 6 : 4).putLong(SIZE + i).putLong(1L << 40).putLong(0);
      entry.putLong(48 * MIB).putLong(48 * MIB);
    }
    System.arraycopy(head, sample.program(0), table, (count - 3) * 56, 3 * 56);
    buffer(head).putLong(0x20, size - table.length).putShort(0x38, (short) count);
    // Words that read as pointers and as lengths, everywhere.
    byte[] words = new byte[16];
    buffer(words).putLong((1L << 40) + 8).putLong(GoContent.GO_VERSION.length());
    SparseSource source =
        new SparseSource(size).fill(SIZE, size, words).put(0, head).put(size - table.length, table);
    GoBinary binary = Outcome.read(source);
    assertEquals(GoContent.BUILD_ID.substring(0, 62), binary.buildId().text().substring(0, 62));
    assertTrue(source.bytesRead() < 40 * size, "read " + source.bytesRead());
  }

  @Test
  void sentinelsWithoutEnd() {
    long size = 64 * MIB;
    SparseSource source =
        largeData(size, GoContent.START, new ElfSample().text(GoContent.TEXT, "lost\n"));
    GoBinary binary = Outcome.read(source);
    assertEquals("example.com/hi", binary.buildInfo().path());
    assertTrue(source.bytesRead() < 20 * size, "read " + source.bytesRead());
  }

  @Test
  void versionsAndFunctionTablesEverywhere() {
    long size = 32 * MIB;
    byte[] texts = GoContent.latin1("go1.99\0\u00f1\u00ff\u00ff\u00ff\0\0\1\10\0");
    SparseSource source = largeData(size, texts, new ElfSample().bare().version("go1.26.2", "-"));
    assertEquals("go1.26.2", Outcome.read(source).buildInfo().goVersion());
    assertTrue(source.bytesRead() < 20 * size, "read " + source.bytesRead());
  }

  @Test
  void onesEverywhereInABigEndianFile() {
    long size = 32 * MIB;
    SparseSource source = largeData(size, new byte[] {-1}, new ElfSample().big().bare());
    assertEquals("example.com/hi", Outcome.read(source).buildInfo().path());
    assertTrue(source.bytesRead() < 20 * size, "read " + source.bytesRead());
  }

  /** A file whose first loaded segment is as large as the file and filled with a pattern. */
  private static SparseSource largeData(long size, byte[] pattern, ElfSample elf) {
    byte[] head = elf.bytes();
    ByteOrder order = head[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer.wrap(head).order(order).putLong(elf.program(1) + 0x20, size);
    if (elf.hasSections()) {
      ByteBuffer.wrap(head).order(order).putLong(elf.section(2) + 0x20, size - CONSTANTS);
    }
    return new SparseSource(size).fill(SIZE, size, pattern).put(0, head);
  }

  @Test
  void asManyCopiesOfTheBuildInfoAsAreLookedAt() {
    byte[] copies = GoContent.framed("path\tother\n");
    long from = SIZE + 16;
    // Beside these stand the sample's own two.
    for (int count : new int[] {Limits.COPIES - 2, Limits.COPIES - 1}) {
      ElfSample elf = new ElfSample().text(GoContent.TEXT, GoContent.TEXT.replace("CGO", "C__"));
      // The copy that the variables name is out of reach, so that all are looked at.
      SparseSource source = largeData(MIB, new byte[1], elf);
      source.fill(from, from + (long) count * copies.length, copies);
      source.put(DATA + GoContent.HEADERS, new byte[16]);
      if (count + 2 <= Limits.COPIES) {
        assertEquals(Limits.COPIES - 1, Outcome.read(source).copies().others().size());
      } else {
        assertTrue(Outcome.refused("too-large", source).message().contains("build infos"));
      }
    }
  }

  @Test
  void theDynamicTableOfHundredsOfMegabytes() {
    long size = 256 * MIB;
    byte[] head = sample.bytes();
    buffer(head).putInt(sample.program(1), 2).putLong(sample.program(1) + 8, SIZE);
    buffer(head).putLong(sample.program(1) + 0x20, size - SIZE);
    SparseSource source = new SparseSource(size).fill(SIZE, size, (byte) 1).put(0, head);
    GoBinary binary = Outcome.read(source);
    assertTrue(binary.notes().get(0).contains("more than the 65536 entries"));
    assertEquals("unknown", binary.linkage().type());
  }

  @Test
  void moreLibrariesThanAreRead() {
    byte[] head = sample.bytes();
    buffer(head).putInt(sample.program(1), 2).putLong(sample.program(1) + 8, SIZE);
    buffer(head).putLong(sample.program(1) + 0x20, MIB - SIZE);
    byte[] needed = new byte[16];
    buffer(needed).putLong(1);
    SparseSource source = new SparseSource(MIB).fill(SIZE, MIB, needed).put(0, head);
    assertTrue(Outcome.read(source).notes().get(0).contains("more than 1024 libraries"));
  }

  @Test
  void notesThatNeverEnd() {
    byte[] bytes = sample.bytes();
    for (int claimed : new int[] {0x7fffffff, -1, -4, Integer.MIN_VALUE}) {
      byte[] name = bytes.clone();
      buffer(name).putInt(ElfSample.NOTE, claimed);
      assertNull(Outcome.read(name).buildId());
      byte[] descriptor = bytes.clone();
      buffer(descriptor).putInt(ElfSample.NOTE + 4, claimed);
      assertNull(Outcome.read(descriptor).buildId());
    }
  }

  @Test
  void moreNotesThanAreRead() {
    byte[] head = sample.bytes();
    buffer(head).putLong(sample.program(0) + 8, SIZE).putLong(sample.program(0) + 0x20, MIB - SIZE);
    SparseSource source = new SparseSource(MIB).put(0, head);
    assertTrue(Outcome.refused("too-large", source).message().contains("notes"));
  }

  @Test
  void theNotesOfAnnobinHideNoBuildId() {
    byte[] head = sample.bytes();
    // A note section in front of the build ID's, with thousands of notes that compilers write.
    byte[] note = GoContent.latin1("\4\0\0\0\0\0\0\0\0\1\0\0GA*\1");
    long end = SIZE + 20_000L * note.length;
    buffer(head).putInt(sample.section(1) + 4, 7).putLong(sample.section(1) + 0x18, SIZE);
    buffer(head).putLong(sample.section(1) + 0x20, end - SIZE);
    SparseSource source = new SparseSource(end).fill(SIZE, end, note).put(0, head);
    assertNotNull(Outcome.read(source).buildId());
  }

  @Test
  void buildIdsOfAnySize() {
    String longest = "\u001b]0;x\u0007".repeat(Limits.BUILD_ID / 6);
    for (String id : List.of("", "x", "\0\0", "a/b/c/d")) {
      assertEquals(id, Outcome.read(new ElfSample().buildId(id).unstamped()).buildId().text());
    }
    byte[] noText = new ElfSample().buildId("\u009b").unstamped();
    assertEquals("\ufffd", Outcome.read(noText).buildId().text());
    byte[] head = new ElfSample().unstamped();
    for (int more : new int[] {0, 8}) {
      byte[] id = GoContent.latin1(longest + "x".repeat(Limits.BUILD_ID % 6 + more));
      buffer(head).putLong(sample.program(0) + 8, SIZE).putLong(sample.program(0) + 0x20, 8192);
      buffer(head).putInt(sample.section(1) + 4, 1);
      byte[] note = new byte[16];
      buffer(note).putInt(4).putInt(id.length).putInt(4).put((byte) 'G').put((byte) 'o');
      SparseSource source =
          new SparseSource(SIZE + 8192).put(0, head).put(SIZE, note).put(SIZE + 16, id);
      if (more == 0) {
        GoBinary binary = Outcome.read(source);
        assertEquals(Limits.BUILD_ID, binary.buildId().text().length());
        assertEquals(ContentId.State.NOT_APPLICABLE, binary.contentId().state());
      } else {
        assertTrue(Outcome.refused("too-large", source).message().contains("build ID"));
      }
    }
  }

  @Test
  void sectionsBeyondAnyFileAreRefused() {
    byte[] bytes = sample.bytes();
    buffer(bytes).putLong(sample.section(3) + 0x18, Long.MAX_VALUE);
    assertTrue(Outcome.refused("malformed", bytes).message().contains("beyond any file"));
  }

  @Test
  void tablesThatOverlapEachOtherAreRead() {
    byte[] bytes = sample.bytes();
    for (long at : new long[] {0, 1, 8, 64}) {
      buffer(bytes).putLong(0x28, at);
      Outcome.of(bytes);
      buffer(bytes).putLong(0x20, at);
      Outcome.of(bytes);
    }
  }

  @Test
  void aFileOfMoreThanFourGigabytes(@TempDir Path directory) throws Exception {
    long far = 0x1_0000_0000L + 4096;
    byte[] bytes = new ElfSample().bare().buildId("custom").unstamped();
    byte[] data = Arrays.copyOfRange(bytes, DATA, SIZE);
    Arrays.fill(bytes, DATA, SIZE, (byte) 0);
    buffer(bytes).putLong(sample.program(2) + 8, far);
    Path file = directory.resolve("large");
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(bytes);
      out.seek(far);
      out.write(data);
    }
    Inspection inspection = (Inspection) GoTrust.inspect(file, 2);
    assertEquals(far + data.length, inspection.size());
    assertEquals("example.com/hi", inspection.first().buildInfo().path());
    assertEquals(far, inspection.first().copies().first().offset() / 4096 * 4096);
    assertEquals(List.of(), inspection.oddities());
    assertEquals(digest(bytes, far - bytes.length, data), inspection.sha256().hex());
  }

  private static String digest(byte[] head, long zeros, byte[] tail) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(head);
    byte[] block = new byte[1 << 20];
    for (long left = zeros; left > 0; left -= block.length) {
      digest.update(block, 0, (int) Math.min(left, block.length));
    }
    return HexFormat.of().formatHex(digest.digest(tail));
  }
}
