package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotrust.module.H1;
import dev.gotrust.module.ModuleCache;
import dev.gotrust.module.ModuleVersion;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code modules verify}: its options, its outputs and what it ends with. */
class ModulesVerifyTest {
  private static final ModuleVersion M = new ModuleVersion("example.com/m", "v1.0.0");
  private static final String GO_MOD = "module example.com/m\n\ngo 1.21\n";

  @TempDir Path directory;
  private Path main;
  private ModuleCache cache;

  @BeforeEach
  void make() throws Exception {
    main = Files.createDirectory(directory.resolve("main"));
    cache = new ModuleCache(directory.resolve("cache"));
    Files.createDirectories(cache.zip(M).getParent());
    try (OutputStream file = Files.newOutputStream(cache.zip(M));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry(M + "/go.mod"));
      zip.write(GO_MOD.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    Files.writeString(cache.goMod(M), GO_MOD);
    Files.writeString(
        main.resolve("go.mod"),
        "module example.org/main\n\ngo 1.21\n\nrequire " + M.path() + " v1.0.0\n");
    String h1 = String.valueOf(cache.examine(M, "").zip().h1());
    String ofMod = H1.ofGoMod(GO_MOD.getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        main.resolve("go.sum"),
        "example.com/m v1.0.0 " + h1 + "\nexample.com/m v1.0.0/go.mod " + ofMod + '\n');
  }

  private Run verify(String... more) {
    List<String> line = new ArrayList<>(List.of("modules", "verify"));
    line.addAll(List.of("--module-cache", cache.root().toString()));
    line.addAll(List.of(more));
    return new Run()
        .with("GOENV", "off")
        .with("HOME", directory.resolve("home").toString())
        .start(line.toArray(new String[0]));
  }

  private Run verify() {
    return verify(main.toString());
  }

  private static void assertEnds(int code, String says, Run run) {
    String said = (run.out() + run.err()).replaceAll("\n +", " ");
    assertEquals(code, run.code(), said);
    assertTrue(said.contains(says), said);
  }

  @Test
  void passes() {
    assertEnds(0, "PASS: 1 module in the build list; 1 zip and 0 directories equal", verify());
    assertEnds(0, "example.com/m@v1.0.0", verify("--all", main.toString()));
  }

  @Test
  void fails() throws Exception {
    Files.writeString(cache.zip(M), "changed\u001b");
    Run run = verify();
    assertEnds(1, "go.sum:1: the zip of example.com/m@v1.0.0 is not that of go.sum", run);
    assertTrue(run.out().contains("expected h1:"), run.out());
    assertTrue(run.out().contains("next: "), run.out());
    assertFalse(run.out().contains("\u001b"));
  }

  @Test
  void isIncomplete() throws Exception {
    Files.delete(cache.zip(M));
    assertEnds(3, "not in the module cache: example.com/m@v1.0.0", verify());
  }

  @Test
  void usageIsWrong() {
    for (String[] line :
        new String[][] {
          {"modules"},
          {"modules", "verfy"},
          {"modules", "verify", "a", "b"},
          {"modules", "verify", "--al"},
          {"modules", "verify", "--output", "yaml"},
          {"modules", "verify", "--dry-run"}
        }) {
      Run run = Run.of(line);
      assertEquals(2, run.code(), String.join(" ", line));
      assertTrue(run.err().startsWith("gotrust: "), run.err());
    }
    assertEnds(2, "GOMODCACHE", new Run().with("GOENV", "off").start("modules", "verify"));
  }

  @Test
  void helpIsPrinted() {
    assertEnds(
        0, "Usage: gotrust modules verify [options] [DIR]", Run.of("modules", "verify", "--help"));
    assertEnds(0, "Usage: gotrust modules COMMAND", Run.of("modules", "-h"));

    Run run = Run.of("modules", "verify", "--help");
    assertEnds(0, "Usage: gotrust modules verify [options] [DIR]", run);
    assertEnds(0, "--vendor=DIR", run);
  }

  @Test
  void malformedFilesAreNamedWithTheirLine() throws Exception {
    Files.writeString(main.resolve("go.sum"), "example.com/m v1.0.0\n\u001b\n");
    Run run = verify();
    assertEnds(4, "go.sum:1: a line should have 3 fields", run);
    assertEquals("", run.out());
    run = verify("--output", "json", main.toString());
    assertEquals(4, run.code());
    assertTrue(run.out().contains("\"kind\": \"malformed\""), run.out());
    assertEnds(4, "no such directory", verify(directory.resolve("none").toString()));
  }

  @Test
  void aDatabaseThatIsAwayIsToldFromWhatIsMissing() {
    Run run =
        new Run()
            .with("GOENV", "off")
            .with("HOME", directory.resolve("home").toString())
            .with("GOSUMDB", "sum.golang.org")
            .start(
                "modules",
                "verify",
                "--checksum-db",
                "--offline",
                "--cache-dir",
                directory.resolve("kept").toString(),
                "--module-cache",
                cache.root().toString(),
                main.toString());
    assertEnds(5, "INCOMPLETE: ", run);
  }

  @Test
  void requestsAreListedAndNotMade() {
    Run run =
        new Run()
            .with("GOENV", "off")
            .with("HOME", directory.resolve("home").toString())
            .with("GOSUMDB", "sum.golang.org")
            .start(
                "modules",
                "verify",
                "--checksum-db",
                "--dry-run",
                "--cache-dir",
                directory.resolve("kept").toString(),
                "--module-cache",
                cache.root().toString(),
                main.toString());
    assertEnds(0, "/lookup/example.com/m@v1.0.0", run);
  }

  @Test
  void documentsGoWhereTheyAreWanted() throws Exception {
    Path file = directory.resolve("out.json");
    Run run = verify("--output", "text", "--output", "json=" + file, main.toString());
    assertEnds(0, "PASS: ", run);
    JsonNode document = new ObjectMapper().readTree(file.toFile());
    assertEquals("gotrust.dev/modules-report/v1", document.path("schema").asText());
    assertEquals("PASS", document.path("verdict").asText());
    Run refused = verify("--output", "json=" + main.resolve("go.sum"), main.toString());
    assertEnds(2, "a file of a module", refused);
  }
}
