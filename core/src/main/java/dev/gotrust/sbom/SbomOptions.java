package dev.gotrust.sbom;

import dev.gotrust.module.DirectRequirements;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a bill of materials says beyond the facts of the file. Immutable, thread-safe.
 *
 * @param version the version of the main module, for a file that records none; null if unknown
 * @param requirements which modules require which, null if no go.mod was given
 * @param time when the document is said to be made; null to take it from the file
 */
public record SbomOptions(
    @Nullable NamedVersion version,
    @Nullable DirectRequirements requirements,
    @Nullable Instant time) {
  /** The facts of the file alone. */
  public static final SbomOptions NONE = new SbomOptions(null, null, null);

  /**
   * A version and where it came from.
   *
   * @param version as Go spells it, such as {@code v1.2.3}
   * @param from words, such as {@code --version}
   */
  public record NamedVersion(String version, String from) {}

  /**
   * {@return the same with a version}
   *
   * @param named the version of the main module, null if unknown
   */
  public SbomOptions withVersion(@Nullable NamedVersion named) {
    return new SbomOptions(named, requirements, time);
  }

  /**
   * {@return the same with requirements}
   *
   * @param read which modules require which, null if unknown
   */
  public SbomOptions withRequirements(@Nullable DirectRequirements read) {
    return new SbomOptions(version, read, time);
  }

  /**
   * {@return the same with a time}
   *
   * @param made when the document is said to be made, null to take it from the file
   */
  public SbomOptions withTime(@Nullable Instant made) {
    return new SbomOptions(version, requirements, made);
  }
}
