package dev.gotrust.source;

import dev.gotrust.module.GoMod;
import dev.gotrust.module.GoSum;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The module files of a commit.
 *
 * @param directory where in the repository the main module's go.mod stands, with slashes; empty for
 *     the root; null if no go.mod names the main module
 * @param goMod the go.mod; null if there is none that can be read
 * @param sums the go.sum beside it, and the go.work.sum and the go.sum files of the modules of its
 *     workspace, as far as the commit has them
 * @param workspace whether the commit has a go.work in that directory or above it
 * @param problems what can't be read, as sentences that name the file
 */
public record SourceModule(
    @Nullable String directory,
    @Nullable GoMod goMod,
    List<GoSum> sums,
    boolean workspace,
    List<String> problems) {
  /**
   * Copies the lists.
   *
   * @param directory where in the repository the main module's go.mod stands, null if none does
   * @param goMod the go.mod; null if there is none that can be read
   * @param sums the go.sum and go.work.sum files of the commit; copied
   * @param workspace whether the commit has a go.work there or above
   * @param problems what can't be read, as sentences; copied
   */
  public SourceModule {
    sums = List.copyOf(sums);
    problems = List.copyOf(problems);
  }
}
