package dev.gotrust.check;

import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.material.Materials;
import dev.gotrust.material.SignatureOutcome;
import dev.gotrust.material.Signatures;
import dev.gotrust.module.PseudoVersion;
import dev.gotrust.rollback.Acceptance;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of an artifact once it is accepted.
 *
 * @param acceptance what is written, null where something of it is missing
 * @param missing what is missing, as a sentence; empty where nothing is
 */
record AcceptedProgram(@Nullable Acceptance acceptance, String missing) {
  /** Settings by which builds of one release differ, in the order of the file. */
  private static final List<String> VARIANT =
      List.of(
          "-buildmode",
          "-compiler",
          "-tags",
          "-race",
          "-msan",
          "-asan",
          "CGO_ENABLED",
          "GO386",
          "GOAMD64",
          "GOARM",
          "GOARM64",
          "GOEXPERIMENT",
          "GOFIPS140",
          "GOMIPS",
          "GOMIPS64",
          "GOPPC64",
          "GORISCV64",
          "GOWASM");

  static AcceptedProgram of(Inspection facts, Materials materials, String channel) {
    StringBuilder platforms = new StringBuilder();
    StringBuilder variants = new StringBuilder();
    BuildInfo first = facts.first().buildInfo();
    for (GoBinary binary : facts.binaries()) {
      BuildInfo info = binary.buildInfo();
      if (first == null || info == null || info.main() == null || info.main().path().isEmpty()) {
        return missing("it names no main module, so nothing tells what it was before");
      }
      if (!isSame(first, info)) {
        return missing("its slices are of different programs or versions");
      }
      platforms.append(platforms.isEmpty() ? "" : "+").append(binary.os()).append('/');
      platforms.append(binary.arch());
      addVariant(variants, info);
    }
    if (first == null || first.main() == null) {
      throw new IllegalStateException("a file without a Go image");
    }
    Module main = first.main();
    return new AcceptedProgram(
        new Acceptance(
            channel,
            main.path(),
            first.path(),
            platforms.toString(),
            variants.toString(),
            main.version(),
            commitTime(first, main.version()),
            logTime(materials.signatures()),
            facts.sha256()),
        "");
  }

  private static AcceptedProgram missing(String reason) {
    return new AcceptedProgram(null, reason);
  }

  private static boolean isSame(BuildInfo one, BuildInfo other) {
    Module main = one.main();
    Module otherMain = other.main();
    return main != null
        && otherMain != null
        && main.path().equals(otherMain.path())
        && main.version().equals(otherMain.version())
        && one.path().equals(other.path());
  }

  private static void addVariant(StringBuilder out, BuildInfo info) {
    for (String key : VARIANT) {
      String value = info.setting(key);
      if (value != null) {
        out.append(out.isEmpty() ? "" : " ").append(key).append('=').append(value);
      }
    }
  }

  private static @Nullable Instant commitTime(BuildInfo info, String version) {
    String recorded = info.setting("vcs.time");
    if (recorded != null) {
      try {
        return Instant.parse(recorded);
      } catch (DateTimeException noTime) {
        return null;
      }
    }
    PseudoVersion pseudo = PseudoVersion.parse(version);
    return pseudo == null ? null : pseudo.time();
  }

  /** The earliest proven time: an old program that is signed again is no newer for that. */
  private static @Nullable Instant logTime(@Nullable Signatures signatures) {
    Instant earliest = null;
    for (SignatureOutcome outcome :
        signatures == null ? List.<SignatureOutcome>of() : signatures.outcomes()) {
      Instant time =
          outcome.holds() && outcome.verified() != null ? outcome.verified().signedAt() : null;
      if (time != null && (earliest == null || time.isBefore(earliest))) {
        earliest = time;
      }
    }
    return earliest;
  }
}
