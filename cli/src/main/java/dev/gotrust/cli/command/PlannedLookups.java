package dev.gotrust.cli.command;

import dev.gotrust.GoTrust;
import dev.gotrust.bytes.ByteSource;
import dev.gotrust.cli.RefusalReport;
import dev.gotrust.cli.Report;
import dev.gotrust.cli.Work;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.Reading;
import dev.gotrust.facts.Refusal;
import dev.gotrust.facts.Scope;
import dev.gotrust.material.DatabaseAccess;
import java.nio.file.Path;

/** What {@code verify --dry-run} does: it says what would be asked, and asks nobody. */
final class PlannedLookups implements Work {
  private final DatabaseAccess database;

  PlannedLookups(DatabaseAccess database) {
    this.database = database;
  }

  @Override
  public Report on(Path file, String name, int threads) {
    return report(GoTrust.inspect(file, name, threads, Scope.HEADERS));
  }

  @Override
  public Report on(ByteSource source, String name, int threads) {
    return report(GoTrust.inspect(source, name, threads, Scope.HEADERS));
  }

  private Report report(Reading reading) {
    return reading instanceof Inspection inspection
        ? new PlanReport(inspection.name(), database.plan(GoTrust.lookups(inspection)))
        : new RefusalReport((Refusal) reading);
  }
}
