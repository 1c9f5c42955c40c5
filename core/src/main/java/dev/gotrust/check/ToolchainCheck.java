package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.CompiledCode;
import dev.gotrust.facts.CompiledCode.ApiTrace;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.GoVersion;
import dev.gotrust.facts.VersionTraces;
import dev.gotrust.facts.VersionTraces.BuildInfoLayout;
import dev.gotrust.facts.VersionTraces.PclntabLayout;
import dev.gotrust.facts.VersionTraces.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does the claimed Go version fit what the toolchain left behind: runtime.buildVersion and the
 * layout of the function table? The version stays a claim: it is never more than CORROBORATED.
 */
final class ToolchainCheck {
  private static final String BUILD_VERSION = "runtime.buildVersion";

  /** How the module cache names a toolchain that the go command downloaded. */
  private static final String TOOLCHAIN = "/golang.org/toolchain@v";

  /** Bytes of the function table that show its layout. */
  private static final int PCLNTAB_HEADER = 8;

  private static final String REBUILD = "rebuild it with the claimed version to learn more";

  private final String file;
  private final String claim;
  private final VersionTraces traces;
  private final @Nullable CompiledCode code;
  private final boolean experiments;

  /** Whether linker flags set what the program says of its version. */
  private final boolean written;

  private final VersionRange allowed;
  private final long base;

  private ToolchainCheck(String file, GoBinary binary) {
    BuildInfo info = binary.buildInfo();
    this.file = file;
    this.claim = info == null ? "" : info.goVersion();
    this.traces = binary.versions();
    this.code = binary.code();
    this.written = info != null && isWritten(info);
    this.experiments = info != null && info.setting("GOEXPERIMENT") != null;
    this.allowed = VersionRange.of(binary);
    this.base = binary.span().offset();
  }

  private static boolean isWritten(BuildInfo info) {
    String flags = info.setting("-ldflags");
    return flags != null
        && flags.contains(BUILD_VERSION)
        && LinkerFlags.setsVariable(LinkerFlags.behindPattern(flags), BUILD_VERSION);
  }

  static Link judge(String file, GoBinary binary) {
    ToolchainCheck check = new ToolchainCheck(file, binary);
    return check.claim.isEmpty() ? check.noClaim() : check.holdClaim();
  }

  private Link noClaim() {
    String range = allowed.words();
    return link(
        State.ABSENT,
        "the file claims no Go version; "
            + (range == null ? "nothing else shows one" : "its traces allow " + range),
        "build it with Go 1.13 or later to have the version recorded");
  }

  private Link holdClaim() {
    GoVersion version = GoVersion.parse(claim);
    String contradiction = contradiction(version);
    if (contradiction != null) {
      return link(
          State.CONTRADICTED, "it claims " + claim + ", but " + contradiction, Words.GET_AGAIN);
    }
    if (version == null) {
      return link(
          State.UNDECIDED, "\"" + claim + "\" is no Go version that is known here", REBUILD);
    }
    ApiTrace newer = newer(version);
    if (newer != null) {
      return newer(version, newer);
    }
    if (written) {
      return link(
          State.UNDECIDED,
          "it claims "
              + claim
              + ", which whoever built it wrote: -ldflags sets runtime.buildVersion",
          REBUILD);
    }
    boolean layoutTells = traces.pclntab() != null && version.minor() >= 0;
    return agreed(layoutTells);
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
    if (layout != null && !layout.admits(version)) {
      return "its build info is laid out as that of " + range(layout);
    }
    String toolchain = toolchain();
    if (toolchain != null && !release(toolchain).equals(release(claim))) {
      return "its standard library lay in the directory of the toolchain " + toolchain;
    }
    Text producer = traces.producer();
    return producer == null || release(producer.version()).equals(release(claim))
        ? null
        : "its debug data was written by " + producer.version();
  }

  /** A version without what vendors and experiments put behind it. */
  private static String release(String version) {
    for (int i = 0; i < version.length(); i++) {
      if (" -+".indexOf(version.charAt(i)) >= 0) {
        return version.substring(0, i);
      }
    }
    return version;
  }

  /**
   * The release in GOROOT's name where the go command downloaded it, such as {@code go1.26.8} of
   * {@code .../golang.org/toolchain@v0.0.1-go1.26.8.linux-amd64/src/}; null for any other GOROOT.
   */
  private @Nullable String toolchain() {
    String goroot = code == null || code.goroot() == null ? "" : code.goroot();
    int at = goroot.indexOf(TOOLCHAIN);
    int start = at < 0 ? -1 : goroot.indexOf("-go", at);
    int end = goroot.lastIndexOf('.', goroot.lastIndexOf('-'));
    return start < 0 || end <= start ? null : goroot.substring(start + 1, end);
  }

  /** The newest function of the standard library if the claimed release did not have it. */
  private @Nullable ApiTrace newer(GoVersion version) {
    ApiTrace newest = code == null ? null : code.newestApi();
    return newest != null && version.minor() >= 0 && newest.minor() > version.minor()
        ? newest
        : null;
  }

  /** A vendor or an experiment can bring what a later release added; a plain release can't. */
  private Link newer(GoVersion version, ApiTrace newer) {
    boolean plain = !version.devel() && version.suffix().isEmpty() && !experiments;
    String range = allowed.words();
    String reason =
        "it claims "
            + claim
            + ", but its code holds "
            + newer.function()
            + ", which Go 1."
            + newer.minor()
            + " added"
            + (range == null ? "" : ": its traces allow " + range);
    return plain
        ? link(State.CONTRADICTED, reason, Words.GET_AGAIN)
        : link(
            State.UNDECIDED,
            reason + "; a vendor, a development version or an experiment may have had it before",
            REBUILD);
  }

  private Link agreed(boolean layoutTells) {
    boolean textTells = traces.independent() && !traces.texts().isEmpty();
    String named =
        textTells && traces.producer() != null
            ? "runtime.buildVersion and the debug data say so too"
            : textTells ? "runtime.buildVersion says so too" : "the debug data says so too";
    if (textTells || traces.producer() != null) {
      String fits = layoutTells ? ", and the function table fits" : "";
      return link(State.CORROBORATED, claim + ": " + named + fits, null);
    }
    return layoutTells
        ? link(State.CORROBORATED, claim + ": the function table fits (" + range() + ")", null)
        : link(State.CLAIMED, "it claims " + claim + ", and no second trace shows it", REBUILD);
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
    for (Text text : traces.texts()) {
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
    ApiTrace newest = code == null ? null : code.newestApi();
    if (newest != null) {
      long offset = newest.offset() < 0 ? -1 : base + newest.offset();
      String shown = newest.function() + ", since go1." + newest.minor();
      int length = offset < 0 ? -1 : newest.function().length();
      evidence.add(
          new Evidence(
              "newest function of the standard library", claimed(), shown, file, offset, length));
    }
    addProducer(evidence);
    BuildInfoLayout written = traces.buildInfo();
    if (written != null) {
      evidence.add(Evidence.of("layout of the build info", claimed(), range(written), file));
    }
    return new Link(LinkId.TOOLCHAIN, state, reason, next, null, evidence);
  }

  private void addProducer(List<Evidence> evidence) {
    Text producer = traces.producer();
    if (producer != null) {
      long offset = producer.offset() < 0 ? -1 : base + producer.offset();
      int length = offset < 0 ? -1 : producer.version().getBytes(StandardCharsets.UTF_8).length;
      evidence.add(
          new Evidence("DWARF producer", claimed(), producer.version(), file, offset, length));
    }
  }

  private @Nullable String claimed() {
    return claim.isEmpty() ? null : claim;
  }
}
