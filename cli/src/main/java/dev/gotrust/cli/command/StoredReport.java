package dev.gotrust.cli.command;

import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.Report;
import dev.gotrust.json.JsonNode;
import dev.gotrust.report.JsonLayout;
import dev.gotrust.report.ReportDocument;
import dev.gotrust.report.ReportDocument.Judged;
import dev.gotrust.report.StoredJson;
import dev.gotrust.report.Style;
import dev.gotrust.report.TextReport;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The judged chain of a file, as a document that was stored has it. */
final class StoredReport implements Report {
  private final Judged document;
  private final JsonNode json;
  private final boolean alone;

  StoredReport(Judged document, JsonNode json, boolean alone) {
    this.document = document;
    this.json = json;
    this.alone = alone;
  }

  @Override
  public ExitCode code() {
    ExitCode code = ExitCode.of(document.verdict());
    return document.isUnreachable() ? code.graver(ExitCode.UNREACHABLE) : code;
  }

  @Override
  public String tally() {
    return document.verdict().name();
  }

  @Override
  public String text(Style style) {
    return TextReport.render(document, style);
  }

  @Override
  public List<ReportDocument> documents() {
    return List.of(document);
  }

  @Override
  public void json(OutputStream out, boolean pretty) throws IOException {
    StoredJson.write(out, json, alone ? JsonLayout.INDENTED : JsonLayout.LINE);
  }
}
