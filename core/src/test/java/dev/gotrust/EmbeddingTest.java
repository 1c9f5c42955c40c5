package dev.gotrust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.VerificationListener.Phase;
import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.ByteSource;
import dev.gotrust.chain.Verdict;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.material.GoEnvironment;
import dev.gotrust.policy.CertifiedGo;
import dev.gotrust.policy.Policy;
import dev.gotrust.report.JsonLayout;
import dev.gotrust.report.TrustJson;
import dev.gotrust.report.TrustReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program relies on that embeds the library: see {@code specs/embedding.md}. */
final class EmbeddingTest {
  private static final Duration HANG = Duration.ofSeconds(60);
  private static final String NAME = "elf-arm64-go1.20";

  @TempDir Path directory;

  private static byte[] json(VerificationRequest request) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TrustJson.write(out, report(request), JsonLayout.INDENTED);
    return out.toByteArray();
  }

  private static TrustReport report(VerificationRequest request) throws Exception {
    return assertInstanceOf(Judgement.Judged.class, GoTrust.verify(request)).report();
  }

  /** A real program with bytes behind it, so that a second thread is worth its while. */
  private Path large() throws Exception {
    byte[] program = Fixtures.bytes(NAME);
    return Files.write(
        directory.resolve("large"), Arrays.copyOf(program, program.length + 20 * 1024 * 1024));
  }

  private Path program() throws Exception {
    return Files.write(directory.resolve("program"), Fixtures.bytes(NAME));
  }

  @Test
  void oneRequestOnEightThreadsGivesTheSameBytes() throws Exception {
    VerificationRequest request = VerificationRequest.of(program()).discoverFrom(directory).build();
    byte[] expected = json(request);
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<byte[]>> all = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        all.add(pool.submit(() -> json(request)));
      }
      for (Future<byte[]> each : all) {
        assertArrayEquals(expected, each.get());
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void theExecutorDoesNotChangeTheReport() throws Exception {
    Path file = large();
    byte[] alone = json(VerificationRequest.of(file).threads(1).build());
    assertArrayEquals(alone, json(VerificationRequest.of(file).threads(2).build()));
    ExecutorService pool = Executors.newFixedThreadPool(1);
    try {
      assertArrayEquals(alone, json(VerificationRequest.of(file).executor(pool).build()));
      VerificationRequest within = VerificationRequest.of(file).executor(pool).build();
      assertArrayEquals(
          alone, assertTimeoutPreemptively(HANG, () -> pool.submit(() -> json(within)).get()));
    } finally {
      pool.shutdownNow();
    }
    assertArrayEquals(alone, json(VerificationRequest.of(file).executor(pool).build()), "shut");
    assertArrayEquals(alone, json(VerificationRequest.of(file).executor(Runnable::run).build()));
  }

  @Test
  void numbersOfThreadsThatMakeNoSense() throws Exception {
    Path file = directory.resolve("program");
    for (int count : new int[] {Integer.MIN_VALUE, -1, 0, 3, 9}) {
      assertThrows(
          IllegalArgumentException.class, () -> VerificationRequest.of(file).threads(count));
      assertThrows(IllegalArgumentException.class, () -> GoTrust.inspect(file, count));
    }
    ModulesRequest.Builder modules =
        ModulesRequest.of(directory, GoEnvironment.read(Map.of()), directory);
    assertThrows(IllegalArgumentException.class, () -> modules.threads(0));
  }

  @Test
  void aListenerHearsPhasesAndBytes() throws Exception {
    List<Phase> phases = new ArrayList<>();
    AtomicLong most = new AtomicLong();
    VerificationListener listener =
        new VerificationListener() {
          @Override
          public void begins(Phase phase) {
            phases.add(phase);
          }

          @Override
          public void read(long bytes, long size) {
            most.accumulateAndGet(bytes, Math::max);
          }
        };
    Path file = large();
    report(VerificationRequest.of(file).listener(listener).build());
    assertEquals(List.of(Phase.READ, Phase.SIGNATURES, Phase.JUDGE), phases);
    assertTrue(most.get() >= Files.size(file), most + " bytes");
  }

  @Test
  void whatAListenerThrowsComesOut() throws Exception {
    VerificationListener broken =
        new VerificationListener() {
          @Override
          public void read(long bytes, long size) {
            throw new UnsupportedOperationException("of the listener");
          }
        };
    VerificationRequest request = VerificationRequest.of(large()).listener(broken).build();
    assertThrows(UnsupportedOperationException.class, () -> GoTrust.verify(request));
  }

  @Test
  void whatIsCancelledBeforeDoesNotBegin() throws Exception {
    Cancellation cancellation = new Cancellation();
    assertFalse(cancellation.isCancelled());
    cancellation.cancel();
    cancellation.cancel();
    assertTrue(cancellation.isCancelled());
    VerificationRequest request =
        VerificationRequest.of(program()).cancellation(cancellation).build();
    assertThrows(CancellationException.class, () -> GoTrust.verify(request));
    ModulesRequest modules =
        ModulesRequest.of(directory, GoEnvironment.read(Map.of()), directory)
            .cancellation(cancellation)
            .build();
    assertThrows(CancellationException.class, () -> GoTrust.verifyModules(modules));
    assertFalse(Thread.interrupted());
  }

  /** At each of many points of a run, on one thread and on two. */
  @Test
  void whatIsCancelledMeanwhileEnds() throws Exception {
    Path file = large();
    for (int threads = 1; threads <= 2; threads++) {
      for (long after : new long[] {1, 20_000, 1_000_000, 9_000_000, 21_000_000}) {
        Cancellation cancellation = new Cancellation();
        VerificationRequest request =
            VerificationRequest.of(file)
                .threads(threads)
                .cancellation(cancellation)
                .listener(cancelling(cancellation, after))
                .build();
        assertThrows(CancellationException.class, () -> GoTrust.verify(request), "at " + after);
        assertFalse(Thread.interrupted(), "the interrupt was this library's");
      }
    }
  }

  private static VerificationListener cancelling(Cancellation cancellation, long after) {
    return new VerificationListener() {
      @Override
      public void read(long bytes, long size) {
        if (bytes >= after) {
          cancellation.cancel();
        }
      }
    };
  }

  @Test
  void anInterruptEndsAVerificationAndStays() throws Exception {
    for (VerificationRequest request :
        List.of(
            VerificationRequest.of(large()).build(),
            VerificationRequest.of(program()).threads(1).build(),
            VerificationRequest.of(new ArraySource(Fixtures.bytes(NAME)), "bytes").build())) {
      Thread.currentThread().interrupt();
      assertThrows(InterruptedIOException.class, () -> GoTrust.verify(request));
      assertTrue(Thread.interrupted(), "it is the caller's to clear");
    }
  }

  @Test
  void anInterruptWhileAFileIsReadEndsTheVerification() throws Exception {
    Thread verifying = Thread.currentThread();
    VerificationListener interrupting =
        new VerificationListener() {
          @Override
          public void read(long bytes, long size) {
            if (bytes >= 5_000_000) {
              verifying.interrupt();
            }
          }
        };
    for (int threads = 1; threads <= 2; threads++) {
      VerificationRequest request =
          VerificationRequest.of(large()).threads(threads).listener(interrupting).build();
      assertThrows(InterruptedIOException.class, () -> GoTrust.verify(request));
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void aSourceThatThrowsIsARefusalAndNoException() throws Exception {
    ByteSource torn =
        new ByteSource() {
          @Override
          public long size() {
            return 100;
          }

          @Override
          public void read(long offset, byte[] into, int from, int length) throws IOException {
            throw new IOException("torn");
          }

          @Override
          public Page page(long offset) throws IOException {
            throw new IOException("torn");
          }
        };
    Judgement judgement = GoTrust.verify(VerificationRequest.of(torn, "torn").build());
    assertEquals("torn", ((Judgement.Refused) judgement).refusal().message());
  }

  @Test
  void theClockOfTheRequestCounts() throws Exception {
    CertifiedGo list =
        CertifiedGo.parse(
            "list", ">=1.20 <1.21 until 2026-12-31\n".getBytes(StandardCharsets.UTF_8));
    InstantSource before = InstantSource.fixed(Instant.parse("2026-12-31T12:00:00Z"));
    InstantSource after = InstantSource.fixed(Instant.parse("2027-01-02T12:00:00Z"));
    Path file = program();
    Policy policy = Policy.builder().certifiedGo(list, before).build();
    TrustReport early = report(VerificationRequest.of(file).policy(policy).build());
    assertEquals(Verdict.PASS, early.outcome().verdict());
    assertEquals(before.instant(), early.judgedAt());
    TrustReport late = report(VerificationRequest.of(file).policy(policy).clock(after).build());
    assertEquals(Verdict.FAIL, late.outcome().verdict());
    assertEquals(after.instant(), late.judgedAt());
  }
}
