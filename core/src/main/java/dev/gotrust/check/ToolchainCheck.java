package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.GoVersion;
import dev.gotrust.facts.VersionTraces;
import dev.gotrust.facts.VersionTraces.BuildInfoLayout;
import dev.gotrust.facts.VersionTraces.PclntabLayout;
import java.nio.charset.StandardCharsets;
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

  /** Bytes of the function table that show its layout. */
  private static final int PCLNTAB_HEADER = 8;

  private static final String REBUILD = "rebuild it with the claimed version to learn more";

  private final String file;
  private final String claim;
  private final VersionTraces traces;
  private final long base;

  private ToolchainCheck(String file, GoBinary binary) {
    BuildInfo info = binary.buildInfo();
    this.file = file;
    this.claim = info == null ? "" : info.goVersion();
    this.traces = binary.versions();
    this.base = binary.span().offset();
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
    GoVersion version = GoVersion.parse(claim);
    String contradiction = contradiction(version);
    if (contradiction != null) {
      return link(State.CONTRADICTED, "it claims " + claim + ", but " + contradiction, GET_AGAIN);
    }
    if (version == null) {
      return link(
          State.UNDECIDED, "\"" + claim + "\" is no Go version that is known here", REBUILD);
    }
    boolean layoutTells = traces.pclntab() != null && version.minor() >= 0;
    boolean textTells = traces.independent() && !traces.texts().isEmpty();
    return agreed(textTells, layoutTells);
  }

  /** What the program shows that the claimed version excludes, null if there is nothing. */
  private @Nullable String contradiction(@Nullable GoVersion version) {
    List<String> texts = traces.buildVersions();
    if (!texts.isEmpty() && !texts.contains(claim)) {
      return "the program itself says " + texts.get(0);
    }
    if (version == null || version.minor() < 0) {
      return null;
    }
    PclntabLayout pclntab = traces.pclntab();
    if (pclntab != null && !pclntab.admits(version.minor())) {
      return "its function table is that of " + range();
    }
    BuildInfoLayout layout = traces.buildInfo();
    return layout == null || layout.admits(version)
        ? null
        : "its build info is laid out as that of " + range(layout);
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

  private static String range(BuildInfoLayout layout) {
    return layout == BuildInfoLayout.POINTERS ? "Go 1.13 to 1.17" : "Go 1.18 or later";
  }

  private Link link(State state, String reason, @Nullable String next) {
    List<Evidence> evidence = new ArrayList<>();
    for (VersionTraces.Text text : traces.texts()) {
      int length = text.version().getBytes(StandardCharsets.UTF_8).length;
      evidence.add(
          new Evidence(
              "runtime.buildVersion",
              claimed(),
              text.version(),
              file,
              base + text.offset(),
              length));
    }
    PclntabLayout layout = traces.pclntab();
    if (layout != null) {
      long offset = base + traces.pclntabOffset();
      evidence.add(
          new Evidence(
              "layout of the function table", claimed(), range(), file, offset, PCLNTAB_HEADER));
    }
    BuildInfoLayout written = traces.buildInfo();
    if (written != null) {
      evidence.add(Evidence.of("layout of the build info", claimed(), range(written), file));
    }
    return new Link(LinkId.TOOLCHAIN, state, reason, next, null, evidence);
  }

  private @Nullable String claimed() {
    return claim.isEmpty() ? null : claim;
  }
}
