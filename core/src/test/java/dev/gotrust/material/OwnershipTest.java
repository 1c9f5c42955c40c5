package dev.gotrust.material;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnershipTest {
  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(directory.resolve("file"), "text");
  }

  private boolean isPosix() {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  @Test
  void whatThisProcessWroteIsItsOwn() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("gone"));
    Ownership own = Ownership.ofThisProcess();
    assertTrue(own.isOwn(file));
    assertTrue(own.isOwn(directory));
    assertTrue(own.isOwn(link), "the link itself, not what it leads to");
  }

  @Test
  void whatAnotherUserOwnsIsNot() throws IOException {
    assumeTrue(isPosix());
    UserPrincipal other =
        file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("54321");
    assertFalse(Ownership.of(other).isOwn(file));
    assertFalse(Ownership.of(null).isOwn(file));
    assertFalse(Ownership.ofThisProcess().isOwn(directory.resolve("gone")));
    try {
      Files.setOwner(file, other);
    } catch (IOException onlyRootGivesFilesAway) {
      return;
    }
    assertFalse(Ownership.ofThisProcess().isOwn(file));
    assertTrue(Ownership.of(other).isOwn(file));
  }

  @Test
  void whereFilesHaveNoOwnersNoneIsAskedFor() throws IOException {
    Path zip = directory.resolve("files.zip");
    for (boolean posix : new boolean[] {false, true}) {
      Map<String, Object> options =
          Map.of("create", "true", "enablePosixFileAttributes", Boolean.toString(posix));
      try (FileSystem system = FileSystems.newFileSystem(zip, options)) {
        Path inside = Files.writeString(system.getPath("inside"), "text");
        assertEquals(!posix, Ownership.of(null).isOwn(inside));
      }
    }
  }
}
