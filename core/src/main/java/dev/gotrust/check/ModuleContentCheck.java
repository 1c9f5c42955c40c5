package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.material.Materials;
import dev.gotrust.material.ModuleContents;
import dev.gotrust.module.CachedModule;
import dev.gotrust.module.FileDifferences;
import dev.gotrust.module.FileDifferences.Names;
import dev.gotrust.module.ModuleVersion;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Do the module zips, cached directories and the vendor tree hash to the h1 sums that are declared?
 * An h1 that nobody else vouches for proves little: the link rests on go.sum or the database.
 */
final class ModuleContentCheck {
  private final DeclaredModules modules;
  private final ModuleContents contents;
  private final EvidenceList contradicting = new EvidenceList();
  private final EvidenceList open = new EvidenceList();
  private final EvidenceList proving = new EvidenceList();
  private final Tally different = new Tally();
  private final Tally absent = new Tally();
  private final Tally unusable = new Tally();
  private int equal;

  private ModuleContentCheck(
      DeclaredModules modules, Map<ModuleVersion, String> known, ModuleContents contents) {
    this.modules = modules;
    this.contents = contents;
    for (Module module : ChecksumDbCheck.held(modules)) {
      compare(new ModuleVersion(module.path(), module.version()), module.sum());
    }
    if (contents.vendor() != null) {
      VendorFinding vendor = VendorFinding.of(contents.vendor(), known);
      add(vendor);
    }
  }

  static Link judge(GoBinary binary, Materials materials) {
    BuildInfo info = binary.buildInfo();
    ModuleContents contents = materials.contents();
    if (info == null) {
      return link(State.ABSENT, "the file has no build info, so it declares no modules", null);
    }
    DeclaredModules modules = new DeclaredModules(info);
    if (ChecksumDbCheck.held(modules).isEmpty() && modules.unhashed().isEmpty()) {
      return ChecksumDbCheck.nothingDeclared(LinkId.MODULE_CONTENT, modules, contents != null);
    }
    return contents == null
        ? link(
            State.ABSENT,
            "no module cache, vendor tree or checkout was given to hash",
            "name one with --module-cache DIR, --vendor DIR or --source DIR")
        : new ModuleContentCheck(modules, KnownSums.of(modules, materials), contents).link();
  }

  private void compare(ModuleVersion module, String declared) {
    CachedModule cached = contents.modules().get(module);
    if (cached == null) {
      unusable.add(module + " (it is no path and version of a Go module)");
      return;
    }
    boolean wrong = part("zip", cached, cached.zip(), declared);
    wrong |= part("directory", cached, cached.directory(), declared);
    if (cached.isNotedOtherwise()) {
      open.add(
          Evidence.of(
              "what is noted beside the zip of " + module,
              declared,
              cached.noted(),
              contents.cache().toString()));
    }
    boolean some = isEqual(cached.zip()) || isEqual(cached.directory());
    boolean all = isEqualOrAbsent(cached.zip()) && isEqualOrAbsent(cached.directory());
    if (wrong) {
      different.add(module + ": " + problem(cached));
    } else if (some && all) {
      equal++;
    } else if (isAbsent(cached.zip()) && isAbsent(cached.directory())) {
      absent.add(module.toString());
    } else {
      unusable.add(module + " (" + problem(cached) + ')');
    }
  }

  /** Notes what one part is; returns whether it contradicts. */
  private boolean part(String kind, CachedModule cached, CachedModule.Part part, String declared) {
    if (isAbsent(part)) {
      return false;
    }
    boolean wrong = part.state() == CachedModule.State.DIFFERENT;
    EvidenceList list = wrong ? contradicting : isEqual(part) ? proving : open;
    String found = part.h1() == null ? part.problem() : part.h1();
    String what = "h1 of the cached " + kind + " of " + cached.module();
    list.add(Evidence.of(what, declared, found, contents.cache().toString()));
    if (wrong && kind.equals("directory") && cached.differences() != null) {
      FileDifferences files = cached.differences();
      names("changed", files.changed(), cached.module());
      names("extra", files.extra(), cached.module());
      names("missing", files.missing(), cached.module());
    }
    return wrong;
  }

  private void names(String how, Names names, ModuleVersion module) {
    for (String name : names.first()) {
      String where = contents.cache().toString();
      contradicting.add(Evidence.of(how + " file of " + module, null, name, where));
    }
  }

  private static String problem(CachedModule cached) {
    if (cached.zip().state() == CachedModule.State.DIFFERENT) {
      return "its zip in the module cache hashes to " + cached.zip().h1();
    }
    if (cached.directory().state() == CachedModule.State.DIFFERENT) {
      FileDifferences files = cached.differences();
      return files == null || files.isEmpty()
          ? "its directory in the module cache hashes to " + cached.directory().h1()
          : "its directory in the module cache differs: " + VendorFinding.words(files);
    }
    String zip = cached.zip().problem();
    return zip.isEmpty() ? cached.directory().problem() : zip;
  }

  private static boolean isEqual(CachedModule.Part part) {
    return part.state() == CachedModule.State.EQUAL;
  }

  private static boolean isAbsent(CachedModule.Part part) {
    return part.state() == CachedModule.State.ABSENT;
  }

  private static boolean isEqualOrAbsent(CachedModule.Part part) {
    return isEqual(part) || isAbsent(part);
  }

  private void add(VendorFinding vendor) {
    if (vendor.isWrong()) {
      different.add(vendor.reason());
      contradicting.addAll(vendor.evidence());
    } else if (!vendor.isComplete()) {
      unusable.add(vendor.reason());
      open.addAll(vendor.evidence());
    } else {
      proving.addAll(vendor.evidence());
    }
  }

  private int total() {
    return ChecksumDbCheck.held(modules).size() + modules.unhashed().size();
  }

  private State state() {
    if (different.count() > 0) {
      return State.CONTRADICTED;
    }
    boolean all = equal == total() && unusable.count() == 0 && modules.unknownLines() == 0;
    return all ? State.PROVEN : State.UNDECIDED;
  }

  private Link link() {
    EvidenceList evidence = new EvidenceList();
    evidence.addAll(contradicting);
    evidence.addAll(open);
    evidence.addAll(proving);
    String uncounted = modules.uncounted(modules.hashedMain() != null);
    String remark = uncounted.isEmpty() ? null : "not counted, as they have no h1: " + uncounted;
    return new Link(
        LinkId.MODULE_CONTENT, state(), reason(), remark, next(), null, evidence.toList());
  }

  private String reason() {
    if (different.count() > 0) {
      return different.words();
    }
    StringBuilder reason = new StringBuilder();
    if (equal == total()) {
      reason.append(equal == 1 ? "the one declared module is" : "all " + equal + " modules are");
    } else {
      reason.append(equal).append(" of ").append(total()).append(" declared modules are");
    }
    reason.append(" in the module cache with files that hash to the declared h1");
    if (contents.vendor() != null && unusable.count() == 0) {
      reason.append(", and the vendored files are those of its zips");
    }
    absent.appendTo(reason, "not in the module cache");
    unusable.appendTo(reason, "can't be told");
    modules.appendShortfalls(reason);
    return reason.toString();
  }

  private @Nullable String next() {
    if (different.count() > 0) {
      return "do not build from these files; go clean -modcache or go mod vendor makes them anew";
    }
    if (absent.count() > 0) {
      return "go mod download fetches what is missing, in the checkout that it was built from";
    }
    return state() == State.PROVEN
        ? null
        : "gotrust modules verify, in the checkout, holds vendored files against its go.sum";
  }

  private static Link link(State state, String reason, @Nullable String next) {
    return new Link(LinkId.MODULE_CONTENT, state, reason, next, null, List.<Evidence>of());
  }
}
