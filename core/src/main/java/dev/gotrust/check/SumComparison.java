package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.material.Materials.SumFile;
import dev.gotrust.module.GoSum.Entry;
import dev.gotrust.module.H1;
import dev.gotrust.module.ModuleVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The declared modules held against the go.sum files of one standing, taken together. */
final class SumComparison {
  private final DeclaredModules modules;
  private final List<SumFile> files;
  private final Standing standing;
  private final EvidenceList contradicting = new EvidenceList();
  private final EvidenceList agreeing = new EvidenceList();
  private boolean mainCounts;
  private int equal;
  private int different;
  private int lacking;
  private int unusable;
  private String firstDifferent = "";
  private String firstLacking = "";
  private String firstUnusable = "";

  SumComparison(DeclaredModules modules, List<SumFile> files) {
    this.modules = modules;
    this.files = files;
    this.standing = files.get(0).material().standing();
    for (Module module : modules.hashed()) {
      compare(module);
    }
    Module main = modules.hashedMain();
    if (main != null && isListed(main)) {
      mainCounts = true;
      compare(main);
    }
  }

  /** A project's own go.sum does not list it; that of a project that needs it does. */
  private boolean isListed(Module main) {
    ModuleVersion version = new ModuleVersion(main.path(), main.version());
    for (SumFile file : files) {
      for (Entry entry : file.sum().zip(version)) {
        if (entry.isH1()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns how the files came in. */
  Standing standing() {
    return standing;
  }

  /** Returns how many modules were held against the files. */
  int total() {
    return modules.total() + (mainCounts ? 1 : 0);
  }

  private void compare(Module module) {
    ModuleVersion version = new ModuleVersion(module.path(), module.version());
    String claim = module.sum();
    boolean listed = false;
    String other = "";
    for (SumFile file : files) {
      for (Entry entry : file.sum().zip(version)) {
        if (!entry.isH1() || !claim.startsWith("h1:")) {
          continue;
        }
        String place = file.sum().name() + ':' + entry.line();
        boolean same = entry.hash().equals(claim);
        (same ? agreeing : contradicting)
            .add(Evidence.of("h1 of " + version, entry.hash(), claim, place));
        listed = true;
        if (!same) {
          other += (other.isEmpty() ? "" : " and ") + entry.hash() + " (" + place + ')';
        }
      }
    }
    count(version, claim, listed, other);
  }

  private void count(ModuleVersion version, String claim, boolean listed, String other) {
    if (!other.isEmpty()) {
      different++;
      if (firstDifferent.isEmpty()) {
        firstDifferent =
            version + " is declared with " + claim + ", but " + where() + " has " + other;
      }
    } else if (listed) {
      equal++;
    } else if (H1.isCanonical(claim)) {
      lacking++;
      firstLacking = firstLacking.isEmpty() ? version.toString() : firstLacking;
    } else {
      unusable++;
      firstUnusable = firstUnusable.isEmpty() ? version.toString() : firstUnusable;
    }
  }

  State state() {
    if (different > 0) {
      return State.CONTRADICTED;
    }
    if (equal < total() || modules.unknownLines() > 0) {
      return State.UNDECIDED;
    }
    return standing == Standing.BESIDE ? State.CORROBORATED : State.PROVEN;
  }

  String reason() {
    if (different > 0) {
      return firstDifferent + more(different);
    }
    StringBuilder reason = new StringBuilder();
    if (equal == total()) {
      reason.append(
          equal == 1
              ? "the one declared module stands"
              : "all " + equal + " declared modules stand");
    } else {
      reason.append(equal).append(" of ").append(total()).append(" declared modules stand");
    }
    reason.append(" in ").append(where()).append(" with the same h1");
    addShortfalls(reason);
    if (remark() == null && !modules.unlisted(mainCounts).isEmpty()) {
      reason.append("; not counted: ").append(modules.unlisted(mainCounts));
    }
    return reason.toString();
  }

  /** Returns what the state does not cover, null where it covers every module but the main one. */
  @Nullable String remark() {
    String uncounted = modules.uncounted(mainCounts);
    return uncounted.isEmpty() ? null : "not counted, as no go.sum lists them: " + uncounted;
  }

  private void addShortfalls(StringBuilder reason) {
    if (lacking > 0) {
      reason.append("; not listed: ").append(firstLacking).append(more(lacking));
    }
    int vendored = modules.unhashed().size();
    if (vendored > 0) {
      reason.append("; ").append(vendored).append(" declared without an h1, as vendored ones are");
    }
    if (unusable > 0) {
      reason.append("; declared with a hash that is no h1: ").append(firstUnusable);
      reason.append(more(unusable));
    }
    if (modules.unknownLines() > 0) {
      reason.append("; ").append(modules.incomplete());
    }
  }

  private static String more(int count) {
    return count > 1 ? " and " + (count - 1) + " more" : "";
  }

  private String where() {
    return switch (standing) {
      case GIVEN -> "the given go.sum";
      case REPOSITORY -> "the go.sum of the current repository";
      case BESIDE -> "the go.sum that was found beside it";
    };
  }

  @Nullable String next() {
    if (different > 0) {
      return "find out which of the two is wrong: do not run the file, and check the go.sum against"
          + " the checksum database";
    }
    if (lacking > 0) {
      return "name the go.sum of the very commit that it was built from with --go-sum FILE";
    }
    if (equal < total()) {
      return "build without -mod=vendor to have the h1 of every module recorded";
    }
    if (modules.unknownLines() > 0) {
      return GoSumCheck.READ_THE_LINES;
    }
    return standing == Standing.BESIDE
        ? "a go.sum that lies beside it may have come with it; name your own with --go-sum FILE"
        : null;
  }

  /** What contradicts comes first, so that a cap never hides it. */
  List<Evidence> evidence() {
    EvidenceList all = new EvidenceList();
    all.addAll(contradicting);
    all.addAll(agreeing);
    return all.toList();
  }
}
