package dev.gotrust.report;

import dev.gotrust.material.DatabaseAccess.Plan;
import dev.gotrust.module.ModuleVersion;
import dev.gotrust.report.Style.Tone;

/** What {@code verify --dry-run} prints for people: one request a line, as it would be made. */
public final class PlanText {
  private PlanText() {}

  /**
   * {@return the text, lines ending in a newline}
   *
   * @param name of the artifact
   * @param plan what would be asked
   * @param style paints the words
   */
  public static String render(String name, Plan plan, Style style) {
    TextBlock text = new TextBlock(style);
    text.line(text.paint(Tone.NEUTRAL, name));
    int count = plan.requests().size();
    text.paragraph(2, 2, Tone.NEUTRAL, sum(count));
    for (String request : plan.requests()) {
      text.line("  " + text.paint(Tone.NEUTRAL, request));
    }
    if (!plan.instead().isEmpty()) {
      text.paragraph(2, 2, Tone.NEUTRAL, "where the first has no such database, instead below");
      for (String root : plan.instead()) {
        text.line("  " + text.paint(Tone.NEUTRAL, root));
      }
    }
    for (ModuleVersion module : plan.withheld()) {
      text.line(text.paint(Tone.LABEL, "  private, not asked for: " + module));
    }
    return text.toString();
  }

  private static String sum(int count) {
    return count == 0
        ? "nothing would be asked: all answers were kept by earlier runs, or no module has an h1"
        : count
            + (count == 1 ? " request" : " requests")
            + " would be made, and those for the tiles that prove the answers:";
  }
}
