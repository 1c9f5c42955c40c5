package dev.gotrust;

import static dev.gotrust.TestFacts.H1_A;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gotrust.bytes.Limits;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.material.Discovery;
import dev.gotrust.report.TrustReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The largest go.sum beside every file, eight workers, all reports kept, and a heap of 128 MiB. */
@Tag("hostile")
final class HostileMaterialsTest {
  private static final int FILES = 32;
  private static final int WORKERS = 8;

  @TempDir Path directory;
  private final List<Path> artifacts = new ArrayList<>();

  private void write(Path place) throws Exception {
    artifacts.add(Fixtures.writeTo(Files.createDirectories(place), "hello"));
    Files.writeString(place.resolve("go.mod"), "module example.com/hello\n");
    StringBuilder sum = new StringBuilder(Fixtures.companion("hello", "go.sum").orElseThrow());
    for (int i = 100_000; i < 100_000 + Limits.GO_SUM_LINES - 10; i++) {
      sum.append("example.com/many/").append(i).append(" v1.0.0 ").append(H1_A).append('\n');
    }
    Files.writeString(place.resolve("go.sum"), sum);
  }

  @Test
  void largeFoundFilesFitTheHeap() throws Exception {
    for (int i = 0; i < FILES; i++) {
      write(directory.resolve("place" + i));
    }
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    List<Future<Judgement>> judged = new ArrayList<>();
    Discovery discovery = Discovery.from(directory);
    for (Path artifact : artifacts) {
      VerificationRequest request =
          VerificationRequest.of(artifact).discovery(discovery).threads(1).build();
      judged.add(workers.submit(() -> GoTrust.verify(request)));
    }
    for (Future<Judgement> one : judged) {
      TrustReport report = ((Judgement.Judged) one.get()).report();
      assertEquals(State.CORROBORATED, report.chain().state(LinkId.GO_SUM));
    }
    workers.shutdown();
  }
}
