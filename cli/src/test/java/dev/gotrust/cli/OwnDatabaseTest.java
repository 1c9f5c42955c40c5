package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotrust.module.ModuleVersion;
import dev.gotrust.module.ModuleZip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands against a database that knows another h1, forks, or speaks for a small GOROOT. */
final class OwnDatabaseTest {
  private static final String XXHASH = "github.com/cespare/xxhash/v2";
  private static final String XXHASH_H1 = "h1:UL815xU9SqsFlibzuggzjXhog7bL6oX9BbNZnL2UFvs=";
  private static final String WRAP = "github.com/mitchellh/go-wordwrap";
  private static final String WRAP_H1 = "h1:TLuKupo69TCn6TQSyGxwI1EblZZEsQ0vMlAFQflz0v0=";
  private static final String OTHER_H1 = "h1:" + "A".repeat(43) + '=';
  private static final ModuleVersion TOOLCHAIN =
      new ModuleVersion("golang.org/toolchain", "v0.0.1-go1.26.8.linux-amd64");

  @TempDir Path directory;
  private Path proxy;
  private OwnDatabase database;

  @BeforeEach
  void prepare() throws Exception {
    Sandbox.prepare("fixture hello hello");
    proxy = directory.resolve("proxy");
    database = new OwnDatabase(proxy);
  }

  private Run run(Map<String, String> more, String... words) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("GOENV", "off");
    variables.put("GOPROXY", "file://" + proxy);
    variables.put("GOSUMDB", database.key());
    variables.put("HOME", directory.resolve("home").toString());
    variables.putAll(more);
    Run run = new Run();
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      run.with(variable.getKey(), variable.getValue());
    }
    return run.start(words);
  }

  private Run run(String... words) {
    return run(Map.of(), words);
  }

  private static String assertEnds(int code, String says, Run run) {
    String said = (run.out() + run.err()).replaceAll("\n +", " ");
    assertEquals(code, run.code(), said);
    assertTrue(said.contains(says), said);
    return said;
  }

  private static JsonNode json(int code, Run run) throws IOException {
    assertEquals(code, run.code(), run.err());
    return new ObjectMapper().readTree(run.out());
  }

  private void writeBoth(String h1) throws IOException {
    database.add(XXHASH, "v2.3.0", h1).add(WRAP, "v1.0.1", WRAP_H1).write();
  }

  @Test
  void anotherH1IsContradictedAndBothAreShown() throws Exception {
    writeBoth(OTHER_H1);
    String said = assertEnds(1, "another h1", run("modules", "prove", "--checksum-db", "hello"));
    assertTrue(said.contains("declared " + XXHASH_H1), said);
    assertTrue(said.contains(XXHASH + " v2.3.0 " + OTHER_H1), said);
    assertTrue(said.contains("PROVEN: the declared h1 is that of the record"), said);
    JsonNode proof = json(1, run("modules", "prove", "--checksum-db", "--output", "json", "hello"));
    assertEquals("CONTRADICTED", proof.at("/modules/0/state").asText());
    assertEquals("PROVEN", proof.at("/modules/1/state").asText());
    assertEnds(0, "PROVEN", run("modules", "prove", "--checksum-db", XXHASH + "@v2.3.0"));
  }

  @Test
  void aForkIsShownAndNothingIsPacked() throws Exception {
    writeBoth(XXHASH_H1);
    assertEnds(0, "PROVEN", run("modules", "prove", "--checksum-db", XXHASH + "@v2.3.0"));
    // What was proven is kept; the module that is new brings the other tree's head.
    database.forget().add("a.example/b", "v1.0.0", OTHER_H1);
    writeBoth(OTHER_H1);
    String said = assertEnds(1, "forked", run("modules", "prove", "--checksum-db", "hello"));
    assertTrue(said.contains("the earlier tree head"), said);
    JsonNode proof = json(1, run("modules", "prove", "--checksum-db", "--output", "json", "hello"));
    assertEquals(2, proof.at("/fork/before/size").asInt(), proof.toString());
    assertEquals(3, proof.at("/fork/after/size").asInt());
    Path pack = directory.resolve("p");
    assertEnds(1, "no pack is written", run("modules", "pack", "hello", "-o", pack.toString()));
    assertFalse(Files.exists(pack));
  }

  @Test
  void privateModulesAreNeitherAskedForNorPacked() throws Exception {
    writeBoth(XXHASH_H1);
    Map<String, String> silent = Map.of("GOPRIVATE", "github.com/cespare");
    assertEnds(3, "not asked for", run(silent, "modules", "prove", "--checksum-db", "hello"));
    Path pack = directory.resolve("p");
    Run packed = run(silent, "modules", "pack", "hello", "-o", pack.toString());
    assertEnds(0, "not recorded: GONOSUMDB, GOPRIVATE or the policy names it", packed);
    assertTrue(packed.err().contains("unknown to the database, recorded so"), packed.err());
    String[] again = {"modules", "prove", "--checksum-db-pack", pack.toString(), "hello"};
    assertEnds(5, XXHASH, run(again));
  }

  @Test
  void whereNothingCanBeReachedNothingIsPacked() throws Exception {
    Map<String, String> away = Map.of("GOPROXY", "http://127.0.0.1:1", "GOSUMDB", database.key());
    Path pack = directory.resolve("p");
    Run run = run(away, "modules", "pack", "hello", "-o", pack.toString(), "--offline");
    assertEnds(5, "no pack is written: 3 answers could not be reached", run);
    assertFalse(Files.exists(pack));
  }

  @Test
  void colourIsForTerminalsThatWantIt() throws Exception {
    writeBoth(XXHASH_H1);
    String[] line = {"modules", "prove", "--checksum-db", "hello"};
    Map<String, String> terminal = Map.of("TTY", "12", "TERM", "xterm");
    assertTrue(run(terminal, line).out().contains("\u001b["));
    Map<String, String> plain = Map.of("TTY", "12", "TERM", "xterm", "NO_COLOR", "1");
    assertFalse(run(plain, line).out().contains("\u001b["));
    assertFalse(run(line).out().contains("\u001b["));
  }

  /** Makes a GOROOT, and the zip that it should be of in the proxy; returns the zip. */
  private Path goRoot(Path root) throws IOException {
    Map<String, String> files =
        Map.of(
            "VERSION", "go1.26.8\n", "src/a.go", "package a\n", "pkg/tool/linux_amd64/link", "l");
    Path zip = proxy.resolve("golang.org/toolchain/@v/" + TOOLCHAIN.version() + ".zip");
    Files.createDirectories(zip.getParent());
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
        Path path = root.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
        out.putNextEntry(new ZipEntry(TOOLCHAIN + "/" + file.getKey()));
        out.write(Files.readAllBytes(path));
        out.closeEntry();
      }
    }
    return zip;
  }

  private Run verify(Path root, String... options) throws IOException {
    List<String> line = new ArrayList<>(List.of("toolchain", "verify"));
    String cache = Files.createDirectories(directory.resolve("mod")).toString();
    line.addAll(List.of("--module-cache", cache));
    line.addAll(List.of(options));
    line.add(root.toString());
    return run(line.toArray(new String[0]));
  }

  @Test
  void aGoRootIsHeldAgainstTheZipThatIsDownloadedOnce() throws Exception {
    Path root = directory.resolve("go");
    Path zip = goRoot(root);
    String h1 = ModuleZip.h1(zip, TOOLCHAIN);
    database.add(TOOLCHAIN.path(), TOOLCHAIN.version(), h1).write();
    assertEnds(0, "PROVEN: 3 files", verify(root, "--checksum-db"));
    Files.delete(zip);
    assertEnds(0, "PROVEN: 3 files", verify(root, "--checksum-db", "--offline"));
    Files.writeString(root.resolve("src/a.go"), "package b\n");
    Files.writeString(root.resolve("src/\u202eb.go"), "package a\n");
    Files.delete(root.resolve("pkg/tool/linux_amd64/link"));
    Run changed = verify(root, "--checksum-db", "--offline");
    String said = assertEnds(1, "CONTRADICTED: it differs", changed);
    assertTrue(said.contains("changed file of GOROOT: src/a.go"), said);
    assertTrue(said.contains("missing file of GOROOT: pkg/tool/linux_amd64/link"), said);
    assertFalse(said.contains("\u202e"), said);
    JsonNode report = json(1, verify(root, "--checksum-db", "--offline", "--output", "json"));
    assertEquals("CONTRADICTED", report.get("state").asText());
  }

  @Test
  void aZipThatIsNotThePublishedOneIsNeitherTakenNorKept() throws Exception {
    Path root = directory.resolve("go");
    goRoot(root);
    database.add(TOOLCHAIN.path(), TOOLCHAIN.version(), OTHER_H1).write();
    assertEnds(3, "was published", verify(root, "--checksum-db"));
    assertEnds(3, "there is no zip", verify(root, "--checksum-db", "--offline"));
  }

  @Test
  void aVersionThatWasNotPublishedCantBeTold() throws Exception {
    Path root = directory.resolve("go");
    goRoot(root);
    writeBoth(XXHASH_H1);
    Files.writeString(root.resolve("VERSION"), "go1.26.8-vendor\n");
    String said = assertEnds(3, "UNDECIDED", verify(root, "--checksum-db"));
    assertTrue(said.contains("next: use a release of the Go project"), said);
  }
}
