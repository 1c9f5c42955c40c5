package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a run tells of itself where it is asked to, and that it tells nothing elsewhere. */
final class VerboseTest {
  @BeforeEach
  void prepare() throws Exception {
    Sandbox.clean();
    Sandbox.prepare("fixture hello hello");
    Sandbox.prepare("companion go.sum hello go.sum");
    Sandbox.prepare("companion go.mod hello go.mod");
  }

  @Test
  void filesPhasesAndMaterialsAreTold() {
    Run quiet = Run.of("verify", "hello");
    for (String option : new String[] {"-v", "--verbose"}) {
      Run run = Run.of("verify", option, "hello");
      assertEquals(quiet.out(), run.out());
      assertEquals(quiet.code(), run.code());
      assertTrue(run.err().contains("gotrust.files: hello: begun at 0 ms\n"), run.err());
      assertTrue(run.err().contains("gotrust.phases: hello: signatures, at 0 ms\n"), run.err());
      assertTrue(run.err().contains("gotrust.files: found go.sum: "), run.err());
      assertTrue(run.err().lines().allMatch(l -> l.startsWith("gotrust.")), run.err());
    }
    assertEquals("", quiet.err());
  }

  /**
   * Whoever is asked, no password of an address is told, nor what a name would do to a terminal.
   */
  @Test
  void secretsAndControlCharactersAreNot() throws Exception {
    Files.copy(Path.of("hello"), Path.of("odd\u001b[2Jname"));
    Run run = new Run().with("GOPROXY", "http://user:secret@127.0.0.1:1/?token=hidden");
    run.with("GOSUMDB", "sum.golang.org").with("GONOSUMDB", "").with("HOME", "home");
    run.with("XDG_CACHE_HOME", Path.of("cache").toAbsolutePath().toString());
    run.start("verify", "-v", "--checksum-db", "--no-discovery", "odd\u001b[2Jname");
    assertTrue(run.err().contains("gotrust."), run.err());
    assertFalse(run.err().contains("secret"), run.err());
    assertFalse(run.err().contains("hidden"), run.err());
    assertFalse(run.err().contains("\u001b"), run.err());
  }

  @Test
  void librariesAreHeardInAVerboseRunAlone() {
    LoggerFactory.getLogger("org.example").error("into the void");
    Run run = Run.of("inspect", "hello");
    assertEquals("", run.err());
    Terminal terminal = new Terminal(Surroundings.ofProcess());
    LogProvider.to(terminal);
    assertTrue(LoggerFactory.getLogger("org.example").isWarnEnabled());
    assertFalse(LoggerFactory.getLogger("org.example").isInfoEnabled());
    assertTrue(LoggerFactory.getLogger("gotrust.files").isDebugEnabled());
    LogProvider.to(null);
    assertFalse(LoggerFactory.getLogger("org.example").isErrorEnabled());
    terminal.close();
  }

  @Test
  void aFileMayBeCalledLikeTheOption() throws Exception {
    Files.copy(Path.of("hello"), Path.of("-v"));
    Run run = Run.of("inspect", "--", "-v");
    assertEquals(0, run.code(), run.err());
    assertEquals("", run.err());
  }
}
