package dev.gotrust.cli;

import static dev.gotrust.cli.Launch.HELLO;
import static dev.gotrust.cli.Launch.HOME;
import static dev.gotrust.cli.Launch.launcher;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.cli.Launch.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The class-data archive of the packaged distribution, and the script that makes it anew. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "lib/archive.sh is for POSIX shells")
final class ArchiveIT {
  private static final boolean CAN_ARCHIVE = Files.exists(HOME.resolve("lib/gotrust.jsa"));

  @TempDir Path temp;
  private Path home;

  @BeforeEach
  void copy() throws IOException {
    home = Launch.copyTo(temp.resolve("moved"));
  }

  @Test
  void classesComeFromTheArchive() throws Exception {
    if (CAN_ARCHIVE) {
      assertTrue(isShared(HOME), "the class-data archive is not used");
    } else {
      System.out.println("ArchiveIT: left out the class-data archive: this JVM made none");
    }
  }

  @Test
  void itIsMadeAnewAfterAMove() throws Exception {
    assertMakes(archive());
  }

  @Test
  void theScriptCanBeNamedFromItsOwnDirectory() throws Exception {
    assertMakes(new Launch("sh", "archive.sh").in(home.resolve("lib")));
  }

  private void assertMakes(Launch archive) throws Exception {
    if (!CAN_ARCHIVE) {
      System.out.println("ArchiveIT: left out the making of one: this JVM made none");
      return;
    }
    assertEquals(new Result(0, "", ""), archive.run(HELLO));
    assertTrue(isShared(home), "the class-data archive is not used");
    assertNoDraft();
  }

  @Test
  void aProgramThatCannotBeReadIsRefused() throws Exception {
    assertFails(2, archive(), "usage: ");
    assertFails(2, archive(), "can't read the file " + temp, temp.toString());
    assertFails(2, archive(), "can't read the file nowhere", HELLO, "nowhere");
  }

  @Test
  void aJavaThatIsMissingLeavesTheArchiveThatIsThere() throws Exception {
    assertFails(2, archive().with("JAVA_HOME", temp.toString()), "no java found", HELLO);
    Launch none = new Launch("/bin/sh", home.resolve("lib/archive.sh").toString());
    none.without("JAVA_HOME").with("PATH", temp.toString());
    assertFails(2, none, "no java found", HELLO);
  }

  @Test
  void aJvmThatMakesNoneLeavesTheArchiveThatIsThere() throws Exception {
    for (String code : List.of("0", "1")) {
      Path java = temp.resolve("jdk" + code).resolve("bin/java");
      Files.createDirectories(java.getParent());
      Files.writeString(java, "#!/bin/sh\nexit " + code + "\n");
      assertTrue(java.toFile().setExecutable(true));
      Launch archive = archive().with("JAVA_HOME", java.getParent().getParent().toString());
      assertFails(1, archive, "made no class-data archive", HELLO);
    }
  }

  private void assertFails(int code, Launch archive, String complaint, String... arguments)
      throws Exception {
    Path file = home.resolve("lib/gotrust.jsa");
    Files.writeString(file, "as it was");
    Result result = archive.run(arguments);
    assertEquals(code, result.code(), result.err());
    assertTrue(result.err().contains(complaint), result.err());
    assertEquals("as it was", Files.readString(file));
    assertNoDraft();
  }

  private void assertNoDraft() throws IOException {
    try (Stream<Path> all = Files.list(home.resolve("lib"))) {
      assertEquals(
          8,
          all.count(),
          "archive.sh, certificates.jar, git.jar, gotrust.jar, gotrust.jsa, gotrust.vmoptions,"
              + " training, yaml.jar");
    }
  }

  private Launch archive() {
    return new Launch(home.resolve("lib/archive.sh").toString());
  }

  private static boolean isShared(Path home) throws Exception {
    Path log = Files.createTempFile("gotrust", ".log");
    Launch inspect = launcher(home).with("GOTRUST_JAVA_OPTS", "-Xlog:class+load:file=" + log);
    assertEquals(0, inspect.run("inspect", HELLO).code());
    List<String> lines = Files.readAllLines(log);
    Files.delete(log);
    return lines.stream()
        .anyMatch(l -> l.contains("dev.gotrust.facts.Inspector source: shared objects"));
  }
}
