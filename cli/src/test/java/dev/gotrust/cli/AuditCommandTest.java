package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.fixtures.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log from its beginning on, by the command line; times differ from run to run. */
final class AuditCommandTest {
  @TempDir Path directory;
  private Path state;
  private Path app;

  @BeforeEach
  void begin() throws IOException {
    state = directory.resolve("state.jsonl");
    app = Fixtures.writeTo(directory, "pe-amd64-go1.26");
    Run run = Run.of("audit", "init", state.toString());
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().matches("(?s).*\n  begun, line 1\n  head [0-9a-f]{64}\n"), run.out());
  }

  private Run verify(Path file, String... more) {
    String[] line = new String[more.length + 5];
    System.arraycopy(more, 0, line, 4, more.length);
    line[0] = "verify";
    line[1] = "--no-discovery";
    line[2] = "--state";
    line[3] = state.toString();
    line[line.length - 1] = file.toString();
    return Run.of(line);
  }

  @Test
  void aLogIsBegunOnceOnly() {
    Run again = Run.of("audit", "init", state.toString());
    assertEquals(2, again.code());
    assertTrue(again.err().contains("already"), again.err());
  }

  @Test
  void whatPassesIsListed() throws IOException {
    assertEquals(0, verify(app).code());
    assertEquals(0, verify(app, "--channel", "other").code());
    Run list = Run.of("audit", "list", state.toString());
    assertEquals(0, list.code(), list.err());
    assertTrue(list.out().contains("accepted  default  example.com/tiny@v1.2.3"), list.out());
    assertTrue(list.out().contains("accepted  other  example.com/tiny@v1.2.3"), list.out());
    assertEquals(3, Files.readAllLines(state).size());
  }

  @Test
  void aSignedCopyOfTheSameVersionIsAnotherFile() throws IOException {
    Path signed = Fixtures.writeTo(directory, "pe-amd64-go1.26-signed");
    assertEquals(0, verify(app).code());
    Run other = verify(signed, "--accept", "signed");
    assertEquals(1, other.code());
    assertTrue(other.out().contains("CONTRADICTED   rollback"), other.out());
    assertEquals(0, verify(signed, "--accept", "signed", "--channel", "signed").code());
    assertEquals(0, verify(signed, "--accept", "signed", "--allow-rollback", "it is").code());
    assertEquals(4, Files.readAllLines(state).size());
  }

  @Test
  void noReportReplacesTheLog() throws IOException {
    for (String suffix : new String[] {"", ".head", ".lock"}) {
      Run run = verify(app, "--output", "json=" + state + suffix);
      assertEquals(2, run.code(), run.err());
      Run audit = Run.of("audit", "verify", "--output", "json=" + state + suffix, state.toString());
      assertEquals(2, audit.code(), audit.err());
    }
    assertEquals(1, Files.readAllLines(state).size());
  }

  private static Run run(String... line) {
    return new Run().with("COSIGN_PASSWORD", "secret").start(line);
  }

  @Test
  void linesAreSignedByAKey() throws Exception {
    String prefix = directory.resolve("mine").toString();
    assertEquals(0, run("generate-key-pair", "--output-key-prefix", prefix).code());
    String log = directory.resolve("signed.jsonl").toString();
    assertEquals(0, run("audit", "init", "--key", prefix + ".key", log).code());

    Run keyless = run("verify", "--no-discovery", "--state", log, app.toString());
    assertEquals(3, keyless.code(), keyless.err());
    assertTrue(keyless.out().contains("lines are signed"), keyless.out());

    String[] keyed = {
      "verify", "--no-discovery", "--state", log, "--state-key", prefix + ".key", app.toString()
    };
    Run first = run(keyed);
    assertEquals(0, first.code(), first.out() + first.err());
    assertEquals(0, run(keyed).code());
    assertEquals(2, Files.readAllLines(Path.of(log)).size());
    assertEquals(0, run("audit", "verify", "--key", prefix + ".pub", log).code());

    Path other = directory.resolve("other.pub");
    TestSigner.key(other, 0);
    Run byOther = run("audit", "verify", "--key", other.toString(), log);
    assertEquals(1, byOther.code());
    assertTrue(byOther.out().contains("unsigned"), byOther.out());
  }

  @Test
  void whatIsAttestedIsWrittenDownInASignedLog() throws Exception {
    String prefix = directory.resolve("mine").toString();
    assertEquals(0, run("generate-key-pair", "--output-key-prefix", prefix).code());
    String log = directory.resolve("signed.jsonl").toString();
    assertEquals(0, run("audit", "init", "--key", prefix + ".key", log).code());
    Run attested =
        run(
            "attest",
            "--type",
            "vsa",
            "--no-discovery",
            "--key",
            prefix + ".key",
            "--state",
            log,
            "--state-key",
            prefix + ".key",
            app.toString());
    assertEquals(0, attested.code(), attested.out() + attested.err());
    Run audit = run("audit", "verify", "--key", prefix + ".pub", log);
    assertEquals(0, audit.code(), audit.out());
    assertTrue(audit.out().contains("lines     2"), audit.out());
  }

  @Test
  void aLineThatWasKeptElsewhereMustBeThere() throws IOException {
    String begun = Files.readString(state);
    String begunHead = Files.readString(directory.resolve("state.jsonl.head"));
    assertEquals(0, verify(app).code());
    Run audit = Run.of("audit", "verify", state.toString());
    String head = audit.out().replaceAll("(?s).*head +([0-9a-f]{64}).*", "$1");
    assertEquals(0, verify(app, "--state-head", head).code());
    Files.writeString(state, begun);
    Files.writeString(directory.resolve("state.jsonl.head"), begunHead);
    Run cut = verify(app, "--state-head", head);
    assertEquals(3, cut.code(), cut.err());
    assertTrue(cut.out().contains("it was cut, or is another file"), cut.out());
    assertEquals(2, verify(app, "--state-head", "12").code());
  }

  @Test
  void aLogThatGrewSinceAReportIsTheSame() throws IOException {
    Path report = directory.resolve("report.json");
    assertEquals(0, verify(app, "--output", "json=" + report).code());
    assertEquals(0, verify(app, "--channel", "other").code());
    Run check = Run.of("report", "check", "--no-discovery", report.toString());
    assertTrue(check.out().contains("same        state "), check.out());
    Files.writeString(state, Files.readString(state).replace("\"line\":1", "\"line\": 1"));
    Run edited = Run.of("report", "check", "--no-discovery", report.toString());
    assertTrue(edited.out().contains("different   state "), edited.out());
  }

  @Test
  void aKeyIsAboutALog() {
    Run run = Run.of("verify", "--state-key", "none.key", app.toString());
    assertEquals(2, run.code());
    assertTrue(run.err().contains("--state-key is about --state"), run.err());
  }

  @Test
  void unsignedLinesAreNotSignedByAKey() throws Exception {
    Path key = directory.resolve("key.pub");
    TestSigner.key(key, 0);
    Run run = Run.of("audit", "verify", "--key", key.toString(), state.toString());
    assertEquals(1, run.code(), run.err());
    assertTrue(run.out().contains("BROKEN (unsigned)"), run.out());
  }
}
