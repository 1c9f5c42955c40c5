package dev.gotrust.check;

import dev.gotrust.chain.ModuleRow;
import dev.gotrust.chain.ModulesOutcome;
import dev.gotrust.chain.Verdict;
import dev.gotrust.check.ModuleProblems.Kind;
import dev.gotrust.material.CachedGoMods;
import dev.gotrust.material.Checkout;
import dev.gotrust.material.CheckoutFindings;
import dev.gotrust.module.BuildList;
import dev.gotrust.module.BuildList.Selected;
import dev.gotrust.module.GoSums;
import dev.gotrust.module.GoSums.Placed;
import dev.gotrust.module.H1;
import dev.gotrust.module.MainModules.Member;
import dev.gotrust.module.ModuleVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Do go.sum, the module cache, the vendor tree and, where it was asked, the checksum database agree
 * on the modules of a build? Any difference is a FAIL; what could not be looked at is told, and
 * makes the outcome INCOMPLETE where the build may need it.
 */
public final class ModulesCheck {
  private final CheckoutFindings findings;
  private final ModuleProblems problems = new ModuleProblems();
  private final Map<ModuleVersion, CachedGoMods.Found> goMods = new HashMap<>();
  private final VendorCheck vendor;
  private final SumsCheck sums;

  private ModulesCheck(CheckoutFindings findings) {
    this.findings = findings;
    for (CachedGoMods.Found found : findings.goMods()) {
      goMods.put(found.module(), found);
    }
    sums = new SumsCheck(findings, problems);
    vendor = new VendorCheck(findings, goMods, problems);
  }

  /**
   * {@return the h1 that the zip of each module of a build should have}
   *
   * @param list the modules
   * @param sums what go.sum files tell
   */
  public static Map<ModuleVersion, String> expected(BuildList list, GoSums sums) {
    Map<ModuleVersion, String> expected = new LinkedHashMap<>();
    for (Selected each : list.modules()) {
      List<Placed> lines = each.isDirectory() ? List.of() : sums.zip(each.source());
      if (lines.size() == 1 && H1.isCanonical(lines.get(0).hash())) {
        expected.put(each.source(), lines.get(0).hash());
      }
    }
    return expected;
  }

  /**
   * {@return what is to be said of the modules}
   *
   * @param findings what was found of them
   */
  public static ModulesOutcome judge(CheckoutFindings findings) {
    return new ModulesCheck(findings).judge();
  }

  private ModulesOutcome judge() {
    for (Member member : findings.checkout().mains().members()) {
      problems.passedOver(member.mod().modulePath(), "a main module, which has no hash");
    }
    list();
    goMods();
    sums.judge();
    vendor.judge();
    List<ModuleRow> rows = new ArrayList<>();
    RowCheck row = new RowCheck(findings, goMods, sums, vendor, problems);
    for (Selected each : findings.list().modules()) {
      rows.add(row.judge(each));
    }
    Verdict verdict =
        problems.isWrong() ? Verdict.FAIL : problems.isOpen() ? Verdict.INCOMPLETE : Verdict.PASS;
    String line = new ModulesSummary(findings, rows, problems).line(verdict);
    return new ModulesOutcome(
        verdict, sums.isUnreachable(), line, problems.problems(), rows, problems.unchecked());
  }

  private void list() {
    for (BuildList.Gap gap : findings.list().gaps()) {
      CachedGoMods.Found found = goMods.get(gap.source());
      if (found != null && found.isDifferent()) {
        continue;
      }
      String source = gap.source().version().isEmpty() ? gap.source().path() : gap.source() + "";
      String reason = found == null || found.problem().isEmpty() ? gap.reason() : found.problem();
      problems.open(
          new Kind(
              place(),
              "the build list is incomplete, because go.mod files that it rests on can't be read",
              "its go.mod can't be read, so that what it requires is not known",
              "download them with: go mod download"),
          source + " (" + reason + ')');
    }
  }

  private String place() {
    Checkout checkout = findings.checkout();
    return checkout.mains().work() != null
        ? checkout.mains().work().name()
        : checkout.mains().members().get(0).mod().name();
  }

  private void goMods() {
    for (CachedGoMods.Found found : findings.goMods()) {
      Placed other = found.otherLine();
      if (other != null) {
        problems.wrong(
            other.place(),
            "the go.mod of "
                + found.module()
                + " in the module cache is not that of go.sum: "
                + found.file(),
            other.hash(),
            found.h1(),
            found.isListed()
                ? "find out which is right, with --checksum-db, and remove the other"
                : RowCheck.CLEAN);
      } else if (found.isNeeded() && found.lines().isEmpty() && found.h1() != null) {
        problems.open(
            new Kind(
                place(),
                "go.sum has no line for go.mod files that the build list rests on",
                "go.sum has no line for its go.mod",
                RowCheck.TIDY),
            found.module().toString());
      }
    }
  }
}
