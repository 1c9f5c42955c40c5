package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.ModuleProblem;
import dev.gotrust.material.ModuleContents.Vendored;
import dev.gotrust.module.BuildList;
import dev.gotrust.module.BuildList.Gap;
import dev.gotrust.module.FileDifferences;
import dev.gotrust.module.FileDifferences.Names;
import dev.gotrust.module.ModuleVersion;
import dev.gotrust.module.VendorTree;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A vendor tree held against the zips of its modules, and those against what is known of them. */
final class VendorFinding {
  private final String where;
  private final EvidenceList evidence = new EvidenceList();
  private String wrong = "";
  private String open = "";

  private VendorFinding(String where) {
    this.where = where;
  }

  /**
   * Judges a tree.
   *
   * @param vendor the tree
   * @param known the h1 of each module that anything tells
   */
  static VendorFinding of(Vendored vendor, Map<ModuleVersion, String> known) {
    VendorFinding finding = new VendorFinding(vendor.directory().toString());
    VendorTree tree = vendor.tree();
    if (tree == null) {
      finding.open = "the vendor tree can't be compared: " + vendor.problem();
      return finding;
    }
    finding.files(tree);
    finding.list(vendor);
    for (VendorTree.Zip zip : tree.zips()) {
      finding.zip(zip, known.get(zip.source()));
    }
    return finding;
  }

  private void files(VendorTree tree) {
    FileDifferences files = tree.differences();
    names("changed", files.changed());
    names("extra", files.extra());
    names("missing", files.missing());
    names("no regular", tree.notRegular());
    if (!tree.isIntact()) {
      wrong = "the vendor tree differs from the zips of its modules: " + words(files);
      if (tree.notRegular().count() > 0) {
        wrong += (files.isEmpty() ? "" : "; ") + "no regular file: " + first(tree.notRegular());
      }
    }
  }

  /** Holds modules.txt against the go.mod beside it, as the go command does before each build. */
  private void list(Vendored vendor) {
    if (vendor.mains() == null || vendor.modules() == null) {
      return;
    }
    ModuleProblems problems = new ModuleProblems();
    Gap unknown = new Gap(new ModuleVersion("", ""), "the build list is not asked for");
    new VendorConsistency(
            vendor.mains(),
            new BuildList(List.of(), List.of(unknown)),
            vendor.modules(),
            Map.of(),
            problems)
        .judge();
    for (ModuleProblem problem : problems.problems()) {
      evidence.add(
          Evidence.of(problem.what(), problem.expected(), problem.found(), problem.place()));
      if (wrong.isEmpty()) {
        wrong = problem.place() + ": " + problem.what();
      }
    }
  }

  private void names(String how, Names names) {
    for (String name : names.first()) {
      evidence.add(Evidence.of(how + " vendored file", null, name, where));
    }
  }

  private void zip(VendorTree.Zip zip, @Nullable String known) {
    if (zip.h1() == null) {
      open(zip.source() + " (its zip: " + zip.problem() + ')');
    } else if (known == null) {
      open(zip.source() + " (nothing tells the h1 of its zip)");
    } else {
      evidence.add(
          Evidence.of("h1 of the zip of vendored " + zip.source(), known, zip.h1(), where));
      if (!known.equals(zip.h1()) && wrong.isEmpty()) {
        wrong = "the zip of vendored " + zip.source() + " hashes to " + zip.h1();
      }
    }
  }

  private void open(String words) {
    open = open.isEmpty() ? "vendored files of " + words : open;
  }

  static String words(FileDifferences files) {
    StringBuilder words = new StringBuilder();
    append(words, "changed", files.changed());
    append(words, "extra", files.extra());
    append(words, "missing", files.missing());
    return words.toString();
  }

  private static void append(StringBuilder words, String how, Names names) {
    if (names.count() > 0) {
      words.append(words.isEmpty() ? "" : "; ").append(how).append(": ").append(first(names));
    }
  }

  static String first(Names names) {
    String name = names.first().get(0);
    return names.count() > 1 ? name + " and " + (names.count() - 1) + " more" : name;
  }

  boolean isWrong() {
    return !wrong.isEmpty();
  }

  boolean isComplete() {
    return open.isEmpty();
  }

  String reason() {
    return isWrong() ? wrong : open;
  }

  EvidenceList evidence() {
    return evidence;
  }
}
