package dev.gotrust.cli.command;

import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.Report;
import dev.gotrust.report.JsonLayout;
import dev.gotrust.report.ReportDocument;
import dev.gotrust.report.ReportDocuments;
import dev.gotrust.report.Style;
import dev.gotrust.report.SummaryAbout;
import dev.gotrust.report.SummaryJson;
import dev.gotrust.report.TextReport;
import dev.gotrust.report.TrustJson;
import dev.gotrust.report.TrustReport;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;

/** The judged chain of a file. */
final class ChainReport implements Report {
  private final TrustReport report;

  ChainReport(TrustReport report) {
    this.report = report;
  }

  /** Returns what was judged. */
  TrustReport report() {
    return report;
  }

  @Override
  public ExitCode code() {
    ExitCode code = ExitCode.of(report.outcome().verdict());
    return report.outcome().isUnreachable() ? code.graver(ExitCode.UNREACHABLE) : code;
  }

  @Override
  public String tally() {
    return report.outcome().verdict().name();
  }

  @Override
  public String text(Style style) {
    return TextReport.render(report, style);
  }

  @Override
  public List<ReportDocument> documents() {
    return List.of(ReportDocuments.of(report));
  }

  @Override
  public List<String> summaries(Instant timeVerified) {
    SummaryAbout about = SummaryAbout.of(report.facts(), timeVerified);
    return List.of(SummaryJson.summary(report, about));
  }

  @Override
  public void json(OutputStream out, boolean pretty) throws IOException {
    TrustJson.write(out, report, pretty ? JsonLayout.INDENTED : JsonLayout.LINE);
  }
}
