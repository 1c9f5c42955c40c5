package dev.gotrust.report;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.State;
import dev.gotrust.report.Style.Tone;

/** What came of verifying any file, for people. */
public final class BlobText {
  private BlobText() {}

  /**
   * {@return the report, lines ending in a newline}
   *
   * @param report what was found
   * @param style paints the words
   */
  public static String render(BlobReport report, Style style) {
    TextBlock text = new TextBlock(style);
    Link link = report.link();
    FactsText.title(text, report.file());
    text.field(report.digest().algorithm().id(), report.digest().value().hex());
    if (report.size() >= 0) {
      text.field("size", report.size() + " bytes");
    }
    text.blank();
    for (Evidence evidence : link.evidence()) {
      text.paragraph(2, 4, Tone.NEUTRAL, line(evidence));
    }
    text.paragraph(
        0, 2, tone(link.state()), report.asked() + ' ' + link.state() + ": " + link.reason());
    if (link.remark() != null) {
      text.paragraph(2, 2, Tone.WARNING, link.remark());
    }
    if (link.next() != null) {
      text.paragraph(2, 8, Tone.LABEL, "next: " + link.next());
    }
    return text.toString();
  }

  private static String line(Evidence evidence) {
    StringBuilder text = new StringBuilder(evidence.what());
    if (evidence.expected() != null && !evidence.expected().equals(evidence.actual())) {
      text.append(": expected ").append(evidence.expected()).append(", found ");
      text.append(evidence.actual() == null ? "nothing" : evidence.actual());
    } else {
      text.append(": ").append(evidence.actual());
    }
    return text.toString();
  }

  private static Tone tone(State state) {
    return switch (state) {
      case PROVEN, ATTESTED -> Tone.GOOD;
      case CONTRADICTED -> Tone.BAD;
      default -> Tone.WARNING;
    };
  }
}
