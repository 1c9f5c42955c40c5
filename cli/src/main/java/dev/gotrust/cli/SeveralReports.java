package dev.gotrust.cli;

import dev.gotrust.report.ReportDocument;
import dev.gotrust.report.Style;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;

/** What came of an input that holds several files: their reports, in order. */
public final class SeveralReports implements Report {
  private final List<Report> reports;

  /**
   * Creates a report.
   *
   * @param reports at least one; copied
   */
  public SeveralReports(List<Report> reports) {
    this.reports = List.copyOf(reports);
  }

  @Override
  public ExitCode code() {
    ExitCode code = ExitCode.OK;
    for (Report report : reports) {
      code = code.graver(report.code());
    }
    return code;
  }

  @Override
  public String tally() {
    for (Report report : reports) {
      if (report.code() == code()) {
        return report.tally();
      }
    }
    return "";
  }

  @Override
  public String text(Style style) {
    StringBuilder text = new StringBuilder();
    for (Report report : reports) {
      text.append(text.isEmpty() ? "" : "\n").append(report.text(style));
    }
    return text.toString();
  }

  @Override
  public List<ReportDocument> documents() {
    return reports.stream().flatMap(report -> report.documents().stream()).toList();
  }

  @Override
  public List<String> summaries(Instant timeVerified) {
    return reports.stream().flatMap(report -> report.summaries(timeVerified).stream()).toList();
  }

  @Override
  public void json(OutputStream out, boolean pretty) throws IOException {
    for (Report report : reports) {
      report.json(out, pretty && reports.size() == 1);
    }
  }
}
