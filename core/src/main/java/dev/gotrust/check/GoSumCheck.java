package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.material.Materials;
import dev.gotrust.material.Materials.SumFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does every declared module's h1 stand in go.sum? It says that the declared modules are the
 * published ones; that their code is what was compiled is for other links.
 */
final class GoSumCheck {
  static final String READ_THE_LINES =
      "read the lines under 'unknown' in what gotrust inspect prints";

  private static final String JUDGE_WITHOUT =
      "judge it without --go-sum if the link packages is not CORROBORATED: then nothing shows that"
          + " the list of modules was not emptied";

  private static final String RENEW_LINES =
      "find out who wrote that line: the go command takes it for good; do not build from this"
          + " go.sum";

  private static final String NAME_ONE =
      "name the go.sum of the commit that it was built from with --go-sum FILE";

  private GoSumCheck() {}

  static Link judge(GoBinary binary, Materials materials) {
    BuildInfo info = binary.buildInfo();
    if (info == null) {
      return link(
          State.ABSENT, "the file has no build info, so it declares no modules", null, List.of());
    }
    DeclaredModules modules = new DeclaredModules(info);
    SumComparison comparison = compare(modules, materials);
    if (comparison != null && comparison.state() == State.CONTRADICTED) {
      return link(comparison);
    }
    SumsInDatabase inDatabase = SumsInDatabase.hold(materials);
    if (inDatabase.wrong() > 0) {
      return link(State.CONTRADICTED, inDatabase.reason(), RENEW_LINES, inDatabase.evidence());
    }
    if (comparison != null && comparison.total() > 0) {
      return link(comparison);
    }
    return modules.total() == 0
        ? nothingToLookUp(modules, materials.hasGivenGoSum())
        : noGoSum(modules, materials);
  }

  private static Link nothingToLookUp(DeclaredModules modules, boolean asked) {
    if (modules.unknownLines() > 0) {
      return link(State.UNDECIDED, modules.incomplete(), READ_THE_LINES, List.of());
    }
    String uncounted = modules.unlisted(false);
    String reason =
        uncounted.isEmpty()
            ? "the build info declares no module"
            : "the build info declares no module that a go.sum lists, only " + uncounted;
    return link(State.NOT_APPLICABLE, reason, asked ? JUDGE_WITHOUT : null, List.of());
  }

  private static Link noGoSum(DeclaredModules modules, Materials materials) {
    if (!materials.setAside().isEmpty()) {
      String reason = "what was found can't be used: " + materials.setAside().get(0);
      return link(State.UNDECIDED, reason, NAME_ONE, List.of());
    }
    int total = modules.total();
    String reason =
        "no go.sum was given or found to hold the "
            + (total == 1 ? "declared module" : total + " declared modules")
            + " against"
            + (modules.unknownLines() > 0 ? "; " + modules.incomplete() : "");
    return link(State.ABSENT, reason, NAME_ONE, List.of());
  }

  /**
   * What was given counts, whatever was found; of several found files that hold, the best. Another
   * h1 contradicts wherever it stands. Null where there is no go.sum to look into.
   */
  private static @Nullable SumComparison compare(DeclaredModules modules, Materials materials) {
    SumComparison counts = null;
    for (Standing standing : Standing.values()) {
      List<SumFile> files = ofStanding(materials, standing);
      if (files.isEmpty()) {
        continue;
      }
      SumComparison comparison = new SumComparison(modules, files);
      if (comparison.state() == State.CONTRADICTED) {
        return comparison;
      }
      if (counts == null || isBetter(comparison, counts)) {
        counts = comparison;
      }
    }
    return counts;
  }

  /** Evidence that nobody chose never makes up for what was chosen. */
  private static boolean isBetter(SumComparison one, SumComparison before) {
    if (before.standing() == Standing.GIVEN || one.total() == 0) {
      return false;
    }
    return before.total() == 0 || one.state().graver(before.state()) != one.state();
  }

  private static List<SumFile> ofStanding(Materials materials, Standing standing) {
    List<SumFile> files = new ArrayList<>();
    for (SumFile file : materials.goSums()) {
      if (file.material().standing() == standing) {
        files.add(file);
      }
    }
    return files;
  }

  private static Link link(SumComparison comparison) {
    return new Link(
        LinkId.GO_SUM,
        comparison.state(),
        comparison.reason(),
        comparison.remark(),
        comparison.next(),
        null,
        comparison.evidence());
  }

  private static Link link(
      State state, String reason, @Nullable String next, List<Evidence> evidence) {
    return new Link(LinkId.GO_SUM, state, reason, next, null, evidence);
  }
}
