package dev.gotrust.cli.command;

import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.Report;
import dev.gotrust.facts.Inspection;
import dev.gotrust.report.FactsJson;
import dev.gotrust.report.FactsText;
import dev.gotrust.report.JsonLayout;
import dev.gotrust.report.Style;
import java.io.IOException;
import java.io.OutputStream;

/** The facts of a file. */
final class FactsReport implements Report {
  private final Inspection facts;

  FactsReport(Inspection facts) {
    this.facts = facts;
  }

  @Override
  public ExitCode code() {
    return ExitCode.OK;
  }

  @Override
  public String tally() {
    return "";
  }

  @Override
  public String text(Style style) {
    return FactsText.render(facts, style);
  }

  @Override
  public void json(OutputStream out, boolean pretty) throws IOException {
    FactsJson.write(out, facts, pretty ? JsonLayout.INDENTED : JsonLayout.LINE);
  }
}
