package dev.gotrust.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.Aside;
import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.FileSource;
import dev.gotrust.bytes.Pass;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.samples.ElfSample;
import dev.gotrust.samples.GoContent;
import dev.gotrust.samples.Samples;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a file as a whole, and of one that changes while it is read. */
final class InspectorTest {
  @TempDir private Path directory;

  /** Runs something before a pass reads a place for the n-th time. */
  private abstract static class Watched implements ByteSource {
    private final ByteSource source;
    private int passes;

    Watched(ByteSource source) {
      this.source = source;
    }

    abstract void atPass(int number) throws IOException;

    @Override
    public long size() {
      return source.size();
    }

    @Override
    public void read(long offset, byte[] into, int from, int length) throws IOException {
      source.read(offset, into, from, length);
    }

    @Override
    public Page page(long offset) throws IOException {
      return source.page(offset);
    }

    @Override
    public void confirm(long offset, byte[] chunk, int length) throws IOException {
      if (offset == 0) {
        atPass(++passes);
        source.read(offset, chunk, 0, length);
      }
      source.confirm(offset, chunk, length);
    }

    @Override
    public void confirmUnchanged() throws IOException {
      source.confirmUnchanged();
    }
  }

  private static Refusal unreadable(ByteSource source) {
    Reading reading = Inspector.inspect(source, "f", null, null, Scope.CODE);
    Refusal refusal = assertInstanceOf(Refusal.class, reading, reading::toString);
    assertEquals("unreadable", refusal.kind().id());
    assertNull(refusal.sha256());
    return refusal;
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("f"), bytes);
  }

  private static void overwrite(Path file, long at, int value) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.seek(at);
      out.write(value);
    }
  }

  @Test
  void theDigestIsThatOfAllBytes() throws Exception {
    for (byte[] bytes : Samples.all().values()) {
      byte[] longer = Arrays.copyOf(bytes, bytes.length + 300_000);
      String expected =
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(longer));
      for (int threads = 1; threads <= 2; threads++) {
        Inspection inspection =
            (Inspection)
                Inspector.inspect(
                    new ArraySource(longer),
                    "f",
                    null,
                    threads == 1 ? null : Aside.threads(),
                    Scope.CODE);
        assertEquals(expected, inspection.sha256().hex());
        assertEquals(longer.length, inspection.size());
      }
    }
  }

  @Test
  void oneThreadOrTwoReadTheSame() {
    for (byte[] bytes : Samples.all().values()) {
      byte[] longer = Arrays.copyOf(bytes, bytes.length + 600_000);
      assertEquals(
          Inspector.inspect(new ArraySource(longer), "f", null, null, Scope.CODE),
          Inspector.inspect(new ArraySource(longer), "f", null, Aside.threads(), Scope.CODE));
    }
  }

  @Test
  void codeIsReadBesideTheHashesOfALargeFile() {
    byte[] hello = Fixtures.bytes("hello");
    byte[] longer = Arrays.copyOf(hello, Pass.SMALL + 1_000_000);
    Inspection alone =
        (Inspection) Inspector.inspect(new ArraySource(longer), "f", null, null, Scope.CODE);
    assertEquals(
        alone, Inspector.inspect(new ArraySource(longer), "f", null, Aside.threads(), Scope.CODE));
    assertNotNull(alone.binaries().get(0).code());
  }

  @Test
  void aRefusedFileHasADigestToo() {
    Refusal refusal =
        (Refusal) Inspector.inspect(new ArraySource(new byte[3]), "f", "t", null, Scope.CODE);
    assertEquals("not-go", refusal.kind().id());
    assertEquals(3, refusal.size());
    assertNotNull(refusal.sha256());
    assertEquals("t", refusal.target());
  }

  @Test
  void headersThatChangeBeforeTheyAreHashed() throws Exception {
    Path file = file(new ElfSample().bytes());
    FileTime time = Files.getLastModifiedTime(file);
    try (FileSource source = FileSource.open(file)) {
      Refusal refusal =
          unreadable(
              new Watched(source) {
                @Override
                void atPass(int number) throws IOException {
                  overwrite(file, 18, 183);
                  Files.setLastModifiedTime(file, time);
                }
              });
      assertTrue(refusal.message().contains("changed while the file was read"), refusal.message());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 4_000})
  void buildInfoThatChangesBeforeItIsHashed(int deps) throws Exception {
    String text = GoContent.TEXT + "dep\ta.com/a\tv1\th1:x\n".repeat(deps);
    byte[] framed = GoContent.framed(text);
    byte[] bytes = Arrays.copyOf(new ElfSample().bare().pointers().bytes(), 0xc00);
    byte[] all = Arrays.copyOf(bytes, bytes.length + framed.length);
    System.arraycopy(framed, 0, all, bytes.length, framed.length);
    ByteBuffer out = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
    int headers = ElfSample.DATA + GoContent.HEADERS;
    out.putLong(headers, ElfSample.BASE + bytes.length).putLong(headers + 8, framed.length);
    ElfSample sample = new ElfSample();
    out.putLong(sample.program(2) + 0x20, all.length - ElfSample.DATA);
    Path file = file(all);
    FileTime time = Files.getLastModifiedTime(file);
    try (FileSource source = FileSource.open(file)) {
      Inspection before = (Inspection) Inspector.inspect(source, "f", null, null, Scope.CODE);
      assertEquals(1 + deps, before.first().buildInfo().deps().size());
      Refusal refusal =
          unreadable(
              new Watched(source) {
                @Override
                void atPass(int number) throws IOException {
                  overwrite(file, all.length - framed.length / 2, 'y');
                  Files.setLastModifiedTime(file, time);
                }
              });
      assertTrue(refusal.message().contains("changed"), refusal.message());
    }
  }

  @Test
  void aFileThatChangesBetweenThePasses() throws Exception {
    byte[] mismatch = new ElfSample().bytes();
    mismatch[0x700] ^= 1;
    byte[] bytes = Arrays.copyOf(mismatch, 80_000);
    Path file = file(bytes);
    FileTime time = Files.getLastModifiedTime(file);
    try (FileSource source = FileSource.open(file)) {
      Refusal refusal =
          unreadable(
              new Watched(source) {
                @Override
                void atPass(int number) throws IOException {
                  if (number == 2) {
                    overwrite(file, 50_000, 1);
                    Files.setLastModifiedTime(file, time);
                  }
                }
              });
      assertEquals("the file changed while it was read", refusal.message());
    }
  }

  @Test
  void aFileThatWasTouchedReplacedCutOrRemoved() throws Exception {
    Path file = file(new ElfSample().bytes());
    List<Change> changes =
        List.of(
            () -> Files.setLastModifiedTime(file, FileTime.fromMillis(0)),
            () -> {
              Path other = Files.write(directory.resolve("g"), Files.readAllBytes(file));
              Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
              Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            },
            () -> Files.write(file, new byte[10], StandardOpenOption.APPEND),
            () -> Files.write(file, new byte[10]),
            () -> Files.delete(file));
    for (Change change : changes) {
      try (FileSource source = FileSource.open(file)) {
        Refusal refusal =
            unreadable(
                new Watched(source) {
                  @Override
                  void atPass(int number) throws IOException {
                    change.happen();
                  }
                });
        assertTrue(refusal.message().contains("while it was read"), refusal.message());
      }
      file(new ElfSample().bytes());
    }
  }

  /** Something that happens to a file. */
  private interface Change {
    void happen() throws IOException;
  }

  /** The second slice ends before its headers say, and the file with it. */
  @Test
  void aSliceThatWasCut() {
    byte[] fat = Samples.fat();
    byte[] cut = Arrays.copyOf(fat, fat.length - 0x40);
    ByteBuffer.wrap(cut).putInt(8 + 20 + 12, cut.length - 0x2000);
    Inspection inspection =
        (Inspection) Inspector.inspect(new ArraySource(cut), "f", null, null, Scope.CODE);
    assertEquals(2, inspection.binaries().size());
    assertEquals(
        List.of("the slice at offset 8192 was cut: 64 bytes that its headers name are missing"),
        inspection.oddities());
  }

  @Test
  void aDebugFileIsNoProgram() {
    ElfSample sample = new ElfSample();
    int table = ElfSample.SECTIONS * 64;
    byte[] bytes = Arrays.copyOf(sample.bytes(), ElfSample.SIZE + table);
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(sample.section(2) + 4, 8).putLong(sample.section(2) + 8, 6);
    System.arraycopy(bytes, sample.sectionTable(), bytes, ElfSample.SIZE, table);
    out.putLong(0x28, ElfSample.SIZE);
    Inspection inspection =
        (Inspection) Inspector.inspect(new ArraySource(bytes), "f", null, null, Scope.CODE);
    assertEquals(1, inspection.oddities().size());
    assertTrue(inspection.oddities().get(0).contains("separate debug file"));
  }

  @Test
  void aSourceThatFailsIsUnreadable() {
    ByteSource source =
        new Watched(new ArraySource(new ElfSample().bytes())) {
          @Override
          void atPass(int number) throws IOException {
            throw new IOException("the disk is gone");
          }
        };
    assertEquals("the disk is gone", unreadable(source).message());
  }
}
