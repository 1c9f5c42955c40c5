package dev.gotrust.cli.command;

import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.Report;
import dev.gotrust.report.JsonLayout;
import dev.gotrust.report.ReportCheck;
import dev.gotrust.report.ReportCheckText;
import dev.gotrust.report.Style;
import java.io.IOException;
import java.io.OutputStream;

/** What came of checking a stored report. */
final class CheckReport implements Report {
  private final ReportCheck check;

  CheckReport(ReportCheck check) {
    this.check = check;
  }

  @Override
  public ExitCode code() {
    return switch (check.outcome()) {
      case SAME -> ExitCode.OK;
      case NOT_REDONE -> ExitCode.INCOMPLETE;
      case DIFFERENT -> ExitCode.FAIL;
    };
  }

  @Override
  public String tally() {
    return switch (check.outcome()) {
      case SAME -> "same";
      case NOT_REDONE -> "incomplete";
      case DIFFERENT -> "different";
    };
  }

  @Override
  public String text(Style style) {
    return ReportCheckText.render(check, style);
  }

  @Override
  public void json(OutputStream out, boolean pretty) throws IOException {
    ReportCheckText.write(out, check, JsonLayout.LINE);
  }
}
