package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.LinkId;
import dev.gotrust.check.Finding.Grade;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Setting;
import dev.gotrust.facts.CompiledCode.Mark;
import dev.gotrust.facts.ContentId;
import dev.gotrust.facts.ContentId.Cause;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.GoVersion;
import dev.gotrust.image.Format;
import dev.gotrust.image.Linkage;
import dev.gotrust.policy.RequiredSetting;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has an image a build setting that the policy asks for? What is recorded tells; what is not
 * recorded tells where the go command of that release would have recorded it.
 */
final class RequiredSettingCheck {
  private static final String LDFLAGS = "-ldflags";
  private static final String FIPS = "GOFIPS140";

  /** The first release that records -trimpath, which tells whether linker flags are hidden. */
  private static final int TRIMPATH = 19;

  private final String file;
  private final GoBinary binary;
  private final RequiredSetting required;

  private RequiredSettingCheck(String file, GoBinary binary, RequiredSetting required) {
    this.file = file;
    this.binary = binary;
    this.required = required;
  }

  static Finding judge(String file, GoBinary binary, RequiredSetting required) {
    RequiredSettingCheck check = new RequiredSettingCheck(file, binary, required);
    BuildInfo info = binary.buildInfo();
    return info == null || info.settings().isEmpty()
        ? check.untold("the file records no settings", null)
        : check.judge(info);
  }

  private Finding judge(BuildInfo info) {
    Finding finding = null;
    for (Setting setting : info.settings()) {
      if (setting.key().equals(required.key())
          && (finding == null || finding.grade() == Grade.HOLDS)) {
        finding = recorded(setting.value());
      }
    }
    if (finding != null) {
      return finding;
    }
    GoVersion version = GoVersion.parse(info.goVersion());
    return "gc".equals(info.setting("-compiler")) && version != null && version.minor() > 0
        ? unrecorded(info, version.minor())
        : untold("it is not recorded", null);
  }

  private Finding recorded(String value) {
    boolean flags = required.key().equals(LDFLAGS) && !required.value().isEmpty();
    if (required.equalsValue(value) || isFipsRelease(value) || isSameTags(value)) {
      return holds(null, value);
    }
    if (isFipsAlias() && value.startsWith("v")) {
      return untold(quoted(value) + " is recorded, and the alias may have stood for it", value);
    }
    if (!flags) {
      return broken(quoted(value) + " is recorded", value);
    }
    String stripped = value.strip();
    String plain = stripped.startsWith("all=") ? LinkerFlags.behindPattern(value) : stripped;
    if (!LinkerFlags.isPlain(plain)) {
      return untold(quoted(value) + " is recorded, for packages of a pattern", value);
    }
    return LinkerFlags.holdsAll(plain, required.value())
        ? holds(null, value)
        : broken(quoted(value) + " is recorded", value);
  }

  /** Tags are a set; the go command records commas between them, however they were given. */
  private boolean isSameTags(String value) {
    return required.key().equals("-tags") && tags(required.value()).equals(tags(value));
  }

  private static Set<String> tags(String value) {
    Set<String> tags = new HashSet<>(Arrays.asList(value.replace(' ', ',').split(",")));
    tags.remove("");
    return tags;
  }

  private boolean isFipsRelease(String value) {
    return required.key().equals(FIPS) && SettingRules.isFipsRelease(value, required.value());
  }

  /** Each toolchain has its own idea of which release these are (cmd/go/internal/fips140). */
  private boolean isFipsAlias() {
    return required.key().equals(FIPS)
        && (required.value().equals("certified") || required.value().equals("inprocess"));
  }

  private Finding unrecorded(BuildInfo info, int minor) {
    String key = required.key();
    boolean trimmed = "true".equals(info.setting("-trimpath"));
    if (key.equals(LDFLAGS) && (trimmed || minor < TRIMPATH)) {
      return hidden();
    }
    if (trimmed && key.startsWith("CGO_") && !key.equals("CGO_ENABLED")) {
      return untold("-trimpath keeps it from being recorded", null);
    }
    String arch = info.setting("GOARCH");
    String own = architecture(key);
    if (own != null && arch != null && !arch.equals(own) && !arch.equals(own + "le")) {
      return broken("GOARCH=" + arch + " is recorded", null);
    }
    Mark mark = mark(key);
    if (mark != null && binary.code() != null && binary.code().marks().contains(mark)) {
      return untold("it is not recorded, and the file holds " + mark.function(), mark.function());
    }
    int since = recordedSince(key);
    if (since == 0 || minor < since) {
      return untold("it is not recorded", null);
    }
    return required.value().isEmpty() || required.value().equals(unset(key))
        ? holds(null, null)
        : broken("it is not recorded, as Go 1." + minor + " records it where it is set", null);
  }

  /** What shows in the code whether a flag was set, null where nothing does. */
  private static @Nullable Mark mark(String key) {
    return switch (key) {
      case "-race" -> Mark.RACE;
      case "-asan" -> Mark.ASAN;
      case "-msan" -> Mark.MSAN;
      default -> null;
    };
  }

  /** The release from which on the go command records a setting if and only if it is set. */
  private static int recordedSince(String key) {
    return switch (key) {
      case "-asan", "-msan", "-race", "-tags", "-asmflags", "-gcflags", "GOEXPERIMENT" -> 18;
      case "-trimpath", LDFLAGS -> TRIMPATH;
      case "-pgo" -> 20;
      case "DefaultGODEBUG" -> 21;
      case "-cover" -> 23;
      case FIPS -> 24;
      default -> 0;
    };
  }

  private String unset(String key) {
    return required.isFlag() ? "false" : key.equals(FIPS) || key.equals("-pgo") ? "off" : "";
  }

  /** The architecture that a variable is about, null for any other key. */
  private static @Nullable String architecture(String key) {
    return switch (key) {
      case "GO386" -> "386";
      case "GOAMD64", "GOARM", "GOARM64", "GOMIPS", "GOMIPS64", "GOPPC64", "GORISCV64", "GOWASM" ->
          key.substring(2).toLowerCase(java.util.Locale.ROOT);
      default -> null;
    };
  }

  /** Linker flags that -trimpath keeps out of the record: -s and -w leave a trace. */
  private Finding hidden() {
    Linkage linkage = binary.linkage();
    String trace =
        (linkage.symbols() ? "symbols" : "no symbols")
            + (linkage.debug() ? ", debug data" : ", no debug data");
    List<String> flags = LinkerFlags.flags(required.value());
    boolean told = !flags.isEmpty() && isAsLinked();
    for (String flag : flags) {
      boolean noSymbols = flag.equals("s");
      if (noSymbols && linkage.symbols() && binary.format() == Format.ELF) {
        // Only Go's ELF linker obeys without exception: others keep some symbols.
        return broken("there are " + trace, trace);
      }
      boolean shown = noSymbols && !linkage.symbols() || flag.equals("w");
      told &= shown && !linkage.debug();
    }
    return told
        ? holds(required.text() + " is not recorded, but shows: " + trace, trace)
        : untold("it is not recorded, and the file, with " + trace + ", does not tell", trace);
  }

  /** Whether nothing shows that symbols were taken away since; signing and appending take none. */
  private boolean isAsLinked() {
    ContentId id = binary.contentId();
    return id.state() != ContentId.State.MISMATCH
        || id.cause() == Cause.SIGNED
        || id.cause() == Cause.APPENDED;
  }

  private static String quoted(String value) {
    return '"' + value + '"';
  }

  private Finding holds(@Nullable String remark, @Nullable String actual) {
    return finding(Grade.HOLDS, remark, actual);
  }

  private Finding untold(String why, @Nullable String actual) {
    return finding(Grade.UNTOLD, "do not show " + required.text() + ": " + why, actual);
  }

  private Finding broken(String why, @Nullable String actual) {
    return finding(Grade.BROKEN, "do not meet " + required.text() + ": " + why, actual);
  }

  private Finding finding(Grade grade, @Nullable String reason, @Nullable String actual) {
    String what = "required " + required.key();
    return new Finding(
        LinkId.SETTINGS, grade, reason, Evidence.of(what, required.value(), actual, file));
  }
}
