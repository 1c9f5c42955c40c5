package dev.gotrust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.Verdict;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.material.Material;
import dev.gotrust.material.StateAccess;
import dev.gotrust.policy.Policy;
import dev.gotrust.report.TrustReport;
import dev.gotrust.rollback.Acceptance;
import dev.gotrust.rollback.Entry;
import dev.gotrust.rollback.Entry.Kind;
import dev.gotrust.rollback.StateFile;
import dev.gotrust.rollback.StateReading.Intact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real program of v1.2.3, held against logs and written to them. */
final class RollbackLinkTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-31T12:00:00.5Z"));

  @TempDir Path directory;
  private Path app;
  private StateFile state;
  private Bytes kept;

  @BeforeEach
  void begin() throws IOException {
    app = Fixtures.writeTo(directory, "pe-amd64-go1.26");
    state = new StateFile(directory.resolve("state"), List.of(), null);
    state.init(CLOCK.instant());
  }

  private TrustReport judge(Path file, String allowed, Policy policy) throws Exception {
    StateAccess access = new StateAccess(state, "default", allowed, kept, CLOCK);
    Judgement judged =
        GoTrust.verify(VerificationRequest.of(file).policy(policy).state(access).build());
    return assertInstanceOf(Judgement.Judged.class, judged).report();
  }

  private TrustReport judge(String allowed) throws Exception {
    return judge(app, allowed, Policy.basic());
  }

  private static Link link(TrustReport report) {
    Link link = report.chain().link(LinkId.ROLLBACK);
    assertNotNull(link);
    return link;
  }

  private static void holds(State state, Verdict verdict, TrustReport report) {
    assertEquals(state + " " + verdict, link(report).state() + " " + report.outcome().verdict());
  }

  private List<Entry> entries() {
    return assertInstanceOf(Intact.class, state.read()).entries();
  }

  /** Writes down that another version of the program was accepted. */
  private void accepted(String version) throws Exception {
    judge(null);
    Acceptance now = entries().get(1).program();
    Files.delete(directory.resolve("state"));
    Files.delete(directory.resolve("state.head"));
    state.init(CLOCK.instant());
    Acceptance other =
        new Acceptance(
            now.channel(),
            now.module(),
            now.path(),
            now.platform(),
            now.variant(),
            version,
            now.commitTime(),
            null,
            entries().get(0).hash());
    state.run(
        (reading, appender) -> {
          try {
            appender.append(CLOCK.instant(), other, null);
          } catch (IOException failed) {
            throw new IllegalStateException(failed);
          }
        });
  }

  @Test
  void withoutALogNothingIsRemembered() throws Exception {
    Judgement judged = GoTrust.verify(VerificationRequest.of(app).build());
    TrustReport report = assertInstanceOf(Judgement.Judged.class, judged).report();
    assertNull(report.chain().link(LinkId.ROLLBACK));
  }

  @Test
  void whatPassesIsWrittenDownOnce() throws Exception {
    TrustReport first = judge(null);
    holds(State.PROVEN, Verdict.PASS, first);
    assertTrue(link(first).remark().contains("nothing of this program"), link(first).remark());
    assertFalse(first.outcome().outsideRoot(), "nobody vouches for it");
    Evidence recorded = link(first).evidence().get(0);
    Entry entry = entries().get(1);
    assertEquals(entry.hash().hex(), recorded.actual());
    assertEquals("v1.2.3", entry.program().version());
    assertEquals("windows/amd64", entry.program().platform());
    assertEquals("example.com/tiny", entry.program().module());
    assertEquals(Instant.parse("2026-01-02T03:04:05Z"), entry.program().commitTime());
    assertEquals(Instant.parse("2026-01-31T12:00:00Z"), entry.time());

    TrustReport second = judge(null);
    holds(State.PROVEN, Verdict.PASS, second);
    assertTrue(link(second).reason().contains("line 2"), link(second).reason());
    assertEquals(2, entries().size());
    Material material = second.materials().get(second.materials().size() - 1);
    assertEquals(StateAccess.KIND, material.kind());
    assertEquals(
        assertInstanceOf(Intact.class, state.read()).sha256(), material.sha256(), "the whole log");
  }

  @Test
  void whatIsOlderIsContradictedAndNotWritten() throws Exception {
    accepted("v1.2.4");
    TrustReport report = judge(null);
    holds(State.CONTRADICTED, Verdict.FAIL, report);
    assertTrue(
        link(report).reason().contains("v1.2.3 is older than v1.2.4"), link(report).reason());
    assertEquals(2, entries().size());
  }

  @Test
  void oneVersionHasOneFile() throws Exception {
    accepted("v1.2.3");
    TrustReport report = judge(null);
    holds(State.CONTRADICTED, Verdict.FAIL, report);
    assertTrue(link(report).reason().contains("other bytes"), link(report).reason());
  }

  @Test
  void whatIsNewerIsWritten() throws Exception {
    accepted("v1.2.2");
    holds(State.PROVEN, Verdict.PASS, judge(null));
    assertEquals(3, entries().size());
  }

  @Test
  void anAllowedRollbackIsWrittenWithItsReason() throws Exception {
    accepted("v1.2.4");
    TrustReport report = judge("v1.2.4 crashes");
    holds(State.UNDECIDED, Verdict.PASS, report);
    assertTrue(link(report).reason().endsWith("allowed: v1.2.4 crashes"), link(report).reason());
    Entry entry = entries().get(2);
    assertEquals(Kind.ROLLBACK + " v1.2.4 crashes", entry.kind() + " " + entry.reason());
    holds(State.PROVEN, Verdict.PASS, judge(null));
  }

  @Test
  void anAllowanceThatIsNotNeededIsNotWritten() throws Exception {
    holds(State.PROVEN, Verdict.PASS, judge("just in case"));
    assertEquals(Kind.ACCEPTED, entries().get(1).kind());
  }

  @Test
  void anAllowedRollbackDoesNotMeetARequirement() throws Exception {
    accepted("v1.2.4");
    Policy policy = Policy.builder().require(LinkId.ROLLBACK).build();
    holds(State.UNDECIDED, Verdict.INCOMPLETE, judge(app, "because", policy));
    assertEquals(2, entries().size());
  }

  @Test
  void whatDoesNotPassForAnotherReasonIsNotWritten() throws Exception {
    Policy policy = Policy.builder().require(LinkId.SIGNATURE).build();
    holds(State.PROVEN, Verdict.INCOMPLETE, judge(app, null, policy));
    assertEquals(1, entries().size());
  }

  @Test
  void aLostLogIsNoPass() throws Exception {
    Files.delete(directory.resolve("state"));
    Files.delete(directory.resolve("state.head"));
    for (String allowed : new String[] {null, "whatever"}) {
      holds(State.UNDECIDED, Verdict.INCOMPLETE, judge(allowed));
    }
    assertFalse(Files.exists(directory.resolve("state")));
  }

  @Test
  void aLogWithoutTheLineThatWasKeptIsNoPass() throws Exception {
    byte[] before = Files.readAllBytes(directory.resolve("state"));
    byte[] head = Files.readAllBytes(directory.resolve("state.head"));
    judge(null);
    kept = entries().get(1).hash();
    holds(State.PROVEN, Verdict.PASS, judge(null));
    Files.write(directory.resolve("state"), before);
    Files.write(directory.resolve("state.head"), head);
    TrustReport report = judge("whatever");
    holds(State.UNDECIDED, Verdict.INCOMPLETE, report);
    assertTrue(link(report).reason().contains("that you kept"), link(report).reason());
    assertEquals(1, entries().size());
  }

  @Test
  void aBrokenLogIsNoPass() throws Exception {
    judge(null);
    Path file = directory.resolve("state");
    Files.writeString(file, Files.readString(file).replace("v1.2.3", "v1.2.1"));
    TrustReport report = judge("whatever");
    holds(State.UNDECIDED, Verdict.INCOMPLETE, report);
    assertTrue(link(report).reason().contains("line 2"), link(report).reason());
  }

  @Test
  void whatCannotBeWrittenDownIsNoPass() throws Exception {
    // What stands in the way of the next head keeps any user from writing it, root too.
    Path blocked = directory.resolve("state.head.tmp");
    Files.createDirectory(blocked);
    Files.createFile(blocked.resolve("file"));
    TrustReport report = judge(null);
    holds(State.UNDECIDED, Verdict.INCOMPLETE, report);
    assertTrue(link(report).reason().contains("written down"), link(report).reason());
    assertEquals(1, entries().size());
  }

  @Test
  void aProgramWithoutAModuleIsUndecided() throws Exception {
    Path old = Fixtures.writeTo(directory, "elf-amd64-go1.9");
    TrustReport report = judge(old, "whatever", Policy.basic());
    assertEquals(State.UNDECIDED, link(report).state());
    assertEquals(1, entries().size());
  }

  @Test
  void ofManyThreadsWithOnePresentOneWrites() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  holds(State.PROVEN, Verdict.PASS, judge(null));
                } catch (Exception failed) {
                  throw new IllegalStateException(failed);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(2, entries().size());
  }
}
