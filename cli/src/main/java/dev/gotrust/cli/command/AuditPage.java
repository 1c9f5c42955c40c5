package dev.gotrust.cli.command;

import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.Report;
import dev.gotrust.report.AuditJson;
import dev.gotrust.report.AuditReport;
import dev.gotrust.report.AuditText;
import dev.gotrust.report.JsonLayout;
import dev.gotrust.report.Style;
import dev.gotrust.rollback.StateReading.Broken;
import java.io.IOException;
import java.io.OutputStream;

/** What is said of a state file. */
final class AuditPage implements Report {
  private final AuditReport report;
  private final boolean all;

  AuditPage(AuditReport report, boolean all) {
    this.report = report;
    this.all = all;
  }

  @Override
  public ExitCode code() {
    if (!(report.reading() instanceof Broken broken)) {
      return ExitCode.OK;
    }
    return switch (broken.fault()) {
      case MISSING, UNREADABLE, NO_STATE -> ExitCode.INPUT;
      case EDITED, REMOVED, TRUNCATED, HEAD, UNSIGNED -> ExitCode.FAIL;
    };
  }

  @Override
  public String tally() {
    return "";
  }

  @Override
  public String text(Style style) {
    return AuditText.render(report, all, style);
  }

  @Override
  public void json(OutputStream out, boolean pretty) throws IOException {
    AuditJson.write(out, report, all, pretty ? JsonLayout.INDENTED : JsonLayout.LINE);
  }
}
