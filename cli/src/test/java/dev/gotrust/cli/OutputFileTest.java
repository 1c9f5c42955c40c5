package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputFileTest {
  @TempDir Path directory;

  @Test
  void itAppearsWhole() throws Exception {
    Path path = directory.resolve("report");
    try (OutputFile file = OutputFile.begin(path)) {
      file.write("new".getBytes());
      assertTrue(Files.notExists(path));
      file.commit();
    }
    assertEquals("new", Files.readString(path));
    assertEquals(List.of("report"), names());
  }

  @Test
  void itReplacesWhatWasThereOnlyInTheEnd() throws Exception {
    Path path = Files.writeString(directory.resolve("report"), "old");
    OutputFile given = OutputFile.begin(path);
    given.write('x');
    given.close();
    assertEquals("old", Files.readString(path));
    assertEquals(List.of("report"), names());
    try (OutputFile kept = OutputFile.begin(path)) {
      kept.write('y');
      kept.commit();
    }
    assertEquals("y", Files.readString(path));
  }

  @Test
  void aLinkStaysAndItsFileIsReplaced() throws Exception {
    Path target = Files.writeString(directory.resolve("target"), "old");
    Path link = Files.createSymbolicLink(directory.resolve("link"), target);
    try (OutputFile file = OutputFile.begin(link)) {
      file.write('x');
      file.commit();
    }
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("x", Files.readString(target));
  }

  @Test
  void twoRunsMayWriteToOnePlace() throws Exception {
    Path path = directory.resolve("report");
    try (OutputFile one = OutputFile.begin(path);
        OutputFile other = OutputFile.begin(path)) {
      one.write('1');
      other.write('2');
      one.commit();
      other.commit();
    }
    assertEquals("2", Files.readString(path));
    assertEquals(List.of("report"), names());
  }

  @Test
  void aDeviceIsWrittenTo() throws Exception {
    try (OutputFile file = OutputFile.begin(Path.of("/dev/null"))) {
      file.write('x');
      file.commit();
    }
    assertTrue(Files.exists(Path.of("/dev/null")));
  }

  @Test
  void whatCannotBeWrittenToIsSaidAtOnce() {
    assertThrows(IOException.class, () -> OutputFile.begin(directory));
    assertThrows(IOException.class, () -> OutputFile.begin(directory.resolve("no/such")));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }
}
