package dev.gotrust.material;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.rollback.StateFile;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The log that an artifact is held against, and written to once it passes.
 *
 * @param file the log
 * @param channel keeps apart what the user wants apart, such as {@code default} or {@code 1.2}
 * @param allowed why an older artifact may pass, or one that differs, as the user puts it; null
 *     where none may
 * @param head the hash of a line that the user kept elsewhere, and that must be there; null to ask
 *     for none
 * @param clock tells the time of what is written
 */
public record StateAccess(
    StateFile file,
    String channel,
    @Nullable String allowed,
    @Nullable Bytes head,
    InstantSource clock) {
  /** The channel of a user who names none. */
  public static final String DEFAULT = "default";

  /** The kind of a state file among the materials of a report. */
  public static final String KIND = "state";

  /**
   * {@return the same log by another clock}
   *
   * @param other tells the time of what is written
   */
  public StateAccess at(InstantSource other) {
    return new StateAccess(file, channel, allowed, head, other);
  }
}
