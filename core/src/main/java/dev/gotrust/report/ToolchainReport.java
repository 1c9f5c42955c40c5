package dev.gotrust.report;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a GOROOT was found to be. It says nothing of any program that it compiled. Immutable.
 *
 * @param goroot the directory
 * @param module the toolchain that it says it is, such as {@code
 *     golang.org/toolchain@v0.0.1-go1.26.8.linux-amd64}; null if it does not say
 * @param zip where the zip lies that it was held against, null if there is none
 * @param state PROVEN: the published toolchain; CONTRADICTED: another; UNDECIDED
 * @param reason one sentence that says why
 * @param next what the user can do about it, null where nothing is to be done
 * @param unreachable whether it is UNDECIDED because evidence could not be reached
 * @param evidence what was compared
 * @param toolVersion the version of gotrust that judged
 */
public record ToolchainReport(
    String goroot,
    @Nullable String module,
    @Nullable String zip,
    State state,
    String reason,
    @Nullable String next,
    boolean unreachable,
    List<Evidence> evidence,
    String toolVersion) {
  /**
   * Copies the list.
   *
   * @param goroot the directory
   * @param module the toolchain that it says it is, or null
   * @param zip where the zip lies, or null
   * @param state PROVEN, CONTRADICTED or UNDECIDED
   * @param reason one sentence that says why
   * @param next what the user can do about it, or null
   * @param unreachable whether evidence could not be reached
   * @param evidence what was compared; copied
   * @param toolVersion the version of gotrust that judged
   */
  public ToolchainReport {
    evidence = List.copyOf(evidence);
  }
}
