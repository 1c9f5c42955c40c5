package dev.gotrust.cli.command;

import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.Report;
import dev.gotrust.material.DatabaseAccess.Plan;
import dev.gotrust.report.JsonLayout;
import dev.gotrust.report.PlanJson;
import dev.gotrust.report.PlanText;
import dev.gotrust.report.Style;
import java.io.IOException;
import java.io.OutputStream;

/** The requests that a verification would make. */
final class PlanReport implements Report {
  private final String name;
  private final Plan plan;

  PlanReport(String name, Plan plan) {
    this.name = name;
    this.plan = plan;
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
    return PlanText.render(name, plan, style);
  }

  @Override
  public void json(OutputStream out, boolean pretty) throws IOException {
    PlanJson.write(out, name, plan, pretty ? JsonLayout.INDENTED : JsonLayout.LINE);
  }
}
