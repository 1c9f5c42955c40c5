package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.CompiledCode;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.SourcePlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Are the modules whose code was compiled in the ones that the build info declares, at those
 * versions? The names of source files show it, so it is never more than CORROBORATED.
 */
final class PackagesCheck {
  private static final String REBUILD =
      "rebuild it from the source that it names to learn what was compiled in";

  private static final String LIST = "list them with gotrust inspect --packages";

  private PackagesCheck() {}

  static Link judge(String file, GoBinary binary) {
    CompiledCode code = binary.code();
    BuildInfo info = binary.buildInfo();
    if (code == null) {
      return link(State.UNDECIDED, unreadable(binary), REBUILD, List.of());
    }
    if (info == null) {
      String reason =
          "the file has no build info, so it declares nothing that its "
              + Words.counted(code.packages().size(), "package")
              + " could be held against";
      return link(State.ABSENT, reason, LIST, List.of());
    }
    return judge(new CodeComparison(file, binary.span().offset(), info, code), info);
  }

  private static String unreadable(GoBinary binary) {
    for (String note : binary.notes()) {
      if (note.startsWith(GoBinary.TABLE_NOTE)) {
        return "what was compiled in can't be read: " + note;
      }
    }
    return "no function table of a known layout was found, so nothing shows what was compiled in";
  }

  private static Link judge(CodeComparison compared, BuildInfo info) {
    if (!compared.contradictions().isEmpty()) {
      return contradicted(compared);
    }
    List<Evidence> evidence = compared.shown();
    if (!compared.tested().isEmpty()) {
      return link(State.UNDECIDED, tested(compared), LIST, evidence);
    }
    if (!compared.directories().isEmpty()) {
      return link(State.UNDECIDED, directories(compared), REBUILD, evidence);
    }
    if (!compared.unowned().isEmpty()) {
      return unowned(compared, info, evidence);
    }
    if (!info.unknownLines().isEmpty()) {
      String reason = new DeclaredModules(info).incomplete();
      return link(State.UNDECIDED, reason, GoSumCheck.READ_THE_LINES, evidence);
    }
    Set<String> versionless = compared.versionless();
    if (!versionless.isEmpty()) {
      String reason =
          Words.counted(versionless.size(), "module")
              + " of "
              + compared.withCode()
              + " with code here can't be compared: no file name shows a version, as with -mod=vendor;"
              + " the first is "
              + versionless.iterator().next();
      return link(State.UNDECIDED, reason, REBUILD, evidence);
    }
    return link(State.CORROBORATED, agreed(compared, info), null, evidence);
  }

  private static Link contradicted(CodeComparison compared) {
    Map<String, Evidence> found = compared.contradictions();
    Map.Entry<String, Evidence> first = found.entrySet().iterator().next();
    String expected = first.getValue().expected();
    String reason =
        "code of "
            + first.getKey()
            + " was compiled in, "
            + (expected == null
                ? "which the build info does not declare"
                : "but the build info declares " + expected)
            + (found.size() == 1 ? "" : "; and " + (found.size() - 1) + " more of this kind");
    return link(State.CONTRADICTED, reason, Words.GET_AGAIN, new ArrayList<>(found.values()));
  }

  private static String tested(CodeComparison compared) {
    Set<String> modules = compared.tested();
    return "a test binary, for which the go command declares no module that tests import: "
        + Words.counted(modules.size(), "module")
        + " can't be compared; the first is "
        + modules.iterator().next();
  }

  private static String directories(CodeComparison compared) {
    return "the build info declares a directory, but that is named as a module at a version: "
        + compared.directories().iterator().next();
  }

  private static Link unowned(CodeComparison compared, BuildInfo info, List<Evidence> evidence) {
    Map<String, SourcePlace> packages = compared.unowned();
    Map.Entry<String, SourcePlace> first = packages.entrySet().iterator().next();
    String where =
        info.main() == null && info.deps().isEmpty()
            ? " can't be compared: the build info declares no modules, as in GOPATH builds; the first"
                + " is "
            : (packages.size() == 1 ? " belongs" : " belong")
                + " to no declared module; the first is ";
    String reason =
        Words.counted(packages.size(), "package")
            + where
            + first.getKey()
            + " ("
            + first.getValue().file()
            + ')';
    return link(State.UNDECIDED, reason, LIST, evidence);
  }

  private static String agreed(CodeComparison compared, BuildInfo info) {
    if (compared.others() == 0) {
      return "all code is of Go's own distribution, and no other is declared";
    }
    int declared = info.deps().size();
    if (declared == 0) {
      return "all code is of the main module and the standard library, and no other is declared";
    }
    int used = compared.withCode();
    if (used == 0) {
      return "no code of the " + Words.counted(declared, "declared module") + " was linked";
    }
    int unused = declared - used;
    return used
        + " of "
        + Words.counted(declared, "declared module")
        + (used == 1 ? " has" : " have")
        + " code here"
        + versions(used, compared.fromDirectories())
        + (unused == 0 ? "" : "; no code of the other " + Words.others(unused) + " was linked");
  }

  private static String versions(int used, int directories) {
    if (directories == 0) {
      return used == 1 ? ", at the declared version" : ", at the declared versions";
    }
    return used == directories
        ? ", from directories without a version"
        : ", "
            + directories
            + " of them from directories without a version, the others at the declared versions";
  }

  private static Link link(State state, String reason, @Nullable String next, List<Evidence> all) {
    EvidenceList evidence = new EvidenceList();
    evidence.addAll(all);
    return new Link(LinkId.PACKAGES, state, reason, next, null, evidence.toList());
  }
}
