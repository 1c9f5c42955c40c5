package dev.gotrust.facts;

import org.jspecify.annotations.Nullable;

/**
 * The content ID of a Go build ID, recomputed over the bytes.
 *
 * @param recorded the last part of the build ID, null if the file has no such part
 * @param computed what the file as it lies hashes to, null where nothing can be recomputed
 * @param state how the two compare on the file as it lies
 * @param cause why they differ, as far as the file shows it, or what their equality does not cover
 * @param reason a sentence for people
 */
public record ContentId(
    @Nullable String recorded, @Nullable String computed, State state, Cause cause, String reason) {
  /** What stands for a content ID that nobody asked for, in {@link Scope#MODULES}. */
  static final ContentId NOT_COMPUTED =
      new ContentId(
          null, null, State.NOT_APPLICABLE, Cause.NONE, "the content ID was not recomputed");

  /** How recorded and computed compare. */
  public enum State {
    /** Equal. */
    MATCH("match"),
    /** Different. */
    MISMATCH("mismatch"),
    /** This build has no content ID. */
    NOT_APPLICABLE("not-applicable");

    private final String id;

    State(String id) {
      this.id = id;
    }

    /** {@return the name that reports use} */
    public String id() {
      return id;
    }
  }

  /** Why a recomputed content ID differs. */
  public enum Cause {
    /** It does not differ, or there is none. */
    NONE,
    /**
     * It does not differ, but the build ID stands where no linker writes it, and what stands there
     * is taken as zeros.
     */
    HIDDEN_CHANGE,
    /** A platform signature was put on; without it the bytes match. */
    SIGNED,
    /** A platform signature was put on, and taking it away does not bring the match back. */
    SIGNED_AND_CHANGED,
    /** A platform signature was put on, and the bytes were changed since: it is not of them. */
    CHANGED_SINCE_SIGNED,
    /** Bytes were appended; without them the file matches. */
    APPENDED,
    /** The layout is that of strip, objcopy or a system linker: such a tool may have written it. */
    REWRITTEN,
    /** Header tables were moved or removed, as by sstrip or patchelf. */
    RELINKED,
    /**
     * Header fields were edited, or the layout is the Go linker's own but tools edit such files.
     */
    EDITED,
    /** This is the debug data of a program, without its code. */
    DEBUG_FILE,
    /** A packer wrote the file. */
    PACKED,
    /** The layout does not show which tool wrote the file last. */
    UNKNOWN_WRITER,
    /** The layout is the Go linker's own: the file was changed in place. */
    CHANGED_IN_PLACE
  }
}
