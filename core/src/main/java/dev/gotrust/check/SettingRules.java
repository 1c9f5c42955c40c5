package dev.gotrust.check;

import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Setting;
import dev.gotrust.facts.BuildMarks;
import dev.gotrust.facts.CompiledCode;
import dev.gotrust.facts.CompiledCode.Mark;
import dev.gotrust.facts.CompiledPackage;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.GoVersion;
import dev.gotrust.facts.SourcePlace;
import dev.gotrust.image.Format;
import dev.gotrust.image.Linkage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which each build setting is held against the file; {@code specs/settings.md} says of
 * each on which releases it was tried and why it can't misfire.
 */
final class SettingRules {
  private static final String FIPS = "crypto/internal/fips140/";

  /**
   * A pseudo-version of a commit with a hash, without what follows a plus sign; the go command
   * takes no tag of this form for a version ({@code golang.org/x/mod/module}, pseudoVersionRE).
   */
  private static final String PSEUDO =
      "v[0-9]+\\.(0\\.0-|[0-9]+\\.[0-9]+-([^+]*\\.)?0\\.)[0-9]{14}-[0-9a-f]{12}";

  /** Systems whose ELF programs Go's linker marks, with a note or a number in the header. */
  private static final Set<String> MARKED = Set.of("netbsd", "openbsd", "freebsd");

  private final GoBinary binary;
  private final BuildInfo info;
  private final @Nullable CompiledCode code;
  private final Linkage linkage;
  private final int minor;

  SettingRules(GoBinary binary, BuildInfo info) {
    this.binary = binary;
    this.info = info;
    this.code = binary.code();
    this.linkage = binary.linkage();
    GoVersion version = GoVersion.parse(info.goVersion());
    this.minor = version == null ? -1 : version.minor();
  }

  /** Returns a row for each recorded setting, then those for what should be recorded and is not. */
  List<SettingRow> rows() {
    List<SettingRow> rows = new ArrayList<>();
    for (Setting setting : info.settings()) {
      rows.add(row(setting.key(), setting.value()));
    }
    addUnrecorded(rows);
    return rows;
  }

  private SettingRow row(String key, String value) {
    return switch (key) {
      case "GOOS" -> os(value);
      case "GOARCH" -> arch(value);
      case "GOAMD64" -> amd64(value);
      case "CGO_ENABLED" -> cgo(value);
      case "-race" -> mark(key, value, Mark.RACE);
      case "-asan" -> mark(key, value, Mark.ASAN);
      case "-msan" -> mark(key, value, Mark.MSAN);
      case "-cover" -> cover(value);
      case "-trimpath" -> trimpath(value);
      case "-ldflags" -> ldflags(value);
      case "-buildmode" -> buildmode(value);
      case "-compiler" -> compiler(value);
      case "GOFIPS140" -> fips(value);
      case "GOEXPERIMENT" -> experiment(value);
      case "DefaultGODEBUG" -> godebug(value);
      case "vcs.modified" -> modified(value);
      case "vcs.revision" -> revision(value);
      default -> SettingRow.claimed(key, value);
    };
  }

  private SettingRow os(String value) {
    Format expected =
        switch (value) {
          case "windows" -> Format.PE;
          case "darwin", "ios" -> Format.MACHO;
          case "aix" -> Format.XCOFF;
          case "plan9" -> Format.PLAN9;
          case "js", "wasip1" -> Format.WASM;
          default -> Format.ELF;
        };
    String trace =
        binary.format().id() + ", " + (binary.os().isEmpty() ? "an unknown system" : binary.os());
    if (binary.format() != expected || osShows(value)) {
      boolean fits = binary.format() == expected && isOs(value);
      return SettingRow.compared("GOOS", value, trace, fits);
    }
    return SettingRow.claimed("GOOS", value);
  }

  /**
   * Whether the file shows which system it is for. Linux and DragonFly programs bear no mark, and C
   * linkers need not mark the libraries that they make.
   */
  private boolean osShows(String value) {
    boolean marked = MARKED.contains(value) && linkage.type().equals("executable");
    return isOs(value) || marked || MARKED.contains(binary.os());
  }

  private boolean isOs(String value) {
    return switch (value) {
      case "illumos" -> binary.os().equals("solaris");
      case "ios" -> binary.format() == Format.MACHO;
      default -> binary.os().equals(value);
    };
  }

  private SettingRow arch(String value) {
    return binary.arch().isEmpty()
        ? SettingRow.claimed("GOARCH", value)
        : SettingRow.compared("GOARCH", value, binary.arch(), binary.arch().equals(value));
  }

  private SettingRow amd64(String value) {
    int level = binary.settingTraces() == null ? -1 : binary.settingTraces().amd64Level();
    if (level < 0) {
      return SettingRow.claimed("GOAMD64", value);
    }
    if (value.equals("v1") && level > 0) {
      return SettingRow.remarked("GOAMD64", value, carried(level));
    }
    boolean fits = value.equals(level == 0 ? "v1" : "v" + level);
    if (!fits && (isRuntimeShared() || !linkage.type().equals("executable"))) {
      return SettingRow.claimed("GOAMD64", value); // what is loaded need not ask when it starts
    }
    String trace = level == 0 ? "asks no level of the processor" : "asks level v" + level;
    return SettingRow.compared("GOAMD64", value, trace, fits);
  }

  private static String carried(int level) {
    return "GOAMD64=v1, and a message about level v"
        + level
        + ": of this program, or of another that it carries";
  }

  /** Only cgo links runtime/cgo; a build with cgo enabled need not use it. */
  private SettingRow cgo(String value) {
    boolean used = code != null && code.find("runtime/cgo") != null;
    return used
        ? SettingRow.compared("CGO_ENABLED", value, "holds runtime/cgo", value.equals("1"))
        : SettingRow.claimed("CGO_ENABLED", value);
  }

  /** With -linkshared the runtime lies in a library of its own, and shows nothing here. */
  private boolean isRuntimeShared() {
    for (String library : linkage.libraries()) {
      if (library.startsWith("lib") && library.contains("runtime") && library.endsWith(".so")) {
        return true;
      }
    }
    return false;
  }

  private SettingRow mark(String key, String value, Mark mark) {
    if (code == null) {
      return SettingRow.claimed(key, value);
    }
    boolean there = code.marks().contains(mark);
    if (!there && isRuntimeShared()) {
      return SettingRow.claimed(key, value);
    }
    String trace = (there ? "holds " : "does not hold ") + mark.function();
    return SettingRow.compared(key, value, trace, value.equals("true") == there);
  }

  /**
   * With -coverpkg the main package may have no part in it, and a program can import the package
   * itself: neither its absence nor its presence contradicts.
   */
  private SettingRow cover(String value) {
    return code != null && value.equals("true") && BuildMarks.isCovered(code)
        ? SettingRow.compared("-cover", value, "holds the code that writes profiles", true)
        : SettingRow.claimed("-cover", value);
  }

  /** Prebuilt packages and generated files may show absolute paths all the same. */
  private SettingRow trimpath(String value) {
    if (code == null || code.goroot() == null) {
      return SettingRow.claimed("-trimpath", value);
    }
    boolean trimmed = code.goroot().isEmpty();
    String modules = value.equals("true") ? null : trimmedModules();
    if (modules != null) {
      return SettingRow.compared("-trimpath", value, modules, false);
    }
    if (trimmed && value.equals("true")) {
      return SettingRow.compared("-trimpath", value, "paths are trimmed", true);
    }
    return trimmed
        ? SettingRow.claimed("-trimpath", value)
        : SettingRow.remarked(
            "-trimpath", value, "-trimpath=" + value + ", and GOROOT is named: " + code.goroot());
  }

  private SettingRow ldflags(String value) {
    boolean plain = value.strip().startsWith("-") || value.strip().startsWith("'");
    boolean noSymbols = plain && LinkerFlags.isSet(value, "s");
    boolean noDebug = noSymbols || plain && LinkerFlags.isSet(value, "w");
    if (!noDebug) {
      return SettingRow.claimed("-ldflags", value);
    }
    boolean written = LinkerFlags.isSet(value, "w") && binary.versions().producer() != null;
    String trace =
        (linkage.symbols() ? "symbols" : "no symbols")
            + (linkage.debug() ? ", debug data" : ", no debug data")
            + (written ? " of Go code" : "");
    boolean broken = noSymbols && linkage.symbols() || written;
    if (broken || linkage.debug()) {
      // Only Go's ELF linker obeys without exception: others keep some symbols, C objects theirs.
      return broken && binary.format() == Format.ELF
          ? SettingRow.compared("-ldflags", value, trace, false)
          : SettingRow.remarked(
              "-ldflags", value, "-ldflags=" + value + ", and there are " + trace);
    }
    return SettingRow.compared("-ldflags", value, trace, true);
  }

  private SettingRow buildmode(String value) {
    String type = linkage.type();
    boolean library = value.equals("c-shared") || value.equals("shared") || value.equals("plugin");
    if (library) {
      return type.equals("unknown")
          ? SettingRow.claimed("-buildmode", value)
          : SettingRow.compared("-buildmode", value, type, !type.equals("executable"));
    }
    if (value.equals("pie") && !linkage.pie()) {
      return SettingRow.remarked(
          "-buildmode",
          value,
          "-buildmode=pie, and the file is not position independent, as -extldflags=-static leaves it");
    }
    return value.equals("pie")
        ? SettingRow.compared("-buildmode", value, "position independent", true)
        : SettingRow.claimed("-buildmode", value);
  }

  private SettingRow compiler(String value) {
    return binary.versions().pclntab() == null
        ? SettingRow.claimed("-compiler", value)
        : SettingRow.compared(
            "-compiler", value, "the function table is that of gc", value.equals("gc"));
  }

  private SettingRow fips(String value) {
    String snapshot = snapshot();
    if (code == null || value.equals("latest") || value.equals("off")) {
      return snapshot == null
          ? SettingRow.claimed("GOFIPS140", value)
          : SettingRow.compared("GOFIPS140", value, "holds " + snapshot, false);
    }
    if (snapshot != null) {
      boolean fits = isFipsRelease(snapshot.substring(FIPS.length()), value);
      return SettingRow.compared("GOFIPS140", value, "holds " + snapshot, fits);
    }
    return code.find(FIPS + "sha256") == null
        ? SettingRow.claimed("GOFIPS140", value)
        : SettingRow.compared("GOFIPS140", value, "holds " + FIPS + "sha256", false);
  }

  /** The module has a hash behind its release, {@code v1.0.0-c2097c7c}, which need not be named. */
  static boolean isFipsRelease(String full, String named) {
    return full.equals(named) || full.startsWith(named + '-');
  }

  private @Nullable String snapshot() {
    return code == null ? null : BuildMarks.fipsSnapshot(code);
  }

  private SettingRow experiment(String value) {
    boolean named = info.goVersion().contains("X:" + value);
    return named
        ? SettingRow.compared("GOEXPERIMENT", value, info.goVersion(), true)
        : SettingRow.claimed("GOEXPERIMENT", value);
  }

  private SettingRow godebug(String value) {
    return binary.settingTraces() != null && binary.settingTraces().godebug()
        ? SettingRow.compared("DefaultGODEBUG", value, "the runtime's variable holds it", true)
        : SettingRow.claimed("DefaultGODEBUG", value);
  }

  /** From Go 1.24 on the go command marks the main module's version too. */
  private SettingRow modified(String value) {
    String version = info.main() == null ? "" : info.main().version();
    boolean stamped = minor >= 24 && version.startsWith("v");
    if (!stamped) {
      return SettingRow.claimed("vcs.modified", value);
    }
    boolean dirty = version.endsWith("+dirty") || version.endsWith("+incompatible.dirty");
    return SettingRow.compared(
        "vcs.modified", value, "the main module is at " + version, dirty == value.equals("true"));
  }

  /** A pseudo-version ends with the first twelve digits of its commit, or with a counted number. */
  private SettingRow revision(String value) {
    String version = info.main() == null ? "" : info.main().version();
    int plus = version.indexOf('+');
    String core = plus < 0 ? version : version.substring(0, plus);
    String commit = core.substring(core.lastIndexOf('-') + 1);
    String vcs = String.valueOf(info.setting("vcs"));
    boolean hashed = vcs.equals("git") || vcs.equals("hg");
    boolean pseudo = hashed && core.matches(PSEUDO);
    return pseudo
        ? SettingRow.compared(
            "vcs.revision", value, "the main module is at " + version, value.startsWith(commit))
        : SettingRow.claimed("vcs.revision", value);
  }

  /** Go 1.18 and later record these where they are set, so that silence is a claim. */
  private void addUnrecorded(List<SettingRow> rows) {
    if (minor < 18 || info.settings().isEmpty() || code == null) {
      return;
    }
    unrecorded(rows, "-race", Mark.RACE);
    unrecorded(rows, "-asan", Mark.ASAN);
    unrecorded(rows, "-msan", Mark.MSAN);
    String snapshot = minor >= 24 && info.setting("GOFIPS140") == null ? snapshot() : null;
    if (snapshot != null) {
      rows.add(SettingRow.compared("GOFIPS140", null, "holds " + snapshot, false));
    }
    String trimmed = minor >= 19 && info.setting("-trimpath") == null ? trimmedModules() : null;
    if (trimmed != null) {
      rows.add(SettingRow.compared("-trimpath", null, trimmed, false));
    }
  }

  private void unrecorded(List<SettingRow> rows, String key, Mark mark) {
    boolean there = code != null && code.marks().contains(mark);
    if (there && info.setting(key) == null && !isTagged(key.substring(1))) {
      rows.add(SettingRow.compared(key, null, "holds " + mark.function(), false));
    }
  }

  /** With the tag alone the runtime is built for it too. */
  private boolean isTagged(String tag) {
    return (',' + String.valueOf(info.setting("-tags")) + ',').contains(',' + tag + ',');
  }

  /** A file name of a module that only -trimpath writes so, null if there is none. */
  private @Nullable String trimmedModules() {
    String flags = info.setting("-gcflags") + " " + info.setting("-asmflags");
    if (code == null
        || code.goroot() == null
        || !code.goroot().isEmpty()
        || flags.contains("trimpath")) {
      return null;
    }
    for (CompiledPackage compiled : code.packages()) {
      for (SourcePlace place : compiled.places()) {
        if (place.fits() && place.module() != null && place.root().isEmpty()) {
          return place.file();
        }
      }
    }
    return null;
  }
}
