package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class StandardInputTest {
  @TempDir Path directory;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no POSIX permissions")
  void itIsKeptForItsOwnerAloneAndDeleted() throws Exception {
    try (StandardInput input = read(bytes(100_000), 100_000)) {
      assertEquals(100_000, Files.size(input.file()));
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(input.file())));
    }
    assertEmpty();
  }

  @Test
  void moreThanTheLimitIsRefusedAndNothingIsLeft() throws Exception {
    assertThrows(StandardInput.TooLargeException.class, () -> read(bytes(1001), 1000));
    assertEmpty();
    read(bytes(1000), 1000).close();
  }

  @Test
  void anEndlessInputIsRefusedToo() throws Exception {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }
        };
    assertThrows(StandardInput.TooLargeException.class, () -> read(endless, 1_000_000));
    assertEmpty();
  }

  @Test
  void emptyAndClosedInputsAreSaidToBeThat() throws Exception {
    IOException empty = assertThrows(IOException.class, () -> read(bytes(0), 10));
    assertTrue(empty.getMessage().startsWith("standard input is empty"), empty.getMessage());
    InputStream closed =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("Bad file descriptor");
          }
        };
    IOException lost = assertThrows(IOException.class, () -> read(closed, 10));
    assertTrue(lost.getMessage().contains("is it closed?"), lost.getMessage());
    assertEmpty();
  }

  @Test
  void aMissingDirectoryIsNamed() {
    Path missing = directory.resolve("missing");
    IOException failed =
        assertThrows(IOException.class, () -> StandardInput.read(bytes(1), missing, 10));
    assertTrue(failed.getMessage().contains(missing.toString()), failed.getMessage());
  }

  private StandardInput read(InputStream in, long limit) throws IOException {
    return StandardInput.read(in, directory, limit);
  }

  private static InputStream bytes(int count) {
    return new ByteArrayInputStream(new byte[count]);
  }

  private void assertEmpty() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      assertEquals(0, all.count());
    }
  }
}
