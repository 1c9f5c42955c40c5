package dev.gotrust.report;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.rollback.StateReading;
import dev.gotrust.rollback.StateReading.Intact;
import org.jspecify.annotations.Nullable;

/**
 * What a state file was found to be. Immutable.
 *
 * @param file its name
 * @param reading its lines, or why they can't be relied on
 * @param known the hash of a line that the user kept elsewhere, null if he gave none
 * @param toolVersion the version of gotrust that read it
 */
public record AuditReport(
    String file, StateReading reading, @Nullable Bytes known, String toolVersion) {

  /**
   * {@return the report of a file, held against a hash that the user kept}
   *
   * @param file its name
   * @param reading what came of reading it
   * @param known the hash of any of its lines, null to ask for none
   * @param toolVersion the version of gotrust that read it
   */
  public static AuditReport of(
      String file, StateReading reading, @Nullable Bytes known, String toolVersion) {
    return new AuditReport(file, reading.holding(file, known), known, toolVersion);
  }

  /** {@return whether every line follows from the one before, and none is missing} */
  public boolean isIntact() {
    return reading instanceof Intact;
  }
}
