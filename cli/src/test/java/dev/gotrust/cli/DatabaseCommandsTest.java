package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotrust.fixtures.Fixtures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands that a checksum database speaks to, on what the real one once answered: from a pack,
 * and from the same files as a module proxy in a directory.
 */
final class DatabaseCommandsTest {
  private static final String XXHASH = "github.com/cespare/xxhash/v2@v2.3.0";

  @TempDir Path directory;
  private Path pack;
  private Path proxy;

  @BeforeAll
  static void prepare() throws Exception {
    Sandbox.prepare("fixture hello hello");
  }

  @BeforeEach
  void unpack() throws IOException {
    pack = directory.resolve("hello.pack");
    proxy = directory.resolve("proxy");
    try (InputStream in = Fixtures.class.getResourceAsStream("hello.pack")) {
      Files.copy(in, pack);
    }
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(pack))) {
      for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
        Path file = proxy.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.write(file, zip.readAllBytes());
      }
    }
  }

  private Run run(String... words) {
    return new Run()
        .with("GOENV", "off")
        .with("GOPROXY", "file://" + proxy)
        .with("HOME", directory.resolve("home").toString())
        .start(words);
  }

  private Run verify(String... more) {
    List<String> line = new ArrayList<>(List.of("verify", "--no-discovery"));
    line.addAll(List.of(more));
    line.add("hello");
    return run(line.toArray(new String[0]));
  }

  private static void assertEnds(int code, String says, Run run) {
    String said = (run.out() + run.err()).replaceAll("\n +", " ");
    assertEquals(code, run.code(), said);
    assertTrue(said.contains(says), said);
  }

  private static JsonNode json(Run run) throws IOException {
    return new ObjectMapper().readTree(run.out());
  }

  private void answer(String path, String old, String replacement) throws IOException {
    Path file = proxy.resolve("sumdb/sum.golang.org").resolve(path);
    String text = Files.readString(file, StandardCharsets.UTF_8);
    assertTrue(text.contains(old), text);
    Files.writeString(file, text.replace(old, replacement));
  }

  @Test
  void aPackProvesWithoutASocket() throws Exception {
    Run run = verify("--checksum-db-pack", pack.toString(), "--offline", "--output", "json");
    assertEquals(0, run.code(), run.err());
    JsonNode report = json(run);
    assertEquals("PASS", report.get("verdict").asText());
    assertEquals("[\"checksum-db\"]", report.get("proven").toString());
    assertEquals("tree head", report.at("/materials/0/kind").asText());
  }

  @Test
  void aProxyInADirectoryIsAskedAndWhatItSaysIsKept() throws Exception {
    assertEnds(0, "proven from outside: checksum-db", verify("--checksum-db"));
    Path cache = directory.resolve("home/.cache/gotrust");
    assertTrue(Files.isDirectory(cache), cache.toString());
    Files.walk(proxy).filter(Files::isRegularFile).forEach(DatabaseCommandsTest::delete);
    assertEnds(0, "proven from outside: checksum-db", verify("--checksum-db", "--offline"));
    assertEnds(0, "nothing would be asked", verify("--checksum-db", "--dry-run"));
    Path other = directory.resolve("other");
    Run empty = verify("--checksum-db", "--offline", "--cache-dir", other.toString());
    assertEnds(5, "could not be reached", empty);
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void whatTheDatabaseDoesNotKnowIsIncomplete() throws Exception {
    Files.delete(proxy.resolve("sumdb/sum.golang.org/lookup/github.com/cespare/xxhash/v2@v2.3.0"));
    assertEnds(3, "unknown to the database: " + XXHASH, verify("--checksum-db"));
  }

  @Test
  void aChangedRecordDoesNotHold() throws Exception {
    answer("lookup/github.com/cespare/xxhash/v2@v2.3.0", "h1:UL815xU9", "h1:UL815xU8");
    assertEnds(3, "answered, but does not hold: " + XXHASH, verify("--checksum-db"));
  }

  @Test
  void aChangedSignatureDoesNotHold() throws Exception {
    answer(
        "lookup/github.com/cespare/xxhash/v2@v2.3.0",
        "go.sum database tree",
        "go.sum database trey");
    assertEnds(3, "1 of 2 declared modules", verify("--checksum-db"));
  }

  @Test
  void aLineOfGoSumIsHeldAgainstTheDatabase() throws Exception {
    Path sum = directory.resolve("go.sum");
    Files.writeString(
        sum,
        "github.com/cespare/xxhash/v2 v2.3.0 h1:UL815xU9SqsFlibzuggzjXhog7bL6oX9BbNZnL2UFvs=\n"
            + "github.com/cespare/xxhash/v2 v2.3.0/go.mod h1:"
            + "A".repeat(43)
            + "=\n");
    Run run = verify("--checksum-db", "--go-sum", sum.toString());
    assertEnds(1, "go.sum:2 has h1:AAAA", run);
  }

  @Test
  void privateModulesAreNotAskedFor() {
    Run run =
        new Run()
            .with("GOENV", "off")
            .with("GOPROXY", "file://" + proxy)
            .with("GOPRIVATE", "github.com/cespare")
            .with("HOME", directory.resolve("home").toString())
            .start("verify", "--no-discovery", "--checksum-db", "--dry-run", "hello");
    assertEnds(0, "private, not asked for: " + XXHASH, run);
    assertFalse(run.out().contains("lookup/github.com/cespare"), run.out());
    assertTrue(run.out().contains("lookup/github.com/mitchellh/go-wordwrap@v1.0.1"), run.out());
  }

  @Test
  void requestsAreListedForProgramsToo() throws Exception {
    JsonNode plan = json(verify("--checksum-db", "--dry-run", "--output", "json"));
    assertEquals(4, plan.get("requests").size());
    assertTrue(plan.at("/requests/0").asText().endsWith("/supported"));
    assertEquals(0, plan.get("private").size());
    assertFalse(Files.exists(directory.resolve("home/.cache/gotrust")));
  }

  @Test
  void proofsAreShownStepByStep() throws Exception {
    Run run = run("modules", "prove", "--checksum-db", XXHASH);
    assertEnds(0, "PROVEN", run);
    for (String words : List.of("  leaf    ", "    left  ", "    right ", "  root    ")) {
      assertTrue(run.out().contains(words), words);
    }
    JsonNode proof = json(run("modules", "prove", "--checksum-db", "--output", "json", "hello"));
    assertEquals("PROVEN", proof.get("state").asText());
    assertEquals(2, proof.get("modules").size());
    JsonNode record = proof.at("/modules/0/record");
    assertEquals(proof.at("/modules/0/declared"), record.get("h1"));
    JsonNode steps = record.get("steps");
    assertEquals(proof.at("/head/root"), steps.get(steps.size() - 1).get("node"));
  }

  @Test
  void whatIsNotProvenHasItsCode() throws Exception {
    assertEnds(
        3, "unknown to the database", run("modules", "prove", "--checksum-db", "a.b/c@v1.0.0"));
    String name = "example.com/\u001b[31mred@v1.0.0";
    Run hostile = run("modules", "prove", "--checksum-db", name);
    assertEnds(3, "not asked for", hostile);
    assertFalse(hostile.out().contains("\u001b"));
    assertEnds(4, "no such file", run("modules", "prove", "--checksum-db", "nothing"));
    assertEnds(2, "--checksum-db asks it", run("modules", "prove", XXHASH));
    Run away = run("modules", "prove", "--checksum-db", "--offline", XXHASH);
    assertEnds(5, "could not be reached", away);
  }

  @Test
  void aPackIsMadeOfWhatWasAskedAndProvesTheSame() throws Exception {
    Path made = directory.resolve("made.pack");
    Run run = run("modules", "pack", "hello", "-o", made.toString());
    assertEnds(0, "3 of 3 modules proven", run);
    byte[] first = Files.readAllBytes(made);
    assertEnds(0, "3 of 3 modules proven", run("modules", "pack", "hello", "-o", made.toString()));
    assertArrayEquals(first, Files.readAllBytes(made), "what was kept makes the same pack");
    String[] options = {"--offline", "--output", "json", "--checksum-db-pack"};
    JsonNode again = json(verify(options[0], options[1], options[2], options[3], made.toString()));
    JsonNode link = json(verify(options[0], options[1], options[2], options[3], pack.toString()));
    assertEquals(link.get("proven"), again.get("proven"));
    assertEquals(link.at("/links/7/state"), again.at("/links/7/state"));
    Path other = Files.writeString(directory.resolve("notes.txt"), "mine");
    assertEnds(2, "no pack", run("modules", "pack", "hello", "-o", other.toString()));
    assertEquals("mine", Files.readString(other));
    assertEnds(4, "no pack is written", run("modules", "pack", other.toString(), "-o", "x.pack"));
    assertEnds(2, "-o PACK", run("modules", "pack", "hello"));
  }

  @Test
  void whatAPackLacksIsNamed() throws Exception {
    Path other = directory.resolve("other.pack");
    Run run = run("modules", "prove", "--checksum-db-pack", pack.toString(), "a.b/c@v1.0.0");
    assertEnds(5, "lookup/a.b/c@v1.0.0", run);
    Files.writeString(other, "no zip");
    assertEnds(2, "--checksum-db-pack", verify("--checksum-db-pack", other.toString()));
  }

  @Test
  void aGoRootWithoutAZipCantBeTold() throws Exception {
    Path root = Files.createDirectories(directory.resolve("go"));
    Files.createDirectories(root.resolve("pkg/tool/linux_amd64"));
    Files.writeString(root.resolve("VERSION"), "go1.26.8\ntime now\n");
    String cache = Files.createDirectories(directory.resolve("mod")).toString();
    Run run = run("toolchain", "verify", "--module-cache", cache, root.toString());
    assertEnds(3, "there is no zip of golang.org/toolchain@v0.0.1-go1.26.8.linux-amd64", run);
    JsonNode report =
        json(
            run(
                "toolchain",
                "verify",
                "--checksum-db",
                "--offline",
                "--output",
                "json",
                "--module-cache",
                cache,
                root.toString()));
    assertEquals("UNDECIDED", report.get("state").asText());
    assertEnds(3, "can't be told", verify("--module-cache", cache, "--goroot", root.toString()));
    Files.delete(root.resolve("VERSION"));
    assertEnds(2, "no such file", run("toolchain", "verify", root.toString()));
    assertEnds(2, "no such directory", run("toolchain", "verify", root + "/none"));
  }

  @Test
  void optionsThatExcludeEachOther() {
    assertEnds(2, "give one of them", verify("--checksum-db", "--checksum-db-pack", "p"));
    assertEnds(2, "give that too", verify("--dry-run"));
    assertEnds(2, "leave one out", verify("--checksum-db", "--dry-run", "--goroot", "."));
    assertEnds(2, "give that too", verify("--cache-dir", "c"));
    assertEnds(2, "no such directory", verify("--module-cache", "nowhere"));
    assertEnds(2, "no such directory", verify("--source", "nowhere"));
    Run off =
        new Run()
            .with("GOENV", "off")
            .with("GOSUMDB", "off")
            .with("HOME", directory.toString())
            .start("verify", "--checksum-db", "hello");
    assertEnds(2, "GOSUMDB is off", off);
  }

  @Test
  void commandsThatAreMisspelt() {
    assertEnds(2, "did you mean prove?", run("modules", "prov"));
    assertEnds(2, "only verify", run("toolchain", "check"));
    assertEnds(0, "Usage: gotrust modules COMMAND", run("help", "modules"));
    assertEnds(0, "Usage: gotrust toolchain COMMAND", run("help", "toolchain"));
  }
}
