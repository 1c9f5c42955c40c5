package dev.gotrust.report;

import dev.gotrust.chain.ModuleProblem;
import dev.gotrust.chain.ModuleRow;
import dev.gotrust.chain.ModulesOutcome;
import dev.gotrust.chain.ModulesOutcome.Unchecked;
import dev.gotrust.chain.State;
import dev.gotrust.chain.Verdict;
import dev.gotrust.report.Style.Tone;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report on modules for people: what is wrong or open first, then a table of the modules that
 * this is about, what was not checked, and the outcome last.
 */
public final class ModulesText {
  /** More than this of a kind is for programs, or for who asks for all. */
  private static final int MOST = 20;

  private static final int CELL = 9;
  private static final String HEAD = "go.sum   zip      dir      ";

  private final ModulesReport report;
  private final boolean all;
  private final TextBlock text;

  private ModulesText(ModulesReport report, boolean all, Style style) {
    this.report = report;
    this.all = all;
    this.text = new TextBlock(style);
  }

  /**
   * {@return the report, lines ending in a newline}
   *
   * @param report what was judged
   * @param all whether modules of which all holds are listed too
   * @param style paints the words; {@link Style#PLAIN} for no terminal
   */
  public static String render(ModulesReport report, boolean all, Style style) {
    return new ModulesText(report, all, style).render();
  }

  private String render() {
    ModulesOutcome outcome = report.outcome();
    text.paragraph(0, 2, Tone.TITLE, report.goMod());
    text.field("cache", report.moduleCache());
    text.blank();
    problems(outcome.problems());
    table(outcome.rows());
    unchecked(outcome.unchecked());
    text.paragraph(0, 2, tone(outcome.verdict()), outcome.line());
    return text.toString();
  }

  private static Tone tone(Verdict verdict) {
    return switch (verdict) {
      case PASS -> Tone.GOOD;
      case FAIL -> Tone.BAD;
      case INCOMPLETE -> Tone.WARNING;
    };
  }

  private void problems(List<ModuleProblem> problems) {
    int shown = shown(problems.size());
    for (ModuleProblem problem : problems.subList(0, shown)) {
      String mark = problem.verdict() == Verdict.FAIL ? "! " : "? ";
      text.paragraph(0, 4, tone(problem.verdict()), mark + problem.place() + ": " + problem.what());
      value("expected", problem.expected());
      value("found", problem.found());
      text.paragraph(4, 10, Tone.LABEL, "next: " + problem.next());
    }
    more(problems.size() - shown, "problem");
    if (shown > 0) {
      text.blank();
    }
  }

  private void value(String label, @Nullable String value) {
    if (value != null) {
      text.paragraph(4, 13, Tone.NEUTRAL, padded(label, CELL) + value);
    }
  }

  private int shown(int count) {
    return all ? count : Math.min(count, MOST);
  }

  private void more(int count, String what) {
    if (count > 0) {
      String words = "and " + count + " more " + what + (count == 1 ? "" : "s");
      text.paragraph(2, 2, Tone.LABEL, words + "; list them with --all");
    }
  }

  private void table(List<ModuleRow> rows) {
    List<ModuleRow> listed = new ArrayList<>();
    boolean hasVendor = false;
    boolean hasDatabase = false;
    for (ModuleRow row : rows) {
      hasVendor |= row.vendor() != State.NOT_APPLICABLE;
      hasDatabase |= row.database() != State.NOT_APPLICABLE;
      if (all || !row.isSettled()) {
        listed.add(row);
      }
    }
    if (listed.isEmpty()) {
      return;
    }
    int shown = shown(listed.size());
    String head = HEAD + (hasVendor ? "vendor   " : "") + (hasDatabase ? "database " : "");
    text.paragraph(2, 2, Tone.LABEL, head + "module");
    for (ModuleRow row : listed.subList(0, shown)) {
      row(row, hasVendor, hasDatabase);
    }
    more(listed.size() - shown, "module");
    text.blank();
  }

  private void row(ModuleRow row, boolean hasVendor, boolean hasDatabase) {
    StringBuilder line = new StringBuilder();
    line.append(padded(row.goSum() == State.PROVEN ? "listed" : word(row.goSum()), CELL));
    line.append(padded(word(row.zip()), CELL)).append(padded(word(row.directory()), CELL));
    line.append(hasVendor ? padded(word(row.vendor()), CELL) : "");
    line.append(hasDatabase ? padded(word(row.database()), CELL) : "");
    line.append(row.path()).append('@').append(row.version());
    if (!row.replacement().isEmpty()) {
      line.append(" => ").append(row.replacement());
    }
    text.paragraph(2, 6, row.isSettled() ? Tone.NEUTRAL : Tone.WARNING, line.toString());
  }

  private static String word(State state) {
    return switch (state) {
      case PROVEN, ATTESTED, CORROBORATED -> "equal";
      case CLAIMED, UNDECIDED -> "open";
      case ABSENT -> "absent";
      case CONTRADICTED -> "differs";
      case NOT_APPLICABLE -> "-";
    };
  }

  private static String padded(String word, int width) {
    return word + " ".repeat(Math.max(0, width - word.length()));
  }

  private void unchecked(List<Unchecked> unchecked) {
    if (unchecked.isEmpty()) {
      return;
    }
    text.paragraph(0, 0, Tone.LABEL, "not checked:");
    int shown = shown(unchecked.size());
    for (Unchecked each : unchecked.subList(0, shown)) {
      Tone tone = each.counts() ? Tone.WARNING : Tone.LABEL;
      text.paragraph(2, 6, tone, each.what() + ": " + each.reason());
    }
    more(unchecked.size() - shown, "thing");
    text.blank();
  }
}
