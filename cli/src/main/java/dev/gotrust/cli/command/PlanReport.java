package dev.gotrust.cli.command;

import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.Report;
import dev.gotrust.facts.Inspection;
import dev.gotrust.material.DatabaseAccess.Plan;
import dev.gotrust.report.JsonLayout;
import dev.gotrust.report.PlanJson;
import dev.gotrust.report.PlanText;
import dev.gotrust.report.Style;
import java.io.IOException;
import java.io.OutputStream;

/** The requests that a verification of one file would make. */
final class PlanReport implements Report {
  private final Inspection facts;
  private final Plan plan;

  PlanReport(Inspection facts, Plan plan) {
    this.facts = facts;
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
    return PlanText.render(facts.name(), plan, style);
  }

  @Override
  public void json(OutputStream out, boolean pretty) throws IOException {
    PlanJson.write(out, facts.name(), plan, pretty ? JsonLayout.INDENTED : JsonLayout.LINE);
  }
}
