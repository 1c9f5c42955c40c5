package dev.gotrust.report;

import java.util.List;

/**
 * How a run ended.
 *
 * @param exitCode of the process, as {@code specs/cli.md} has it
 * @param toolVersion the version of gotrust that writes the document
 * @param failures what has no report because gotrust failed, as phrases that name the file
 */
public record RunEnd(int exitCode, String toolVersion, List<String> failures) {
  /**
   * Copies the list.
   *
   * @param exitCode of the process
   * @param toolVersion the version of gotrust that writes the document
   * @param failures what has no report because gotrust failed; copied
   */
  public RunEnd {
    failures = List.copyOf(failures);
  }
}
