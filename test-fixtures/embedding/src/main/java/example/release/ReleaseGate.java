package example.release;

import dev.gotrust.Cancellation;
import dev.gotrust.GoTrust;
import dev.gotrust.Judgement;
import dev.gotrust.VerificationListener;
import dev.gotrust.VerificationRequest;
import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.Verdict;
import dev.gotrust.facts.Refusal;
import dev.gotrust.policy.Policy;
import dev.gotrust.report.TrustJson;
import dev.gotrust.report.TrustReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Lets a Go program pass if every module that it declares stands in a go.sum. */
public final class ReleaseGate {
  private final ExecutorService executor;
  private final Cancellation cancellation = new Cancellation();

  private ReleaseGate(ExecutorService executor) {
    this.executor = executor;
  }

  /**
   * Judges one program.
   *
   * @param args the program, its go.sum, and where the report goes
   * @throws Exception if the go.sum can't be read, or the report can't be written
   */
  public static void main(String[] args) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      boolean passes =
          new ReleaseGate(executor).judge(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
      System.exit(passes ? 0 : 1);
    } finally {
      executor.shutdownNow();
    }
  }

  private boolean judge(Path program, Path goSum, Path target) throws Exception {
    VerificationRequest request =
        VerificationRequest.of(program)
            .goSum(goSum)
            .policy(Policy.builder().require(LinkId.GO_SUM).build())
            .executor(executor)
            .clock(InstantSource.fixed(Instant.parse("2026-11-27T00:00:00Z")))
            .cancellation(cancellation)
            .listener(new Progress())
            .build();
    Judgement judgement = GoTrust.verify(request);
    if (judgement instanceof Judgement.Refused refused) {
      Refusal refusal = refused.refusal();
      System.out.println(refusal.kind() + ": " + refusal.message());
      return false;
    }
    TrustReport report = ((Judgement.Judged) judgement).report();
    for (Link link : report.chain().links()) {
      System.out.println(link.id().id() + ' ' + link.state() + ": " + link.reason());
      for (Evidence evidence : link.evidence()) {
        System.out.println("  " + evidence);
      }
    }
    System.out.println(report.outcome().verdict());
    Files.writeString(target, TrustJson.render(report));
    return report.outcome().verdict() == Verdict.PASS;
  }

  private static final class Progress implements VerificationListener {
    @Override
    public void begins(Phase phase) {
      System.out.println("... " + phase);
    }
  }
}
