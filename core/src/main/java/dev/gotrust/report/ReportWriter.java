package dev.gotrust.report;

import java.io.IOException;

/**
 * Writes the reports of a run, however many files it judged, as one document of some format. Not
 * thread-safe; the caller owns the stream behind it, which is neither flushed nor closed here.
 */
public interface ReportWriter {
  /**
   * Takes the report of the next file.
   *
   * @param document what is to be said of it
   * @throws IOException if the stream can't be written to
   */
  void add(ReportDocument document) throws IOException;

  /**
   * Completes the document; nothing may be added then.
   *
   * @param end how the run ended
   * @throws IOException if the stream can't be written to
   */
  void end(RunEnd end) throws IOException;
}
