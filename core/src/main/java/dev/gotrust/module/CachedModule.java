package dev.gotrust.module;

import org.jspecify.annotations.Nullable;

/**
 * What a module cache has of a module, held against the h1 that it should have. Immutable.
 *
 * @param module the version of the module
 * @param expected the h1 that its zip should have
 * @param zip the zip
 * @param directory the directory that the zip was extracted to
 * @param differences how the files of the directory differ from those of the zip; null unless the
 *     zip is {@link State#EQUAL} and the directory {@link State#DIFFERENT}
 * @param noted what the file beside the zip gives as its h1, on which alone {@code go mod verify}
 *     relies; may hold anything; null if there is none
 */
public record CachedModule(
    ModuleVersion module,
    String expected,
    Part zip,
    Part directory,
    @Nullable FileDifferences differences,
    @Nullable String noted) {

  /** What a zip or a directory is. */
  public enum State {
    /** Not there. */
    ABSENT,
    /** It has the h1 that is expected. */
    EQUAL,
    /** It has another h1. */
    DIFFERENT,
    /** It is nothing that the go command would take or have made. */
    MALFORMED,
    /** It can't be read, or changed meanwhile. */
    UNREADABLE
  }

  /**
   * A zip or a directory.
   *
   * @param state what it is
   * @param h1 its h1; null where it could not be hashed
   * @param problem why it could not be hashed, or what else is wrong with it; empty if nothing is
   */
  public record Part(State state, @Nullable String h1, String problem) {}

  /** {@return whether the file beside the zip gives another h1 than the zip has} */
  public boolean isNotedOtherwise() {
    return noted != null && zip.h1() != null && !noted.equals(zip.h1());
  }

  /** {@return whether something is there, and all that is there is as expected} */
  public boolean isProven() {
    boolean someIsThere = zip.state() == State.EQUAL || directory.state() == State.EQUAL;
    return someIsThere && isGood(zip) && isGood(directory) && !isNotedOtherwise();
  }

  private static boolean isGood(Part part) {
    return part.state() == State.EQUAL || part.state() == State.ABSENT;
  }
}
