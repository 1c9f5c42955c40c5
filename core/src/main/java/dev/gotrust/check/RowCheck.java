package dev.gotrust.check;

import dev.gotrust.chain.ModuleRow;
import dev.gotrust.chain.State;
import dev.gotrust.check.ModuleProblems.Kind;
import dev.gotrust.material.CachedGoMods;
import dev.gotrust.material.CheckoutFindings;
import dev.gotrust.module.BuildList.Selected;
import dev.gotrust.module.CachedModule;
import dev.gotrust.module.CachedModule.Part;
import dev.gotrust.module.GoSums.Placed;
import dev.gotrust.module.H1;
import dev.gotrust.module.ModuleCache;
import dev.gotrust.module.ModuleVersion;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the module cache has of one module of a build, held against go.sum. */
final class RowCheck {
  static final String CLEAN =
      "find out who changed it; then empty the cache with go clean -modcache and download anew";
  static final String TIDY =
      "add them with go mod tidy, and hold what it adds against the database: --checksum-db";
  private static final String DOWNLOAD = "download them with: go mod download all";

  private final CheckoutFindings findings;
  private final Map<ModuleVersion, CachedGoMods.Found> goMods;
  private final SumsCheck sums;
  private final VendorCheck vendor;
  private final ModuleProblems problems;
  private final ModuleCache cache;
  private State goSum = State.ABSENT;
  private State zip = State.NOT_APPLICABLE;
  private State directory = State.NOT_APPLICABLE;
  private boolean isOpen;

  RowCheck(
      CheckoutFindings findings,
      Map<ModuleVersion, CachedGoMods.Found> goMods,
      SumsCheck sums,
      VendorCheck vendor,
      ModuleProblems problems) {
    this.findings = findings;
    this.goMods = goMods;
    this.sums = sums;
    this.vendor = vendor;
    this.problems = problems;
    this.cache = new ModuleCache(findings.contents().cache());
  }

  ModuleRow judge(Selected one) {
    goSum = State.NOT_APPLICABLE;
    zip = State.NOT_APPLICABLE;
    directory = State.NOT_APPLICABLE;
    isOpen = false;
    if (one.isDirectory()) {
      problems.passedOver(
          one.module() + " => " + one.source().path(),
          "replaced by a directory, which has no hash");
    } else {
      hold(one);
    }
    return row(one);
  }

  private ModuleRow row(Selected one) {
    State inVendor = vendor.state(one.module());
    State inDatabase = one.isDirectory() ? State.NOT_APPLICABLE : sums.state(one.source());
    boolean isSettled = !isOpen && !sums.isOpen(one.source());
    for (State state : new State[] {goSum, zip, directory, inVendor, inDatabase}) {
      isSettled &= state != State.CONTRADICTED;
    }
    return new ModuleRow(
        one.module().path(),
        one.module().version(),
        replacement(one),
        goSum,
        zip,
        directory,
        inVendor,
        inDatabase,
        isSettled && inVendor != State.UNDECIDED);
  }

  private static String replacement(Selected one) {
    if (one.source().equals(one.module())) {
      return "";
    }
    return one.isDirectory() ? one.source().path() : one.source().toString();
  }

  private void hold(Selected one) {
    List<Placed> lines = findings.checkout().sums().zip(one.source());
    String module = one.source().toString();
    if (lines.isEmpty()) {
      unlisted(one, module);
    } else if (lines.size() > 1 || !H1.isCanonical(lines.get(0).hash())) {
      unusable(lines, module);
    } else {
      goSum = State.PROVEN;
      cached(one.source(), lines.get(0));
    }
    CachedGoMods.Found goMod = goMods.get(one.source());
    if (goMod != null && goMod.isDifferent()) {
      goSum = State.CONTRADICTED;
    }
  }

  /** A module of which go.sum has no zip can give no package to a build. */
  private void unlisted(Selected one, String module) {
    goSum = State.ABSENT;
    if (one.isRequired()) {
      isOpen = true;
      problems.open(
          new Kind("go.sum", "required, but not in go.sum", "go.sum has no line for its zip", TIDY),
          module);
    } else {
      problems.passedOver(
          module, "go.sum has no line for its zip, so that a build can take no package from it");
    }
  }

  private void unusable(List<Placed> lines, String module) {
    if (lines.size() > 1) {
      goSum = State.CONTRADICTED;
      problems.wrong(
          lines.get(1).place(),
          "go.sum has two hashes for " + module,
          lines.get(0).hash(),
          lines.get(1).hash(),
          "find out which is right, with --checksum-db, and remove the other");
    } else {
      isOpen = true;
      goSum = State.UNDECIDED;
      problems.open(
          lines.get(0).place(),
          "the hash of " + module + " is of a kind that is not known",
          "h1:...",
          lines.get(0).hash(),
          "write an h1 with go mod tidy");
    }
  }

  private void cached(ModuleVersion module, Placed line) {
    CachedModule found = findings.contents().modules().get(module);
    if (found == null) {
      isOpen = true;
      problems.open(
          line.place(), "no module path and version", null, module.toString(), "correct go.mod");
      return;
    }
    zip = state(found.zip());
    directory = state(found.directory());
    if (zip == State.ABSENT && directory == State.ABSENT) {
      isOpen = true;
      problems.open(
          new Kind(
              cache.root().toString(),
              "not in the module cache",
              "not in the module cache",
              DOWNLOAD),
          module.toString());
    }
    part("the zip of ", cache.zip(module).toString(), found.zip(), line, module, null);
    part(
        "the directory of ",
        cache.directory(module).toString(),
        found.directory(),
        line,
        module,
        found);
    if (found.isNotedOtherwise()) {
      zip = State.CONTRADICTED;
      problems.wrong(
          cache.zipHash(module).toString(),
          "the h1 that is noted for the zip of " + module + " is not the zip's",
          found.zip().h1(),
          found.noted(),
          CLEAN);
    }
  }

  private static State state(Part part) {
    return switch (part.state()) {
      case ABSENT -> State.ABSENT;
      case EQUAL -> State.PROVEN;
      case DIFFERENT, MALFORMED -> State.CONTRADICTED;
      case UNREADABLE -> State.UNDECIDED;
    };
  }

  private void part(
      String what,
      String file,
      Part part,
      Placed line,
      ModuleVersion module,
      @Nullable CachedModule whole) {
    String found = part.h1() == null ? part.problem() : part.h1();
    switch (state(part)) {
      case CONTRADICTED ->
          problems.wrong(
              line.place(),
              what + module + " is not that of go.sum: " + file + differences(part, whole),
              line.hash(),
              found,
              CLEAN);
      case UNDECIDED -> {
        isOpen = true;
        problems.open(
            file, what + module + " can't be read", line.hash(), found, "make it readable");
      }
      default -> {
        return;
      }
    }
  }

  private static String differences(Part part, @Nullable CachedModule whole) {
    StringBuilder words = new StringBuilder();
    if (whole != null && whole.differences() != null) {
      words.append(" (").append(VendorFinding.words(whole.differences())).append(')');
    }
    if (part.h1() != null && !part.problem().isEmpty()) {
      words.append("; ").append(part.problem());
    }
    return words.toString();
  }
}
