package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfoCopies;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.GoVersion;
import dev.gotrust.facts.VersionTraces;
import dev.gotrust.facts.VersionTraces.PclntabLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does the claimed Go version fit what the toolchain left behind: runtime.buildVersion and the
 * layout of the function table? The version stays a claim: it is never more than CORROBORATED.
 */
final class ToolchainCheck {
  private static final String GET_AGAIN =
      "do not run it; get the file again and compare its SHA-256 with the publisher's";
  private static final String REBUILD = "rebuild it with the claimed version to learn more";

  private final String file;
  private final String claim;
  private final VersionTraces traces;
  // One copy of the text: the build info points at runtime.buildVersion itself, so that both are
  // equal whatever was written there.
  private final boolean textIsIndependent;

  private ToolchainCheck(String file, GoBinary binary) {
    BuildInfo info = binary.buildInfo();
    this.file = file;
    this.claim = info == null ? "" : info.goVersion();
    this.traces = binary.versions();
    this.textIsIndependent = binary.copies().outcome() != BuildInfoCopies.Outcome.SINGLE;
  }

  static Link judge(String file, GoBinary binary) {
    ToolchainCheck check = new ToolchainCheck(file, binary);
    return check.claim.isEmpty() ? check.noClaim() : check.holdClaim();
  }

  private Link noClaim() {
    String shown =
        traces.pclntab() == null
            ? "nothing else shows one"
            : "its function table is that of " + range();
    return link(
        State.ABSENT,
        "the file claims no Go version; " + shown,
        "build it with Go 1.13 or later to have the version recorded");
  }

  private Link holdClaim() {
    if (!traces.buildVersions().isEmpty() && !traces.buildVersions().contains(claim)) {
      return link(
          State.CONTRADICTED,
          "it claims " + claim + ", but the program itself says " + traces.buildVersions().get(0),
          GET_AGAIN);
    }
    GoVersion version = GoVersion.parse(claim);
    if (version == null) {
      return link(
          State.UNDECIDED, "\"" + claim + "\" is no Go version that is known here", REBUILD);
    }
    PclntabLayout layout = traces.pclntab();
    boolean layoutTells = layout != null && version.minor() >= 0;
    if (layout != null && layoutTells && !layout.admits(version.minor())) {
      return link(
          State.CONTRADICTED,
          "it claims " + claim + ", but its function table is that of " + range(),
          GET_AGAIN);
    }
    boolean textTells = textIsIndependent && !traces.buildVersions().isEmpty();
    return agreed(textTells, layoutTells);
  }

  private Link agreed(boolean textTells, boolean layoutTells) {
    if (!textTells && !layoutTells) {
      return link(State.CLAIMED, "it claims " + claim + ", and no second trace shows it", REBUILD);
    }
    String by =
        !layoutTells
            ? "runtime.buildVersion says so too"
            : textTells
                ? "runtime.buildVersion says so too, and the function table fits"
                : "the function table fits (" + range() + ")";
    return link(State.CORROBORATED, claim + ": " + by, null);
  }

  /** The releases whose layout the function table has. */
  private String range() {
    PclntabLayout layout = traces.pclntab();
    if (layout == null) {
      return "no known version";
    }
    return switch (layout) {
      case GO_1_2 -> "Go 1.2 to 1.15";
      case GO_1_16 -> "Go 1.16 or 1.17";
      case GO_1_18 -> "Go 1.18 or 1.19";
      case GO_1_20 -> "Go 1.20 or later";
    };
  }

  private Link link(State state, String reason, @Nullable String next) {
    List<Evidence> evidence = new ArrayList<>();
    for (String text : traces.buildVersions()) {
      evidence.add(Evidence.of("runtime.buildVersion", claimed(), text, file));
    }
    PclntabLayout layout = traces.pclntab();
    if (layout != null) {
      evidence.add(Evidence.of("layout of the function table", claimed(), range(), file));
    }
    return new Link(LinkId.TOOLCHAIN, state, reason, next, null, evidence);
  }

  private @Nullable String claimed() {
    return claim.isEmpty() ? null : claim;
  }
}
