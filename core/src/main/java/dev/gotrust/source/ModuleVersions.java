package dev.gotrust.source;

import dev.gotrust.module.GoMod;
import dev.gotrust.module.PathMajor;
import dev.gotrust.module.PseudoVersion;
import dev.gotrust.module.Semver;
import dev.gotrust.source.SourceFacts.Version;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which version the go command gives the main module at a commit (cmd/go/internal/modfetch, {@code
 * codeRepo.convert}, and golang.org/x/mod/module, {@code PseudoVersion}).
 */
final class ModuleVersions {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final int REVISION = 12;
  private static final String DIRTY = "dirty";

  private final String prefix;
  private final String major;
  private final List<GoMod.Retract> retracted;

  /** Name of a tag to its commit. */
  private final Map<String, String> tags;

  private final GitHistory history;

  /**
   * Prepares the versions of a module.
   *
   * @param rootModule the path that the go.mod in the root of the repository names
   * @param retracted what the module takes back
   */
  ModuleVersions(
      String mainModule,
      String rootModule,
      List<GoMod.Retract> retracted,
      Map<String, String> tags,
      GitHistory history) {
    String directory = directory(mainModule, rootModule);
    PathMajor path = PathMajor.of(mainModule);
    this.prefix = directory.isEmpty() ? "" : directory + '/';
    this.major = path == null ? "" : path.suffix();
    this.retracted = retracted;
    this.tags = tags;
    this.history = history;
  }

  /** Where the go command takes the module to lie, told by its path alone. */
  private static String directory(String mainModule, String rootModule) {
    PathMajor root = PathMajor.of(rootModule);
    PathMajor main = PathMajor.of(mainModule);
    String from = root == null ? rootModule : root.prefix();
    String path = main == null || mainModule.equals(from) ? mainModule : main.prefix();
    return path.startsWith(from + '/') ? path.substring(from.length() + 1) : "";
  }

  /** A version without what says that the tree had changes. */
  static String withoutDirty(String version) {
    for (String sign : new String[] {"+", "."}) {
      if (version.endsWith(sign + DIRTY)) {
        return version.substring(0, version.length() - sign.length() - DIRTY.length());
      }
    }
    return version;
  }

  Version of(String commit, Instant time, String claimed) throws IOException {
    String tag = claimedTag(claimed);
    String tagged = tag.isEmpty() ? "" : tags.getOrDefault(tag, "");
    boolean isAncestor = !tagged.isEmpty() && history.holds(tagged);
    String own = highest(commit);
    if (!own.isEmpty()) {
      return new Version(own, "", tag, tagged, isAncestor);
    }
    String base = base();
    return base == null
        ? new Version("", "the history is cut or too long", tag, tagged, isAncestor)
        : new Version(pseudo(base, time, commit), "", tag, tagged, isAncestor);
  }

  private String claimedTag(String claimed) {
    String version = withoutDirty(claimed);
    PseudoVersion pseudo = PseudoVersion.parse(version);
    String base = pseudo == null ? version : pseudo.base();
    return base == null || !Semver.isValid(base) ? "" : prefix + Semver.canonical(base);
  }

  /** The highest version that a tag at the commit gives it; empty if none does. */
  private String highest(String commit) {
    String highest = "";
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      String version = version(tag.getKey());
      if (tag.getValue().equals(commit)
          && tag.getKey().equals(prefix + version)
          && isAllowed(version)
          && Semver.compare(highest, version) < 0) {
        highest = version;
      }
    }
    return highest;
  }

  /** The highest version in the history; empty if there is none, null if it can't be told. */
  private @Nullable String base() throws IOException {
    List<String> names = new ArrayList<>();
    for (String name : tags.keySet()) {
      if (isAllowed(version(name))) {
        names.add(name);
      }
    }
    names.sort((one, other) -> Semver.compare(version(other), version(one)));
    for (String name : names) {
      if (history.holds(tags.getOrDefault(name, ""))) {
        return version(name);
      }
      if (history.isCut()) {
        return null;
      }
    }
    return "";
  }

  /** The version that a tag stands for; empty if it is none of this module. */
  private String version(String tag) {
    if (!tag.startsWith(prefix) || PseudoVersion.is(tag)) {
      return "";
    }
    String text = tag.substring(prefix.length());
    String version = Semver.canonical(text);
    return text.startsWith(version) ? version : "";
  }

  private boolean isAllowed(String version) {
    return !version.isEmpty() && isOfMajor(version) && !isRetracted(version);
  }

  /** Whether a version fits the path (golang.org/x/mod/module, MatchPathMajor). */
  private boolean isOfMajor(String version) {
    String number = Semver.major(version);
    if (major.isEmpty()) {
      return number.equals("v0") || number.equals("v1");
    }
    return number.equals(majorVersion());
  }

  private String majorVersion() {
    String text = major.substring(1);
    int dash = text.indexOf('-');
    return dash < 0 ? text : text.substring(0, dash);
  }

  private boolean isRetracted(String version) {
    for (GoMod.Retract range : retracted) {
      if (Semver.compare(range.low(), version) <= 0 && Semver.compare(version, range.high()) <= 0) {
        return true;
      }
    }
    return false;
  }

  private String pseudo(String base, Instant time, String commit) {
    String sign = TIME.format(time) + '-' + commit.substring(0, REVISION);
    if (base.isEmpty()) {
      return (major.isEmpty() ? "v0" : majorVersion()) + ".0.0-" + sign;
    }
    if (!Semver.prerelease(base).isEmpty()) {
      return base + ".0." + sign;
    }
    int dot = base.lastIndexOf('.');
    return base.substring(0, dot + 1) + incremented(base.substring(dot + 1)) + "-0." + sign;
  }

  /** The number behind a number of any length. */
  private static String incremented(String number) {
    char[] digits = number.toCharArray();
    int at = digits.length - 1;
    while (at >= 0 && digits[at] == '9') {
      digits[at--] = '0';
    }
    if (at < 0) {
      return '1' + new String(digits);
    }
    digits[at]++;
    return new String(digits);
  }
}
