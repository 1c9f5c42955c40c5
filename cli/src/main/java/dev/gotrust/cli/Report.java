package dev.gotrust.cli;

import dev.gotrust.report.ReportDocument;
import dev.gotrust.report.Style;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;

/** What came of one input, in every format. */
public interface Report {
  /** {@return what it means for the exit code} */
  ExitCode code();

  /** {@return the word under which a run over several files counts it; empty for none} */
  String tally();

  /**
   * {@return the report for readers, with a line end}
   *
   * @param style paints the words
   */
  String text(Style style);

  /**
   * {@return what the formats that hold a whole run say; none for a report that only text and JSON
   * know}
   */
  default List<ReportDocument> documents() {
    return List.of();
  }

  /**
   * {@return summaries of the verification, unsigned statements of one line each, without its end;
   * none for what was not verified}
   *
   * @param timeVerified when
   */
  default List<String> summaries(Instant timeVerified) {
    return List.of();
  }

  /**
   * Writes the document for programs, with a line end.
   *
   * @param out receives the document; stays open
   * @param pretty whether it may take several lines
   * @throws IOException if the stream does
   */
  void json(OutputStream out, boolean pretty) throws IOException;
}
