package dev.gotrust.cli;

import dev.gotrust.facts.Refusal;
import dev.gotrust.facts.Refusal.Kind;
import dev.gotrust.report.FactsJson;
import dev.gotrust.report.JsonLayout;
import dev.gotrust.report.ReportDocument;
import dev.gotrust.report.ReportDocuments;
import dev.gotrust.report.Style;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Says of one input why it was not judged. */
public final class RefusalReport implements Report {
  private final Refusal refusal;
  private final boolean oneOfSeveral;

  /**
   * Creates a report.
   *
   * @param refusal why the input could not be analysed
   */
  public RefusalReport(Refusal refusal) {
    this(refusal, false);
  }

  /**
   * Creates a report.
   *
   * @param refusal why the input could not be analysed
   * @param oneOfSeveral whether its document always takes one line
   */
  public RefusalReport(Refusal refusal, boolean oneOfSeveral) {
    this.refusal = refusal;
    this.oneOfSeveral = oneOfSeveral;
  }

  /**
   * {@return a report of an input that can't be read}
   *
   * @param name what reports call it
   * @param message why
   */
  public static RefusalReport unreadable(String name, String message) {
    return new RefusalReport(new Refusal(name, null, null, null, Kind.UNREADABLE, message, -1));
  }

  /** Returns a report on something that is above a cap. */
  static RefusalReport tooLarge(String name, String message) {
    return new RefusalReport(new Refusal(name, null, null, null, Kind.TOO_LARGE, message, -1));
  }

  /** Returns a report on a directory without a Go program. */
  static RefusalReport noGo(String directory, String message) {
    return new RefusalReport(new Refusal(directory, null, null, null, Kind.NOT_GO, message, -1));
  }

  @Override
  public ExitCode code() {
    return ExitCode.INPUT;
  }

  @Override
  public String tally() {
    return "";
  }

  /** {@return why the input could not be analysed} */
  public Refusal refusal() {
    return refusal;
  }

  /** Returns whether the input was read and is no Go program. */
  boolean isNoGo() {
    return refusal.kind() == Kind.NOT_GO;
  }

  /** Returns what to say behind the input's name. */
  String message() {
    String message = refusal.message();
    if (refusal.target() != null) {
      message += " (symbolic link to " + refusal.target() + ')';
    }
    String place = "offset " + refusal.offset();
    boolean told = refusal.offset() < 0 || isNoGo() || message.contains(place);
    return told ? message : message + " (" + place + ')';
  }

  @Override
  public String text(Style style) {
    return Paragraph.of(Terminal.escape(refusal.name()) + ": " + Terminal.escape(message()));
  }

  @Override
  public List<ReportDocument> documents() {
    return List.of(ReportDocuments.of(refusal));
  }

  @Override
  public void json(OutputStream out, boolean pretty) throws IOException {
    FactsJson.write(out, refusal, pretty && !oneOfSeveral ? JsonLayout.INDENTED : JsonLayout.LINE);
  }
}
