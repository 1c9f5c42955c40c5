package dev.gotrust.cli.command;

import dev.gotrust.BlobRequest;
import dev.gotrust.BlobRequest.Asked;
import dev.gotrust.GoTrust;
import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.Digest;
import dev.gotrust.bytes.FileSource;
import dev.gotrust.chain.State;
import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.RefusalReport;
import dev.gotrust.cli.Report;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.Work;
import dev.gotrust.material.SignatureRequest;
import dev.gotrust.report.BlobJson;
import dev.gotrust.report.BlobReport;
import dev.gotrust.report.BlobText;
import dev.gotrust.report.JsonLayout;
import dev.gotrust.report.Style;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifies any file by the signatures or attestations that a line gives for it. */
final class BlobWork implements Work {
  private final Asked asked;
  private final SignatureRequest signatures;
  private final List<Path> reads;

  // Of the one file that a line names.
  private volatile @Nullable BlobReport report;

  BlobWork(Asked asked, SignatureRequest signatures, List<Path> reads) {
    this.asked = asked;
    this.signatures = signatures;
    this.reads = List.copyOf(reads);
  }

  @Override
  public List<Path> reads() {
    return reads;
  }

  @Override
  public Report on(Path file, String name, int threads) {
    try (FileSource source = FileSource.open(file)) {
      return on(source, name, threads);
    } catch (IOException unreadable) {
      return RefusalReport.unreadable(name, Terminal.explain(unreadable));
    }
  }

  @Override
  public Report on(ByteSource source, String name, int threads) {
    try {
      BlobReport judged = GoTrust.verifyBlob(BlobRequest.of(name, source, asked, signatures));
      source.confirmUnchanged();
      report = judged;
      return new BlobOutcome(judged);
    } catch (IOException unreadable) {
      return RefusalReport.unreadable(name, Terminal.explain(unreadable));
    }
  }

  Report on(Digest digest) {
    try {
      BlobReport judged = GoTrust.verifyBlob(BlobRequest.of(digest, asked, signatures));
      report = judged;
      return new BlobOutcome(judged);
    } catch (IOException impossible) {
      throw new IllegalStateException("no file is read", impossible);
    }
  }

  /** Returns what came of it, null before, and where the file could not be read. */
  @Nullable BlobReport report() {
    return report;
  }

  private static final class BlobOutcome implements Report {
    private final BlobReport report;

    BlobOutcome(BlobReport report) {
      this.report = report;
    }

    @Override
    public ExitCode code() {
      State state = report.link().state();
      if (state == State.CONTRADICTED) {
        return ExitCode.FAIL;
      }
      return state == State.PROVEN || state == State.ATTESTED ? ExitCode.OK : ExitCode.INCOMPLETE;
    }

    @Override
    public String tally() {
      return "";
    }

    @Override
    public String text(Style style) {
      return BlobText.render(report, style);
    }

    @Override
    public void json(OutputStream out, boolean pretty) throws IOException {
      BlobJson.write(out, report, pretty ? JsonLayout.INDENTED : JsonLayout.LINE);
    }
  }
}
