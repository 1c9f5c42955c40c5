package dev.gotrust.report;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.rollback.Entry;
import dev.gotrust.rollback.StateReading;
import dev.gotrust.rollback.StateReading.Broken;
import dev.gotrust.rollback.StateReading.Fault;
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
    boolean lost = known != null && reading instanceof Intact intact && !holds(intact, known);
    return new AuditReport(file, lost ? cut(file) : reading, known, toolVersion);
  }

  private static boolean holds(Intact intact, Bytes known) {
    for (Entry entry : intact.entries()) {
      if (entry.hash().equals(known)) {
        return true;
      }
    }
    return false;
  }

  private static StateReading cut(String file) {
    return new Broken(
        Fault.TRUNCATED,
        0,
        file + ": no line has the hash that you kept: it was cut, or is another file",
        "restore the file and its .head from a copy that you trust");
  }

  /** {@return whether every line follows from the one before, and none is missing} */
  public boolean isIntact() {
    return reading instanceof Intact;
  }
}
