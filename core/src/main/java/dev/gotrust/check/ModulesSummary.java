package dev.gotrust.check;

import dev.gotrust.chain.ModuleRow;
import dev.gotrust.chain.ModulesOutcome.Unchecked;
import dev.gotrust.chain.State;
import dev.gotrust.chain.Verdict;
import dev.gotrust.checksumdb.TreeHead;
import dev.gotrust.material.CheckoutFindings;
import java.util.List;

/** The last line: the outcome, what it rests on, and what was not checked. */
final class ModulesSummary {
  private final CheckoutFindings findings;
  private final List<ModuleRow> rows;
  private final ModuleProblems problems;

  ModulesSummary(CheckoutFindings findings, List<ModuleRow> rows, ModuleProblems problems) {
    this.findings = findings;
    this.rows = rows;
    this.problems = problems;
  }

  String line(Verdict verdict) {
    int zips = 0;
    int directories = 0;
    int vendored = 0;
    int recorded = 0;
    for (ModuleRow row : rows) {
      zips += row.zip() == State.PROVEN ? 1 : 0;
      directories += row.directory() == State.PROVEN ? 1 : 0;
      vendored += row.vendor() == State.PROVEN ? 1 : 0;
      recorded += row.database() == State.PROVEN ? 1 : 0;
    }
    StringBuilder line = new StringBuilder(verdict.name());
    line.append(": ").append(Words.counted(rows.size(), "module")).append(" in the build list; ");
    line.append(Words.counted(zips, "zip")).append(" and ").append(directories);
    line.append(directories == 1 ? " directory" : " directories").append(" equal to go.sum");
    if (findings.checkout().vendor() != null) {
      line.append("; ").append(Words.counted(vendored, "module"));
      line.append(" vendored as in the proven zip");
    }
    database(line, recorded);
    return line.append("; not checked: ").append(unchecked()).toString();
  }

  private void database(StringBuilder line, int recorded) {
    if (findings.answers() == null) {
      line.append("; no checksum database was asked");
      return;
    }
    line.append("; ").append(recorded).append(" proven to be in ");
    line.append(findings.answers().key().name());
    TreeHead head = findings.answers().head();
    if (head != null) {
      line.append(", under its signed head of ").append(head.size()).append(" records");
    }
  }

  private String unchecked() {
    int open = 0;
    int others = 0;
    for (Unchecked each : problems.unchecked()) {
      open += each.counts() ? 1 : 0;
      others += each.counts() ? 0 : 1;
    }
    String beside = others + " that the outcome does not depend on";
    return open == 0 ? beside : open + " that should be, " + beside;
  }
}
