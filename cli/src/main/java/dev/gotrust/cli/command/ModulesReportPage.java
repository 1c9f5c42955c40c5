package dev.gotrust.cli.command;

import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.Report;
import dev.gotrust.report.JsonLayout;
import dev.gotrust.report.ModulesJson;
import dev.gotrust.report.ModulesReport;
import dev.gotrust.report.ModulesText;
import dev.gotrust.report.Style;
import java.io.IOException;
import java.io.OutputStream;

/** What is said of the modules of a source tree. */
final class ModulesReportPage implements Report {
  private final ModulesReport report;
  private final boolean all;

  ModulesReportPage(ModulesReport report, boolean all) {
    this.report = report;
    this.all = all;
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
    return ModulesText.render(report, all, style);
  }

  @Override
  public void json(OutputStream out, boolean pretty) throws IOException {
    ModulesJson.write(out, report, pretty ? JsonLayout.INDENTED : JsonLayout.LINE);
  }
}
