package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Releases that carry their programs in archives, and are signed through a list of checksums. */
final class ReleaseTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ARCHIVE = "app_1.0_linux_amd64.tar.gz";
  private static final String LIST = "checksums.txt";

  private Release release;

  @BeforeEach
  void prepare() throws Exception {
    Sandbox.clean();
    Sandbox.prepare("fixture hello hello");
    Sandbox.prepare("fixture patched elf-amd64-go1.18-patched");
    Sandbox.prepare("fixture foreign c-program");
    Sandbox.prepare("text README read me");
    release = Release.create();
    Release.tarGz(ARCHIVE, "README", "bin/app=hello");
    Release.zip("app_1.0_windows.zip", "README", "hello");
    Release.list(LIST, "app_1.0_windows.zip", ARCHIVE, "README");
    release.sign(LIST);
    release.bundle(LIST);
  }

  /** Runs with the list, its signature and the key. */
  private static Run signed(String command, String... more) {
    List<String> words = new ArrayList<>(List.of(command, "--key", "key.pub"));
    words.addAll(List.of("--checksums", LIST, "--signature", LIST + ".sig"));
    words.addAll(List.of(more));
    return Run.of(words.toArray(new String[0]));
  }

  private static String flat(String text) {
    return text.replaceAll("\\s+", " ");
  }

  private static JsonNode signature(JsonNode report) {
    for (JsonNode link : report.path("links")) {
      if (link.path("id").asText().equals("signature")) {
        return link;
      }
    }
    throw new AssertionError("no link");
  }

  @Test
  void listCoversArchiveAndArchiveCoversProgram() throws Exception {
    Run run = signed("verify", ARCHIVE);
    assertEquals(0, run.code(), run.out() + run.err());
    String text = flat(run.out());
    assertTrue(text.startsWith(ARCHIVE + ": bin/app sha256"), text);
    assertTrue(text.contains("PROVEN signature"), text);
    assertTrue(text.contains("through checksums.txt, line 2: " + ARCHIVE + " and bin/app"), text);
    for (String archive : new String[] {ARCHIVE, "app_1.0_windows.zip"}) {
      Run bundle =
          Run.of(
              "verify",
              "--key",
              "key.pub",
              "--checksums",
              LIST,
              "--bundle",
              LIST + ".sigstore.json",
              archive);
      assertEquals(0, bundle.code(), bundle.out() + bundle.err());
    }
  }

  @Test
  void theReportHoldsEveryDigestOfTheWay() throws Exception {
    JsonNode report = JSON.readTree(signed("verify", "--output", "json", ARCHIVE).out());
    assertEquals("PASS", report.path("verdict").asText());
    assertEquals(ARCHIVE + ": bin/app", report.path("artifact").path("file").asText());
    JsonNode link = signature(report);
    assertEquals("PROVEN", link.path("state").asText());
    List<String> digests = new ArrayList<>();
    for (JsonNode evidence : link.path("evidence")) {
      digests.add(evidence.path("actual").asText());
    }
    assertEquals(
        List.of(
            "sha256:" + Release.sha256(LIST),
            "sha256:" + Release.sha256(ARCHIVE),
            "sha256:" + Release.sha256("hello")),
        digests.subList(0, 3));
    assertEquals(LIST, report.path("materials").path(0).path("location").asText());
  }

  @Test
  void aChangedArchiveIsAnotherOne() throws Exception {
    // The name of the system in the header of gzip: what is inside stays as it is.
    Release.change(ARCHIVE, 9);
    Run run = signed("verify", ARCHIVE);
    assertEquals(1, run.code(), run.out());
    assertTrue(flat(run.out()).contains("its line 2 is of another " + ARCHIVE), run.out());
    Release.change(ARCHIVE, -1);
    Run broken = signed("verify", ARCHIVE);
    assertEquals(4, broken.code(), broken.out());
    assertTrue(broken.err().contains("gzip has another checksum or length"), broken.err());
  }

  @Test
  void aChangedListIsNotTheSignedOne() throws Exception {
    String list = Files.readString(Path.of(LIST));
    Files.writeString(Path.of(LIST), list.replace("README", "README.md"));
    for (String[] given :
        new String[][] {{"--signature", LIST + ".sig"}, {"--bundle", LIST + ".sigstore.json"}}) {
      Run run =
          Run.of("verify", "--key", "key.pub", "--checksums", LIST, given[0], given[1], ARCHIVE);
      assertEquals(1, run.code(), run.out());
      assertTrue(flat(run.out()).contains("CONTRADICTED signature"), run.out());
    }
    Files.writeString(Path.of(LIST), list.replace(Release.sha256("README"), "0".repeat(64)));
    assertEquals(1, signed("verify", ARCHIVE).code());
  }

  @Test
  void aListWithoutTheFileContradicts() throws Exception {
    Release.tarGz("other.tar.gz", "hello");
    Run run = signed("verify", "other.tar.gz");
    assertEquals(1, run.code(), run.out());
    assertTrue(flat(run.out()).contains("it does not list the file"), run.out());
  }

  /** Whoever gives one file of a release the name of another is told. */
  @Test
  void aFileUnderTheNameOfAnotherLineContradicts() throws Exception {
    Path directory = Files.createDirectory(Path.of("swapped"));
    Path other = directory.resolve(ARCHIVE);
    Files.copy(Path.of("app_1.0_windows.zip"), other);
    for (String command : new String[] {"verify", "verify-blob"}) {
      Run run = signed(command, other.toString());
      assertEquals(1, run.code(), run.out());
      assertTrue(flat(run.out()).contains("its line 2 is of another " + ARCHIVE), run.out());
    }
    Path renamed = directory.resolve("latest.tar.gz");
    Files.copy(Path.of(ARCHIVE), renamed);
    assertEquals(0, signed("verify", renamed.toString()).code());
  }

  @Test
  void oneDigestUnderTwoNamesIsOfBoth() throws Exception {
    Files.copy(Path.of(ARCHIVE), Path.of("latest.tar.gz"));
    Release.list(LIST, "latest.tar.gz", ARCHIVE);
    release.sign(LIST);
    Run run = signed("verify", ARCHIVE);
    assertEquals(0, run.code(), run.out());
    assertTrue(flat(run.out()).contains("line 2: " + ARCHIVE), run.out());
  }

  @Test
  void digestsOfAllFunctionsOfOneNameMustFit() throws Exception {
    String line = "0".repeat(128) + "  " + ARCHIVE + '\n';
    Files.writeString(Path.of(LIST), Files.readString(Path.of(LIST)) + line);
    release.sign(LIST);
    Run run = signed("verify", ARCHIVE);
    assertEquals(1, run.code(), run.out());
    assertTrue(flat(run.out()).contains("its line 4 is of another " + ARCHIVE), run.out());
    assertEquals(0, signed("verify-blob", "README").code());
  }

  @Test
  void theProgramItselfMayStandInTheList() throws Exception {
    Release.list(LIST, "hello");
    release.sign(LIST);
    for (String file : new String[] {"hello", ARCHIVE}) {
      Run run = signed("verify", file);
      assertEquals(0, run.code(), run.out() + run.err());
      assertTrue(flat(run.out()).contains("through checksums.txt, line 1: hello"), run.out());
    }
  }

  @Test
  void theArchiveMayBeSignedWithoutAList() throws Exception {
    release.sign(ARCHIVE);
    Run run = Run.of("verify", "--key", "key.pub", ARCHIVE);
    assertEquals(0, run.code(), run.out() + run.err());
    assertTrue(flat(run.out()).contains("through bin/app"), run.out());
    JsonNode report =
        JSON.readTree(Run.of("verify", "--key", "key.pub", "--output", "json", ARCHIVE).out());
    JsonNode first = signature(report).path("evidence").path(0);
    assertEquals("sha256:" + Release.sha256(ARCHIVE), first.path("actual").asText());
  }

  @Test
  void signaturesAreFoundBesideTheList() throws Exception {
    String[] line = {"verify", "--checksums", LIST, "--key", "key.pub", ARCHIVE};
    Run run = Run.of(line);
    assertEquals(0, run.code(), run.out() + run.err());
    assertTrue(flat(run.out()).contains("2 signatures were given or found"), run.out());
    Files.delete(Path.of(LIST + ".sigstore.json"));
    assertEquals(0, Run.of(line).code());
    Run nobody = Run.of("verify", "--checksums", LIST, ARCHIVE);
    assertEquals(3, nobody.code(), nobody.out());
    assertTrue(flat(nobody.out()).contains("signed, no signer chosen"), nobody.out());
    Files.delete(Path.of(LIST + ".sig"));
    assertEquals(3, Run.of(line).code());
  }

  @Test
  void aListThatNobodySignedIsNotEnough() throws Exception {
    Run run = Run.of("verify", "--no-discovery", "--checksums", LIST, ARCHIVE);
    assertEquals(3, run.code(), run.out());
    assertTrue(flat(run.out()).contains("proves nothing unless it is signed"), run.out());
    Run blob = Run.of("verify-blob", "--checksums", LIST, "README");
    assertEquals(2, blob.code(), blob.out());
  }

  @Test
  void anyFileIsVerifiedThroughAList() throws Exception {
    Run run = signed("verify-blob", "README");
    assertEquals(0, run.code(), run.out() + run.err());
    assertTrue(flat(run.out()).contains("through checksums.txt, line 3: README"), run.out());
    JsonNode report = JSON.readTree(signed("verify-blob", "--output", "json", "README").out());
    assertEquals("PROVEN", report.path("state").asText());
    assertEquals(
        0, signed("verify-blob", "sha256:" + Release.sha256("README")).code(), "a digest alone");
    Files.writeString(Path.of("README"), "another");
    assertEquals(1, signed("verify-blob", "README").code());
  }

  @Test
  void aMalformedListIsAnErrorOfConfiguration() throws Exception {
    Files.writeString(Path.of(LIST), "hello\u001b[2J\n");
    Run run = signed("verify", ARCHIVE);
    assertEquals(2, run.code(), run.out());
    assertTrue(run.err().contains(LIST + ", line 1"), run.err());
    assertFalse(run.err().contains("\u001b"), run.err());
  }

  @Test
  void eachProgramOfAnArchiveIsJudged() throws Exception {
    Release.tarGz("two.tar.gz", "hello", "foreign", "patched");
    Run run = Run.of("verify", "two.tar.gz");
    assertEquals(1, run.code(), run.out());
    assertTrue(run.out().startsWith("two.tar.gz: hello\n"), run.out());
    assertTrue(run.out().contains("\ntwo.tar.gz: patched\n"), run.out());
    assertFalse(run.out().contains("foreign"), run.out());
    Run json = Run.of("verify", "--output", "json", "two.tar.gz");
    List<String> verdicts = new ArrayList<>();
    for (String line : json.out().lines().toList()) {
      verdicts.add(JSON.readTree(line).path("verdict").asText());
    }
    assertEquals(List.of("PASS", "FAIL"), verdicts);
  }

  @Test
  void anArchiveWithoutAProgramIsNotAnalysable() throws Exception {
    Release.tarGz("none.tar.gz", "README", "foreign");
    Run run = Run.of("verify", "none.tar.gz");
    assertEquals(4, run.code());
    assertEquals("gotrust: none.tar.gz: the archive holds no Go program\n", run.err());
    Run json = Run.of("verify", "--output", "json", "none.tar.gz");
    assertEquals("not-go", JSON.readTree(json.out()).path("error").path("kind").asText());
  }

  @Test
  void anArchiveThatIsRefusedSaysWhy() throws Exception {
    Release.tarGz("twice.tar.gz", "hello", "./hello=hello");
    JsonNode twice = JSON.readTree(Run.of("verify", "--output", "json", "twice.tar.gz").out());
    assertEquals("malformed", twice.path("error").path("kind").asText());
    Release.header("large.tar", "hello", (1L << 32) + 1);
    JsonNode large = JSON.readTree(Run.of("verify", "--output", "json", "large.tar").out());
    assertEquals("too-large", large.path("error").path("kind").asText());
  }

  @Test
  void severalArchivesAreJudgedInTheirOrder() throws Exception {
    Run run = Run.of("verify", "app_1.0_windows.zip", ARCHIVE, "hello");
    assertEquals(0, run.code(), run.out() + run.err());
    int zip = run.out().indexOf("app_1.0_windows.zip: hello\n");
    int tar = run.out().indexOf(ARCHIVE + ": bin/app\n");
    assertTrue(zip >= 0 && zip < tar && tar < run.out().indexOf("\nhello\n"), run.out());
  }

  @Test
  void aWalkPassesOverArchives() throws Exception {
    Files.createDirectory(Path.of("dist"));
    Files.move(Path.of(ARCHIVE), Path.of("dist", ARCHIVE));
    Files.copy(Path.of("hello"), Path.of("dist/hello"));
    Run run = Run.of("verify", "dist");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("1 Go program: 1 PASS; 1 file is no Go program"), run.out());
  }

  @Test
  void anArchiveMayComeOnStandardInput() throws Exception {
    byte[] archive = Files.readAllBytes(Path.of(ARCHIVE));
    Run run =
        new Run()
            .from(new ByteArrayInputStream(archive))
            .start(
                "verify",
                "--key",
                "key.pub",
                "--checksums",
                LIST,
                "--signature",
                LIST + ".sig",
                "-");
    assertEquals(0, run.code(), run.out() + run.err());
    assertTrue(run.out().startsWith("-: bin/app\n"), run.out());
  }

  @Test
  void namesReachATerminalEscaped() throws Exception {
    Release.tarGz("evil.tar.gz", "a\u001b[2J\u202eb\nPASS=hello");
    for (String format : new String[] {"text", "json"}) {
      Run run = Run.of("verify", "--output", format, "evil.tar.gz");
      assertEquals(0, run.code(), run.err());
      assertFalse(run.out().contains("\u001b"), run.out());
      assertFalse(run.out().contains("\u202e"), run.out());
      assertFalse(run.out().contains("\nPASS\n"), run.out());
    }
    Release.tarGz("twice.tar.gz", "a\u001b[2J\nx=hello", "a\u001b[2J\nx=hello");
    Run twice = Run.of("verify", "twice.tar.gz");
    assertEquals(4, twice.code());
    assertEquals(1, twice.err().lines().count(), twice.err());
    assertFalse(twice.err().contains("\u001b"), twice.err());
  }

  @Test
  void nothingIsWrittenToDisk() throws Exception {
    Path temporary = Files.createDirectory(Path.of("temporary"));
    Set<Path> before = files();
    Run run = new Run().with("TMPDIR", temporary.toString());
    assertEquals(0, run.start("verify", ARCHIVE, "app_1.0_windows.zip").code());
    assertEquals(before, files());
  }

  private static Set<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(""))) {
      return all.collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
