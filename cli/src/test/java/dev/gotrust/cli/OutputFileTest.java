package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputFileTest {
  @TempDir Path directory;

  @Test
  void itAppearsWhole() throws Exception {
    Path path = directory.resolve("report");
    try (OutputFile file = begin(path)) {
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
    OutputFile given = begin(path);
    given.write('x');
    given.close();
    assertEquals("old", Files.readString(path));
    assertEquals(List.of("report"), names());
    try (OutputFile kept = begin(path)) {
      kept.write('y');
      kept.commit();
    }
    assertEquals("y", Files.readString(path));
  }

  @Test
  void aLinkStaysAndItsFileIsReplaced() throws Exception {
    Path target = Files.writeString(directory.resolve("target"), "old");
    Path link = Files.createSymbolicLink(directory.resolve("link"), target);
    try (OutputFile file = begin(link)) {
      file.write('x');
      file.commit();
    }
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("x", Files.readString(target));
  }

  @Test
  void twoRunsMayWriteToOnePlace() throws Exception {
    Path path = directory.resolve("report");
    try (OutputFile one = begin(path);
        OutputFile other = begin(path)) {
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
    try (OutputFile file = begin(Path.of("/dev/null"))) {
      file.write('x');
      file.commit();
    }
    assertTrue(Files.exists(Path.of("/dev/null")));
  }

  @Test
  void whatCannotBeWrittenToIsSaidAtOnce() {
    assertThrows(IOException.class, () -> begin(directory));
    assertThrows(IOException.class, () -> begin(directory.resolve("no/such")));
  }

  @Test
  void aLinkThatLeadsNowhereYetIsFollowed() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("sub/../other"));
    Files.createDirectory(directory.resolve("sub"));
    Files.createSymbolicLink(directory.resolve("other"), Path.of("sub/target"));
    try (OutputFile file = begin(link)) {
      file.write('x');
      file.commit();
    }
    assertEquals("x", Files.readString(directory.resolve("sub/target")));
    assertEquals(List.of("link", "other", "sub"), names());
    assertTrue(Files.isSymbolicLink(link));
    assertTrue(Files.isSymbolicLink(directory.resolve("other")));
  }

  @Test
  void linksInACircleLeadNowhere() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("link"));
    IOException refused = assertThrows(IOException.class, () -> begin(link));
    assertEquals("too many levels of symbolic links", Terminal.explain(refused));
    assertEquals(List.of("link"), names());
  }

  @Test
  void theNewFileIsForThoseWhomTheOldOneWasFor() throws Exception {
    for (String mode : List.of("rw-------", "rw-rw-rw-", "r--r--r--", "rwxr-x---")) {
      Path path = Files.writeString(directory.resolve("report"), "old");
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
      try (OutputFile file = begin(path)) {
        file.write('x');
        assertEquals(List.of("report", "report.tmp"), names());
        for (Path each : file.paths()) {
          assertTrue(mode(path).containsAll(mode(each)), each + " before: " + mode(each));
        }
        file.commit();
      }
      assertEquals(PosixFilePermissions.fromString(mode), mode(path));
      assertEquals("x", Files.readString(path));
      Files.delete(path);
    }
  }

  @Test
  void aRegularFileAmongDevicesIsReplaced() throws Exception {
    Path memory = Path.of("/dev/shm");
    if (!Files.isWritable(memory)) {
      System.out.println("OutputFileTest: left out files among devices: there is no " + memory);
      return;
    }
    Path path = Files.createTempFile(memory, "gotrust", ".json");
    try (OutputFile file = begin(Files.writeString(path, "old, and longer"))) {
      file.write('x');
      file.commit();
      assertEquals("x", Files.readString(path));
    } finally {
      Files.delete(path);
    }
  }

  private static OutputFile begin(Path path) throws IOException {
    return OutputFile.begin(Target.of(path));
  }

  private static Set<PosixFilePermission> mode(Path path) throws IOException {
    return Files.getPosixFilePermissions(path);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(p -> p.getFileName().toString().replaceAll("tmp.*", "tmp")).sorted().toList();
    }
  }
}
