package dev.gotrust.rollback;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.module.Semver;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A program as it was accepted, or is to be.
 *
 * @param channel keeps apart what the user wants apart, such as {@code default} or {@code 1.2}
 * @param module path of the main module
 * @param path package path of the main package; a module may have several programs
 * @param platform GOOS and GOARCH, such as {@code linux/amd64}; joined by plus signs for fat files
 * @param variant recorded settings by which builds of one release differ, such as {@code GOARM=7};
 *     empty if there are none
 * @param version of the main module, such as {@code v1.2.3} or {@code (devel)}; may be empty
 * @param commitTime when the commit was made, as the program records it, null where it does not
 * @param logTime a proven time at which a signature of the program existed, null without one
 * @param sha256 of all bytes of the file
 */
public record Acceptance(
    String channel,
    String module,
    String path,
    String platform,
    String variant,
    String version,
    @Nullable Instant commitTime,
    @Nullable Instant logTime,
    Bytes sha256) {

  /** Whether another is the same program in the same channel, of any version and platform. */
  boolean isOfProgram(Acceptance other) {
    return channel.equals(other.channel) && module.equals(other.module) && path.equals(other.path);
  }

  /** Whether another should have the same bytes: a release is built once for each variant. */
  boolean isSameBuild(Acceptance other) {
    return isOfProgram(other)
        && isRelease()
        && version.equals(other.version)
        && platform.equals(other.platform)
        && variant.equals(other.variant);
  }

  /** Whether its version names one source: neither none, nor that of a tree with changes. */
  boolean isRelease() {
    return hasVersion() && !Semver.build(version).contains("dirty");
  }

  boolean hasVersion() {
    return Semver.isValid(version);
  }
}
