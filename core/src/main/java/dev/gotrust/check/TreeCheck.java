package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.LinkId;
import dev.gotrust.check.Finding.Grade;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.facts.BuildInfo.Setting;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.module.Semver;
import org.jspecify.annotations.Nullable;

/**
 * Does the build info say that the tree was clean that was built? What was built at a version, from
 * the module's zip, has no tree that could be dirty.
 */
final class TreeCheck {
  private static final String MODIFIED = "vcs.modified";

  private TreeCheck() {}

  static Finding judge(GoBinary binary) {
    BuildInfo info = binary.buildInfo();
    if (info == null) {
      return finding(Grade.UNTOLD, "is none, so that nothing tells of a clean tree", null);
    }
    String clean = null;
    for (Setting setting : info.settings()) {
      if (setting.key().equals(MODIFIED)) {
        if (!setting.value().equals("false")) {
          return finding(
              Grade.BROKEN,
              "tells of a dirty tree: vcs.modified=" + setting.value(),
              setting.value());
        }
        clean = setting.value();
      }
    }
    Module main = info.main();
    String version = main == null ? "" : main.version();
    if (isDirty(version)) {
      return finding(Grade.BROKEN, "tells of a dirty tree: version " + version, version);
    }
    if (clean != null) {
      return finding(Grade.HOLDS, null, clean);
    }
    return main != null && main.replace() == null && !main.sum().isEmpty()
        ? finding(Grade.HOLDS, null, main.path() + '@' + version)
        : finding(
            Grade.UNTOLD, "does not tell of a clean tree: vcs.modified is not recorded", null);
  }

  /** Since Go 1.24 the go command stamps a version with it (cmd/go/internal/load, setBuildInfo). */
  private static boolean isDirty(String version) {
    String build = Semver.build(version);
    return build.equals("+dirty") || build.endsWith(".dirty");
  }

  private static Finding finding(Grade grade, @Nullable String reason, @Nullable String actual) {
    return new Finding(
        LinkId.BUILD_INFO, grade, reason, Evidence.of("clean tree", "false", actual, MODIFIED));
  }
}
