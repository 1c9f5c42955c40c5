package dev.gotrust.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gotrust.bytes.ByteSource.ChangedException;
import dev.gotrust.bytes.FileSource.NotRegularFileException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Opens files that stay, and files that change under the reader. */
final class FileSourceTest {
  private static final int PAGE = 16_384;

  @TempDir private Path folder;
  private Path file;
  private byte[] bytes;
  private FileSource source;

  @BeforeEach
  void open() throws Exception {
    bytes = new byte[3 * PAGE + 10];
    new Random(3).nextBytes(bytes);
    file = Files.write(folder.resolve("file"), bytes);
    source = FileSource.open(file);
  }

  @AfterEach
  void close() throws Exception {
    source.close();
  }

  private void write(long offset, int value) throws Exception {
    FileTime before = Files.getLastModifiedTime(file);
    try (RandomAccessFile writer = new RandomAccessFile(file.toFile(), "rw")) {
      writer.seek(offset);
      writer.write(value);
    }
    Files.setLastModifiedTime(file, before);
  }

  private void confirm(int from, int to) throws Exception {
    byte[] now = Files.readAllBytes(file);
    source.confirm(from, Arrays.copyOfRange(now, from, to), to - from);
  }

  @Test
  void readsWhatIsThere() throws Exception {
    assertEquals(bytes.length, source.size());
    byte[] read = new byte[bytes.length + 2];
    source.read(0, read, 1, bytes.length);
    assertArrayEquals(bytes, Arrays.copyOfRange(read, 1, bytes.length + 1));
    ByteSource.Page last = source.page(bytes.length - 1);
    assertEquals(3 * PAGE, last.offset());
    assertEquals(10, last.length());
    assertSame(last, source.page(3 * PAGE));
    confirm(0, bytes.length);
    assertDoesNotThrow(source::confirmUnchanged);
  }

  @Test
  void refusesPlacesOutside() {
    byte[] into = new byte[4];
    for (long offset : new long[] {-1, bytes.length, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThrows(IndexOutOfBoundsException.class, () -> source.page(offset));
      assertThrows(IndexOutOfBoundsException.class, () -> source.read(offset, into, 0, 1));
    }
    assertThrows(IndexOutOfBoundsException.class, () -> source.read(0, into, 2, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> source.read(0, into, 0, -1));
  }

  @Test
  void seesAByteThatChangedAfterItWasParsed() throws Exception {
    source.page(PAGE);
    write(PAGE + 77, bytes[PAGE + 77] + 1);
    assertThrows(ChangedException.class, () -> confirm(0, bytes.length));
    assertThrows(ChangedException.class, () -> confirm(PAGE + 77, PAGE + 78));
    assertThrows(ChangedException.class, () -> confirm(PAGE + 70, 2 * PAGE + 9));
    assertDoesNotThrow(() -> confirm(PAGE + 78, bytes.length));
    assertDoesNotThrow(() -> confirm(0, PAGE + 77));
  }

  @Test
  void hasNothingToSayOfPagesThatNobodyParsed() throws Exception {
    source.page(0);
    write(PAGE + 77, bytes[PAGE + 77] + 1);
    assertDoesNotThrow(() -> confirm(0, bytes.length));
  }

  @Test
  void seesThatTheTimeOfChangeWasPutBack() throws Exception {
    assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("unix"));
    // Longer than the clock by which the system stamps files.
    Thread.sleep(50);
    write(PAGE + 77, bytes[PAGE + 77] + 1);
    assertThrows(ChangedException.class, source::confirmUnchanged);
  }

  @Test
  void parsesOnFromThePageThatItRead() throws Exception {
    ByteView view = ByteView.of(source, "file");
    int before = view.u8(5);
    write(5, before + 1);
    assertEquals(before, ByteView.of(source, "file").u8(5));
  }

  @Test
  void confirmsSmallCopies() throws Exception {
    assertEquals(100, ByteView.of(source, "file").copy(PAGE - 50, 100).length);
    write(PAGE + 49, bytes[PAGE + 49] + 1);
    assertThrows(ChangedException.class, () -> confirm(0, bytes.length));
  }

  @Test
  void seesAFileThatWasCut() throws Exception {
    Files.write(file, new byte[PAGE]);
    byte[] into = new byte[bytes.length];
    assertThrows(ChangedException.class, () -> source.read(0, into, 0, into.length));
    assertThrows(ChangedException.class, () -> source.page(2 * PAGE));
    assertThrows(ChangedException.class, source::confirmUnchanged);
  }

  @Test
  void seesAFileThatGrew() throws Exception {
    write(bytes.length, 1);
    assertThrows(ChangedException.class, source::confirmUnchanged);
  }

  @Test
  void seesAFileThatWasWrittenTo() throws Exception {
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
    assertThrows(ChangedException.class, source::confirmUnchanged);
  }

  @Test
  void seesAFileThatWasReplaced() throws Exception {
    FileTime before = Files.getLastModifiedTime(file);
    Path other = Files.write(folder.resolve("other"), bytes);
    Files.setLastModifiedTime(other, before);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertThrows(ChangedException.class, source::confirmUnchanged);
    source.read(0, new byte[PAGE], 0, PAGE);
  }

  @Test
  void seesAFileThatWasRemoved() throws Exception {
    Files.delete(file);
    assertThrows(ChangedException.class, source::confirmUnchanged);
  }

  @Test
  void keepsABoundedNumberOfPages() throws Exception {
    Path large = folder.resolve("large");
    long size = (Limits.KEPT_PAGES + 8L) * PAGE;
    try (RandomAccessFile writer = new RandomAccessFile(large.toFile(), "rw")) {
      writer.setLength(size);
    }
    try (FileSource many = FileSource.open(large)) {
      ByteSource.Page first = many.page(0);
      for (long at = 0; at < size; at += PAGE) {
        many.page(at);
      }
      assertTrue(first != many.page(0), "the oldest page was let go");
      assertSame(many.page(size - 1), many.page(size - 1));
    }
  }

  @Test
  void followsSymbolicLinks() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    try (FileSource linked = FileSource.open(link)) {
      assertEquals(bytes.length, linked.size());
      linked.confirmUnchanged();
    }
  }

  @Test
  void opensAnEmptyFile() throws Exception {
    Path empty = Files.write(folder.resolve("empty"), new byte[0]);
    try (FileSource nothing = FileSource.open(empty)) {
      assertEquals(0, nothing.size());
      assertThrows(IndexOutOfBoundsException.class, () -> nothing.page(0));
      nothing.confirm(0, new byte[0], 0);
      nothing.confirmUnchanged();
    }
  }

  @Test
  void refusesWhatIsNoFile() {
    NotRegularFileException refused =
        assertThrows(NotRegularFileException.class, () -> FileSource.open(folder));
    assertEquals("expected a regular file, found a directory", refused.getMessage());
    assertThrows(NoSuchFileException.class, () -> FileSource.open(folder.resolve("none")));
  }

  /** Opening a FIFO without a writer blocks: it must be refused before. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void refusesFifosAndDevicesWithoutOpeningThem() throws Exception {
    Path fifo = folder.resolve("fifo");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    for (Path special : new Path[] {fifo, Path.of("/dev/zero")}) {
      NotRegularFileException refused =
          assertTimeoutPreemptively(
              Duration.ofSeconds(20),
              () -> assertThrows(NotRegularFileException.class, () -> FileSource.open(special)));
      assertEquals("expected a regular file, found a FIFO, socket or device", refused.getMessage());
    }
  }
}
