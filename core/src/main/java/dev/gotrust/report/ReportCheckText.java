package dev.gotrust.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.report.ReportCheck.Line;
import dev.gotrust.report.ReportCheck.Outcome;
import dev.gotrust.report.Style.Tone;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** What came of checking a stored report, for people and for programs. */
public final class ReportCheckText {
  /** Names the layout of the document. */
  public static final String SCHEMA = "gotrust.dev/report-check/v1";

  private ReportCheckText() {}

  /**
   * {@return the check in at most 80 columns, lines ending in a newline}
   *
   * @param check what came of it
   * @param style paints the words; {@link Style#PLAIN} for no terminal
   */
  public static String render(ReportCheck check, Style style) {
    TextBlock text = new TextBlock(style);
    FactsText.title(text, check.file());
    text.field("report", check.report());
    if (check.recordedBy() != null) {
      text.field("by", "gotrust " + check.recordedBy());
    }
    text.blank();
    for (Line line : check.lines()) {
      text.paragraph(0, 4, tone(line.outcome()), head(line));
      if (line.reason() != null) {
        text.paragraph(4, 4, Tone.NEUTRAL, line.reason());
      }
    }
    text.blank();
    text.paragraph(0, 2, tone(check.outcome()), sum(check));
    return text.toString();
  }

  private static String head(Line line) {
    String now = line.now() == null ? "" : ", now " + line.now();
    String recorded = line.recorded() == null ? "" : ": " + line.recorded() + " in the report";
    return switch (line.outcome()) {
      case SAME -> "= same        " + line.what() + (line.now() == null ? "" : ": " + line.now());
      case NOT_REDONE -> "? not redone  " + line.what() + recorded + now;
      case DIFFERENT -> "! different   " + line.what() + recorded + now;
    };
  }

  private static String sum(ReportCheck check) {
    int same = count(check, Outcome.SAME);
    int different = count(check, Outcome.DIFFERENT);
    int open = count(check, Outcome.NOT_REDONE);
    return switch (check.outcome()) {
      case SAME -> "SAME: all " + same + " that the report says were done again, and came out so";
      case NOT_REDONE ->
          "INCOMPLETE: "
              + same
              + " came out as the report says; "
              + open
              + " could not be done again";
      case DIFFERENT ->
          "DIFFERENT: "
              + different
              + " did not come out as the report says; "
              + same
              + " did; "
              + open
              + " could not be done again";
    };
  }

  private static int count(ReportCheck check, Outcome outcome) {
    return (int) check.lines().stream().filter(line -> line.outcome() == outcome).count();
  }

  private static Tone tone(Outcome outcome) {
    return switch (outcome) {
      case SAME -> Tone.GOOD;
      case NOT_REDONE -> Tone.WARNING;
      case DIFFERENT -> Tone.BAD;
    };
  }

  /**
   * Writes the document, in ASCII, with a line end.
   *
   * @param out takes the document; stays open and is not flushed
   * @param check what came of it
   * @param layout on how many lines
   * @throws IOException if {@code out} can't be written to
   */
  public static void write(OutputStream out, ReportCheck check, JsonLayout layout)
      throws IOException {
    JsonGenerator json = JsonDocument.begin(out, layout);
    JsonFields fields = new JsonFields(json);
    json.writeStartObject();
    json.writeStringField("schema", SCHEMA);
    fields.text("report", check.report());
    fields.text("file", check.file());
    fields.nullable("recordedBy", check.recordedBy());
    json.writeStringField("outcome", word(check.outcome()));
    json.writeArrayFieldStart("checks");
    for (Line line : check.lines()) {
      json.writeStartObject();
      fields.text("what", line.what());
      json.writeStringField("outcome", word(line.outcome()));
      fields.nullable("recorded", line.recorded());
      fields.nullable("now", line.now());
      fields.nullable("reason", line.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    JsonDocument.end(json);
  }

  private static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
