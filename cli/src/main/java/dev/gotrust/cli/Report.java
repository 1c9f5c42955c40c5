package dev.gotrust.cli;

import dev.gotrust.report.Style;
import java.io.IOException;
import java.io.OutputStream;

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
   * Writes the document for programs, with a line end.
   *
   * @param out receives the document; stays open
   * @param pretty whether it may take several lines
   * @throws IOException if the stream does
   */
  void json(OutputStream out, boolean pretty) throws IOException;
}
