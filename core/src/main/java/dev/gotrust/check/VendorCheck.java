package dev.gotrust.check;

import dev.gotrust.chain.State;
import dev.gotrust.check.ModuleProblems.Kind;
import dev.gotrust.material.CachedGoMods;
import dev.gotrust.material.Checkout.Vendor;
import dev.gotrust.material.CheckoutFindings;
import dev.gotrust.material.ModuleContents.Vendored;
import dev.gotrust.module.FileDifferences.Names;
import dev.gotrust.module.GoSums.Placed;
import dev.gotrust.module.ModuleVersion;
import dev.gotrust.module.VendorTree;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The files of a vendor tree held against zips that go.sum proves, and its list against go.mod. */
final class VendorCheck {
  static final String VENDOR = "write it anew with go mod vendor, and look at what that changes";

  private final CheckoutFindings findings;
  private final Map<ModuleVersion, CachedGoMods.Found> goMods;
  private final ModuleProblems problems;
  private final Map<ModuleVersion, State> states = new HashMap<>();

  VendorCheck(
      CheckoutFindings findings,
      Map<ModuleVersion, CachedGoMods.Found> goMods,
      ModuleProblems problems) {
    this.findings = findings;
    this.goMods = goMods;
    this.problems = problems;
  }

  State state(ModuleVersion module) {
    return states.getOrDefault(module, State.NOT_APPLICABLE);
  }

  void judge() {
    Vendor vendor = findings.checkout().vendor();
    Vendored vendored = findings.contents().vendor();
    if (vendor == null || vendored == null) {
      return;
    }
    new VendorConsistency(
            findings.checkout().mains(), findings.list(), vendor.modules(), goMods, problems)
        .judge();
    VendorTree tree = vendored.tree();
    if (tree == null) {
      problems.open(
          vendor.directory().toString(),
          "the vendor tree can't be compared",
          null,
          vendored.problem(),
          "make it readable");
      return;
    }
    for (VendorTree.Zip zip : tree.zips()) {
      states.put(zip.module(), zip(vendor.directory(), zip));
    }
    files(vendor.directory(), tree);
  }

  private State zip(Path directory, VendorTree.Zip zip) {
    String h1 = zip.h1();
    if (zip.source().version().isEmpty()) {
      problems.passedOver(
          directory + "/" + zip.module().path(),
          "vendored from the directory " + zip.source().path() + ", which it is not compared with");
      return State.NOT_APPLICABLE;
    }
    List<Placed> lines = findings.checkout().sums().zip(zip.source());
    if (h1 == null || lines.isEmpty()) {
      String reason = h1 == null ? zip.problem() : "go.sum has no line for its zip";
      problems.open(
          new Kind(
              directory.toString(),
              "vendored files that could not be held against a zip",
              "its vendored files could not be held against its zip: " + reason,
              "download the zips with: go mod download all"),
          zip.source().toString());
      return State.UNDECIDED;
    }
    // Another h1 is told where the zip itself is judged, unless the build list lacks the module.
    boolean isProven = lines.size() == 1 && lines.get(0).hash().equals(h1);
    if (!isProven && !findings.contents().modules().containsKey(zip.source())) {
      problems.wrong(
          lines.get(0).place(),
          "the zip of vendored " + zip.source() + " is not that of go.sum",
          lines.get(0).hash(),
          h1,
          RowCheck.CLEAN);
    }
    return isProven ? State.PROVEN : State.CONTRADICTED;
  }

  private void files(Path directory, VendorTree tree) {
    Set<String> paths = new HashSet<>();
    for (VendorTree.Zip zip : tree.zips()) {
      paths.add(zip.module().path());
    }
    names(directory, paths, tree.differences().changed(), "this file is not that of the zip");
    names(directory, paths, tree.differences().extra(), "this file is in no zip");
    names(directory, paths, tree.notRegular(), "this is no regular file");
    names(directory, paths, tree.differences().missing(), "this file of the zip is missing");
  }

  private void names(Path directory, Set<String> paths, Names names, String what) {
    for (String name : names.first()) {
      problems.wrong(directory + "/" + name, what, null, null, VENDOR);
      String owner = owner(paths, name);
      states.replaceAll(
          (module, state) -> module.path().equals(owner) ? State.CONTRADICTED : state);
    }
    int more = names.count() - names.first().size();
    if (more > 0) {
      // Which modules these are of is not known, so that no other is known to be intact.
      states.replaceAll((module, state) -> state == State.PROVEN ? State.UNDECIDED : state);
      problems.wrong(directory.toString(), more + " more such: " + what, null, null, VENDOR);
    }
  }

  /** The longest module path that a file lies below. */
  private static String owner(Set<String> paths, String name) {
    String owner = name;
    while (!paths.contains(owner)) {
      int slash = owner.lastIndexOf('/');
      if (slash < 0) {
        return "";
      }
      owner = owner.substring(0, slash);
    }
    return owner;
  }
}
