package dev.gotrust.report;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.State;
import dev.gotrust.report.Style.Tone;
import org.jspecify.annotations.Nullable;

/** What a GOROOT was found to be, for people. */
public final class ToolchainText {
  private ToolchainText() {}

  /**
   * {@return the report, lines ending in a newline}
   *
   * @param report what was found
   * @param style paints the words
   */
  public static String render(ToolchainReport report, Style style) {
    TextBlock text = new TextBlock(style);
    text.line(text.paint(Tone.NEUTRAL, report.goroot()));
    text.field("toolchain", report.module() == null ? "not known" : report.module());
    text.field("zip", report.zip() == null ? "none" : report.zip());
    text.blank();
    for (Evidence evidence : report.evidence()) {
      String found = named(evidence);
      if (found != null) {
        text.paragraph(2, 4, Tone.NEUTRAL, found);
      }
    }
    String state = report.state().name() + ": " + report.reason();
    text.paragraph(0, 2, tone(report.state()), state);
    if (report.next() != null) {
      text.paragraph(2, 8, Tone.LABEL, "next: " + report.next());
    }
    text.paragraph(
        0, 2, Tone.NEUTRAL, "This is about the directory: it says nothing of any program.");
    return text.toString();
  }

  /** A file that differs; hashes and proofs are for the document. */
  private static @Nullable String named(Evidence evidence) {
    return evidence.expected() == null && evidence.actual() != null
        ? evidence.what() + ": " + evidence.actual()
        : null;
  }

  private static Tone tone(State state) {
    return switch (state) {
      case PROVEN -> Tone.GOOD;
      case CONTRADICTED -> Tone.BAD;
      default -> Tone.WARNING;
    };
  }
}
