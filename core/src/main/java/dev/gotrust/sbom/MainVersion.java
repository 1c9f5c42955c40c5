package dev.gotrust.sbom;

import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.module.PathMajor;
import dev.gotrust.module.PseudoVersion;
import dev.gotrust.module.Semver;
import dev.gotrust.sbom.SbomOptions.NamedVersion;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which version the main module has, and which time the file names. */
final class MainVersion {
  private static final String DEVEL = "(devel)";
  private static final int REVISION = 12;
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private MainVersion() {}

  /**
   * Returns the version of the main module: the recorded one, else the one that was given, else the
   * commit that the build info names, as a pseudo-version; else what is recorded.
   *
   * @throws SbomException if the one that was given contradicts the file
   */
  static NamedVersion of(Module main, BuildInfo info, @Nullable NamedVersion given)
      throws SbomException {
    if (given != null) {
      check(main, given);
    }
    if (isRecorded(main)) {
      return new NamedVersion(main.version(), "");
    }
    if (given != null) {
      return given;
    }
    String commit = ofCommit(main.path(), info);
    return commit == null
        ? new NamedVersion(main.version(), "")
        : new NamedVersion(commit, "vcs.revision and vcs.time of the build info");
  }

  private static boolean isRecorded(Module main) {
    return !main.version().isEmpty() && !main.version().equals(DEVEL);
  }

  private static void check(Module main, NamedVersion given) throws SbomException {
    String version = given.version();
    if (isRecorded(main) && !main.version().equals(version)) {
      throw new SbomException(
          SbomException.Kind.VERSION,
          given.from()
              + " is "
              + version
              + ", but the file records "
              + main.version()
              + " as the version of "
              + main.path());
    }
    if (!(Semver.canonical(version) + Semver.build(version)).equals(version) || version.isEmpty()) {
      throw new SbomException(
          SbomException.Kind.VERSION,
          given.from()
              + ": a version as Go spells it was expected, such as v1.2.3, not "
              + version);
    }
    PathMajor major = PathMajor.of(main.path());
    String problem = major == null ? null : major.problem(version);
    if (problem != null) {
      throw new SbomException(
          SbomException.Kind.VERSION,
          given.from() + " is " + version + ", which is none of " + main.path() + ": " + problem);
    }
  }

  /**
   * Go itself writes such versions from 1.24 on. Which tag stands before the commit is not known
   * here; without one the version names the same commit.
   */
  private static @Nullable String ofCommit(String path, BuildInfo info) {
    String revision = info.setting("vcs.revision");
    Instant time = time(info.setting("vcs.time"));
    if (!"git".equals(info.setting("vcs")) || revision == null || time == null) {
      return null;
    }
    PathMajor major = PathMajor.of(path);
    if (major == null || !isHex(revision)) {
      return null;
    }
    String digits = major.suffix().replaceAll("[^0-9]", "");
    String version =
        (digits.isEmpty() ? "v0" : 'v' + digits)
            + ".0.0-"
            + TIMESTAMP.format(time)
            + '-'
            + revision.substring(0, REVISION);
    return "true".equals(info.setting("vcs.modified")) ? version + "+dirty" : version;
  }

  private static boolean isHex(String revision) {
    if (revision.length() != 40 && revision.length() != 64) {
      return false;
    }
    return revision.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
  }

  /** Returns the time of the commit that the file was built from, null if it names none. */
  static @Nullable Instant time(BuildInfo info, String version) {
    Instant recorded = time(info.setting("vcs.time"));
    PseudoVersion pseudo = recorded == null ? PseudoVersion.parse(version) : null;
    return pseudo == null ? recorded : within(pseudo.time());
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null || text.length() > 64 ? null : within(Instant.parse(text));
    } catch (DateTimeException noTime) {
      return null;
    }
  }

  /** What both formats can write: seconds, and years of four digits. */
  static @Nullable Instant within(@Nullable Instant time) {
    return time == null || time.isBefore(FIRST) || time.isAfter(LAST)
        ? null
        : Instant.ofEpochSecond(time.getEpochSecond());
  }
}
