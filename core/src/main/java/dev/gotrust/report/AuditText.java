package dev.gotrust.report;

import dev.gotrust.report.Style.Tone;
import dev.gotrust.rollback.Acceptance;
import dev.gotrust.rollback.Entry;
import dev.gotrust.rollback.StateReading.Broken;
import dev.gotrust.rollback.StateReading.Intact;

/** What a state file was found to be, for people. */
public final class AuditText {
  private AuditText() {}

  /**
   * {@return the report, lines ending in a newline}
   *
   * @param report what was found
   * @param all whether its lines are listed
   * @param style paints the words
   */
  public static String render(AuditReport report, boolean all, Style style) {
    TextBlock text = new TextBlock(style);
    text.line(text.paint(Tone.NEUTRAL, report.file()));
    if (report.reading() instanceof Broken broken) {
      text.blank();
      text.paragraph(0, 2, Tone.BAD, "BROKEN (" + broken.fault().id() + "): " + broken.reason());
      text.paragraph(2, 8, Tone.LABEL, "next: " + broken.next());
      return text.toString();
    }
    Intact intact = (Intact) report.reading();
    text.field("lines", Integer.toString(intact.entries().size()));
    text.field("head", intact.last().hash().hex());
    text.field("begun", intact.entries().get(0).time().toString());
    text.blank();
    if (all) {
      list(intact, text);
    }
    text.paragraph(
        0, 2, Tone.GOOD, "INTACT: each line follows from the one before, and none is missing");
    remarks(intact, text);
    return text.toString();
  }

  private static void list(Intact intact, TextBlock text) {
    for (Entry entry : intact.entries()) {
      Acceptance program = entry.acceptance();
      if (program != null) {
        text.paragraph(0, 2, Tone.NEUTRAL, sentence(entry, program));
        text.paragraph(2, 4, Tone.LABEL, "sha256 " + program.sha256().hex());
        if (entry.reason() != null) {
          text.paragraph(2, 4, Tone.WARNING, "allowed: " + entry.reason());
        }
      }
    }
    text.blank();
  }

  private static String sentence(Entry entry, Acceptance program) {
    return entry.line()
        + "  "
        + entry.time()
        + "  "
        + entry.kind().id()
        + "  "
        + program.channel()
        + "  "
        + program.path()
        + '@'
        + program.version()
        + "  "
        + program.platform();
  }

  private static void remarks(Intact intact, TextBlock text) {
    if (intact.unacknowledged() > 0) {
      text.paragraph(
          2,
          4,
          Tone.NEUTRAL,
          "the last line was never acknowledged: its process was stopped; it counts");
    }
    if (intact.torn() > 0) {
      text.paragraph(
          2,
          4,
          Tone.NEUTRAL,
          "behind it are "
              + intact.torn()
              + " bytes of a line that was never finished; the next line takes their place");
    }
  }
}
