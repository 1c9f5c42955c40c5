package dev.gotrust.attestation;

import org.jspecify.annotations.Nullable;

/**
 * A level of a SLSA track, as {@code SLSA_BUILD_LEVEL_3}: it holds what the lower ones of its track
 * do.
 *
 * @param track such as {@code BUILD}
 * @param level such as 3
 */
record TrackLevel(String track, int level) {
  private static final String PREFIX = "SLSA_";
  private static final String MIDDLE = "_LEVEL_";

  /** Returns the level that a name stands for, null where it is none: it is then itself alone. */
  static @Nullable TrackLevel parse(String name) {
    int middle = name.lastIndexOf(MIDDLE);
    String digit = middle < 0 ? "" : name.substring(middle + MIDDLE.length());
    boolean isDigit = digit.length() == 1 && digit.charAt(0) >= '0' && digit.charAt(0) <= '9';
    return name.startsWith(PREFIX) && middle > PREFIX.length() && isDigit
        ? new TrackLevel(name.substring(PREFIX.length(), middle), digit.charAt(0) - '0')
        : null;
  }

  /** Returns whether what was found is what was asked for, or more of it. */
  static boolean satisfies(String found, String asked) {
    TrackLevel wanted = parse(asked);
    TrackLevel level = wanted == null ? null : parse(found);
    return wanted == null
        ? found.equals(asked)
        : level != null && level.track.equals(wanted.track) && level.level >= wanted.level;
  }
}
