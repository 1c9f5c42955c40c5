package dev.gotrust.cli.command;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.Json;
import dev.gotrust.cli.Report;
import dev.gotrust.report.Style;
import dev.gotrust.report.TextReport;
import dev.gotrust.report.TrustJson;
import dev.gotrust.report.TrustReport;
import java.io.IOException;
import java.io.OutputStream;

/** The judged chain of a file. */
final class ChainReport implements Report {
  private final TrustReport report;

  ChainReport(TrustReport report) {
    this.report = report;
  }

  @Override
  public ExitCode code() {
    return ExitCode.of(report.outcome().verdict());
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
  public void json(OutputStream out, boolean pretty) throws IOException {
    JsonGenerator document = Json.begin(out, pretty);
    TrustJson.write(document, report);
    Json.end(document);
  }
}
