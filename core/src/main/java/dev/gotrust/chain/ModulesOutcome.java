package dev.gotrust.chain;

import java.util.List;

/**
 * What came of holding the modules of a build against each other. Immutable.
 *
 * @param verdict the outcome of all
 * @param isUnreachable whether a source that was asked for could not be reached
 * @param line the outcome in one sentence, with what was and what was not checked
 * @param problems what is wrong, and then what is open
 * @param rows the modules of the build, by path
 * @param unchecked what was not looked at
 */
public record ModulesOutcome(
    Verdict verdict,
    boolean isUnreachable,
    String line,
    List<ModuleProblem> problems,
    List<ModuleRow> rows,
    List<Unchecked> unchecked) {
  /**
   * Copies the lists.
   *
   * @param verdict the outcome of all
   * @param isUnreachable whether a source that was asked for could not be reached
   * @param line the outcome in one sentence, with what was and what was not checked
   * @param problems what is wrong, and then what is open
   * @param rows the modules of the build, by path
   * @param unchecked what was not looked at
   */
  public ModulesOutcome {
    problems = List.copyOf(problems);
    rows = List.copyOf(rows);
    unchecked = List.copyOf(unchecked);
  }

  /**
   * Something that was not looked at.
   *
   * @param what a module, or a file
   * @param reason why not
   * @param counts whether it makes the outcome incomplete
   */
  public record Unchecked(String what, String reason, boolean counts) {}
}
