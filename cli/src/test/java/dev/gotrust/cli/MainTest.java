package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong around a run, and what it leaves behind. */
final class MainTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @BeforeEach
  void prepare() throws Exception {
    Sandbox.clean();
    Sandbox.prepare("fixture hello hello");
    Sandbox.prepare("fixture patched elf-amd64-go1.18-patched");
  }

  @Test
  void aReaderThatGoesAwayEndsTheRunQuietly() {
    Run single = new Run().to(broken("Broken pipe")).start("inspect", "hello");
    assertEquals(0, single.code());
    assertEquals("", single.err());
    Run fail = new Run().to(broken("Broken pipe")).start("verify", "patched");
    assertEquals(1, fail.code());
    Run several = new Run().to(broken("Broken pipe")).start("inspect", "hello", "hello");
    assertEquals(2, several.code(), "not all was judged");
    assertEquals("", several.err());
  }

  @Test
  void aReaderThatGoesAwayDoesNotTouchAFile() throws Exception {
    Run run =
        new Run()
            .to(broken("Broken pipe"))
            .start("inspect", "--output=text", "--output=json=out", "hello", "hello");
    assertEquals(0, run.code());
    assertEquals(2, Files.readAllLines(Path.of("out")).size());
  }

  @Test
  void aDiskThatIsFullIsAnError() {
    Run run = new Run().to(broken("No space left on device")).start("inspect", "hello");
    assertEquals(2, run.code());
    assertEquals("gotrust: can't write standard output: No space left on device\n", run.err());
    Run help = new Run().to(broken("No space left on device")).start("help");
    assertEquals(2, help.code());
    Run failed = new Run().to(broken("No space left on device")).start("verify", "patched");
    assertEquals(1, failed.code(), "the graver counts");
  }

  @Test
  void aBugIsNamedAsOneAndTheOtherFilesAreJudged() {
    Run run = new Run().from(failing(new IllegalStateException("odd\nstate")));
    run.start("inspect", "--output", "json", "-", "hello");
    assertEquals(70, run.code());
    assertEquals(1, run.out().lines().count(), run.out());
    String first = run.err().lines().findFirst().orElseThrow();
    assertTrue(
        first.startsWith(
            "gotrust: -: a bug in gotrust (java.lang.IllegalStateException: odd\\x0astate); please"
                + " report it"),
        first);
    assertFalse(run.err().contains("\tat "), run.err());
  }

  @Test
  void aBugOutsideAnyFileIsNamedToo() {
    OutputStream odd =
        new OutputStream() {
          @Override
          public void write(int value) {
            throw new IllegalStateException("odd");
          }
        };
    Run run = new Run().to(odd).start("help");
    assertEquals(70, run.code());
    assertTrue(run.err().startsWith("gotrust: a bug in gotrust ("), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void theStackIsForThoseWhoAskForIt() {
    Run run = new Run().with("GOTRUST_DEBUG", "1").from(failing(new IllegalStateException("odd")));
    assertTrue(run.start("inspect", "-").err().contains("    at "), run.err());
  }

  @Test
  void tooLittleMemoryIsContained() {
    Run run = new Run().from(failing(new OutOfMemoryError())).start("inspect", "hello", "-");
    assertEquals(70, run.code());
    assertTrue(run.err().contains("gotrust: -: the JVM has too little memory"), run.err());
    assertTrue(run.out().contains("1 Go program; 1 not analysed"), run.out());
  }

  @Test
  void whatGoesToFilesIsWhatGoesToStandardOutput() throws Exception {
    Run both = Run.of("verify", "--no-discovery", "--output=text=t", "--output=json=j", "hello");
    assertEquals("", both.out());
    Run text = Run.of("verify", "--no-discovery", "hello");
    assertEquals(text.out(), Files.readString(Path.of("t")));
    Run json = Run.of("verify", "--no-discovery", "--output", "json", "hello");
    assertEquals(json.out(), Files.readString(Path.of("j")));
  }

  @Test
  void aTextFileHoldsTheComplaintsToo() throws Exception {
    Run run = Run.of("inspect", "--output", "text=t", "missing");
    assertEquals("missing: no such file; check the path\n", Files.readString(Path.of("t")));
    assertEquals("gotrust: missing: no such file; check the path\n", run.err());
  }

  @Test
  void aTextFileHoldsTheSumToo() throws Exception {
    Files.writeString(Path.of("notes"), "text");
    for (String other : new String[] {"json", "text", "json=j"}) {
      Run run = Run.of("inspect", "--all", "--output", other, "--output", "text=t", ".");
      String text = Files.readString(Path.of("t"));
      assertTrue(text.endsWith("\n\n2 Go programs; 1 file is no Go program\n"), text);
      assertTrue(text.lines().allMatch(l -> l.length() <= 80), text);
      assertEquals(other.equals("text"), run.err().isEmpty(), run.err());
    }
  }

  @Test
  void aRunThatCannotJudgeLeavesNoFile() throws Exception {
    Files.writeString(Path.of("bad.sum"), "one two\n");
    Run run = Run.of("verify", "--go-sum", "bad.sum", "--output", "json=out", "hello");
    assertEquals(4, run.code());
    assertTrue(Files.notExists(Path.of("out")));
    try (var all = Files.list(Path.of(""))) {
      assertEquals(3, all.count());
    }
  }

  @Test
  void whatIsFoundIsListedAndDiscoveryCanBeTurnedOff() throws Exception {
    Sandbox.prepare("companion go.sum hello go.sum");
    Sandbox.prepare("companion go.mod hello go.mod");
    JsonNode found = JSON.readTree(Run.of("verify", "--output", "json", "hello").out());
    List<String> kinds = new ArrayList<>();
    for (JsonNode material : found.path("materials")) {
      assertEquals("found", material.path("origin").asText());
      kinds.add(material.path("kind").asText());
    }
    assertEquals(List.of("go.mod", "go.sum"), kinds);
    JsonNode none =
        JSON.readTree(Run.of("verify", "--no-discovery", "--output", "json", "hello").out());
    assertEquals(0, none.path("materials").size());
  }

  @Test
  void severalFilesGiveTheSameAsEachAlone() throws Exception {
    String alone =
        compact(Run.of("inspect", "--output", "json", "hello").out())
            + compact(Run.of("inspect", "--output", "json", "patched").out());
    assertEquals(alone, Run.of("inspect", "--output", "json", "hello", "patched").out());
  }

  private static String compact(String document) throws IOException {
    // Reading and writing keeps every value; what is escaped is ASCII here.
    return JSON.writeValueAsString(JSON.readTree(document)) + '\n';
  }

  private static OutputStream broken(String reason) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        throw new IOException(reason);
      }
    };
  }

  private static InputStream failing(Throwable failure) {
    return new InputStream() {
      @Override
      public int read() {
        if (failure instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) failure;
      }
    };
  }
}
