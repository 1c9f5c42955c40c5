package dev.gotrust.cli;

import dev.gotrust.report.MarkdownReport;
import dev.gotrust.report.ReportDocument;
import dev.gotrust.report.ReportFormat;
import dev.gotrust.report.ReportWriter;
import dev.gotrust.report.RunEnd;
import dev.gotrust.report.Style;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes reports to where the command line wants them, in the order in which they come: files
 * first, standard output last. A reader of standard output that goes away, as {@code head} does, is
 * no error. A place that can't be written to is given up, and the others get all that they should.
 */
public final class Printer implements AutoCloseable {
  private final List<Place> places = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();
  private final Progress progress;
  private final boolean single;

  /** One instant for all summaries of a run. */
  private final Instant now = Instant.now();

  private Printer(Progress progress, boolean single) {
    this.progress = progress;
    this.single = single;
  }

  /** One place that reports go to. */
  private static final class Place {
    private final Output output;
    private final @Nullable OutputFile file;
    private final DocumentStream stream;
    private final Style style;
    private final @Nullable ReportWriter writer;
    private @Nullable StepSummary summary;
    private boolean begun;

    Place(Output output, OutputFile file) {
      this.output = output;
      this.file = file;
      this.stream = new DocumentStream(file);
      this.style = Style.PLAIN;
      this.writer = writer(output, stream);
    }

    /** What is appended to the summary of a step, beside what {@code output} names. */
    Place(Output output, StepSummary summary) {
      this.output = output;
      this.file = null;
      this.stream = new DocumentStream(summary);
      this.style = Style.PLAIN;
      this.writer = new MarkdownReport(summary, summary.room());
      this.summary = summary;
    }

    /** Standard output. */
    Place(Output output, OutputStream out, Style style) {
      this.output = output;
      this.file = null;
      this.stream = new DocumentStream(out);
      this.style = style;
      this.writer = writer(output, stream);
    }

    private static @Nullable ReportWriter writer(Output output, OutputStream stream) {
      ReportFormat format = ReportFormat.of(output.format());
      return format == null ? null : format.writer(stream);
    }

    boolean isFile() {
      return file != null || summary != null;
    }

    String name() {
      if (summary != null) {
        return summary.name();
      }
      return output.path() == null ? "standard output" : output.path();
    }
  }

  /** How a report stands among the others. */
  enum Manner {
    /** A text of its own. */
    TEXT,
    /** One line of a list. */
    LINE,
    /** One line that the terminal already shows. */
    COMPLAINT
  }

  /**
   * Opens all places.
   *
   * @param single whether one file is judged, whose document may take several lines
   * @throws UsageException if one can't be written to
   */
  static Printer open(
      List<Output> outputs, Surroundings surroundings, Progress progress, boolean single)
      throws UsageException {
    Printer printer = new Printer(progress, single);
    for (Output output : outputs) {
      if (output.target() != null) {
        printer.places.add(new Place(output, printer.begin(output, output.target())));
      }
      StepSummary summary = StepSummary.of(output, surroundings);
      if (summary != null && printer.places.stream().allMatch(place -> place.summary == null)) {
        printer.places.add(new Place(output, summary)); // once, however many annotations go where
      }
    }
    for (Output output : outputs) {
      if (output.path() == null) {
        Style style = surroundings.isColoured() ? new Painter() : Style.PLAIN;
        printer.places.add(new Place(output, surroundings.out(), style));
      }
    }
    return printer;
  }

  private OutputFile begin(Output output, Target target) throws UsageException {
    try {
      return OutputFile.begin(target);
    } catch (IOException failed) {
      close();
      throw Output.unwritable(output.path(), Terminal.explain(failed));
    }
  }

  /** Returns the files that this writes or replaces, drafts among them. */
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (Place place : places) {
      if (place.file != null) {
        files.addAll(place.file.paths());
      }
    }
    return files;
  }

  /** Returns whether a report for readers is written to standard output. */
  boolean showsText() {
    for (Place place : places) {
      if (!place.isFile() && place.output.format().equals(Output.TEXT)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether nobody reads any more. */
  boolean isUnread() {
    return places.isEmpty();
  }

  /**
   * Writes one report everywhere.
   *
   * @return what kept the report from being rendered, null if nothing did; it is then missing where
   *     it could not be, and nowhere else
   */
  @Nullable Throwable print(Report report, Manner manner) {
    progress.erase();
    Throwable bug = null;
    for (Iterator<Place> all = places.iterator(); all.hasNext(); ) {
      Place place = all.next();
      try {
        Throwable failure = write(report, manner, place);
        bug = failure == null ? bug : failure;
      } catch (IOException failed) {
        lose(place, failed);
        all.remove();
      }
    }
    return bug;
  }

  private void lose(Place place, IOException failed) {
    if (place.isFile() || !isGone(failed)) {
      lost.add("can't write " + place.name() + ": " + Terminal.explain(failed));
    }
    close(place);
  }

  /** Returns what could not be written, as phrases that name the place. */
  List<String> lost() {
    return lost;
  }

  private @Nullable Throwable write(Report report, Manner manner, Place place) throws IOException {
    try {
      if (place.writer != null) {
        add(report, manner, place.writer);
      } else if (place.output.format().equals(Output.VSA)) {
        for (String summary : report.summaries(now)) {
          place.stream.write((summary + '\n').getBytes(StandardCharsets.UTF_8));
        }
        place.stream.end();
      } else if (place.output.format().equals(Output.JSON)) {
        report.json(place.stream, single);
        place.stream.end();
      } else if (place.isFile() || manner != Manner.COMPLAINT) {
        write(report.text(place.style), manner, place);
      }
      return null;
    } catch (RuntimeException | Error bug) {
      place.stream.drop();
      return bug;
    }
  }

  /** What a directory holds beside Go programs is listed in text and JSON alone. */
  private static void add(Report report, Manner manner, ReportWriter writer) throws IOException {
    if (manner != Manner.LINE) {
      List<ReportDocument> documents = report.documents();
      try {
        for (ReportDocument document : documents) {
          writer.add(document);
        }
      } catch (RuntimeException bug) {
        throw new IOException("a bug in gotrust (" + bug + ')', bug); // half of a document is none
      }
    }
  }

  private static void write(String text, Manner manner, Place place) throws IOException {
    if (place.begun && manner == Manner.TEXT) {
      place.stream.write('\n');
    }
    place.stream.write(text.getBytes(StandardCharsets.UTF_8));
    place.stream.end();
    place.begun = true;
  }

  /** Writes the last words of a run to every text. */
  void sum(String text) {
    each(
        place -> {
          if (place.output.format().equals(Output.TEXT)) {
            write(text, Manner.TEXT, place);
          }
        });
  }

  /** Completes every document that holds a whole run. */
  void end(RunEnd end) {
    each(
        place -> {
          if (place.writer != null) {
            place.writer.end(end);
            place.stream.end();
          }
        });
  }

  /** Does something to a place. */
  private interface Step {
    void on(Place place) throws IOException;
  }

  private void each(Step step) {
    for (Iterator<Place> all = places.iterator(); all.hasNext(); ) {
      Place place = all.next();
      try {
        step.on(place);
      } catch (IOException failed) {
        lose(place, failed);
        all.remove();
      }
    }
  }

  // The JDK tells it by the operating system's sentence only.
  private static boolean isGone(IOException failed) {
    String message = failed.getMessage();
    return message != null && (message.contains("pipe") || message.contains("Pipe"));
  }

  /** Puts the written files in their places. */
  void commit() {
    each(
        place -> {
          if (place.file != null) {
            place.file.commit();
          }
          if (place.summary != null) {
            place.summary.append();
          }
        });
  }

  /** Gives up the files that were not committed. */
  @Override
  public void close() {
    for (Place place : places) {
      close(place);
    }
  }

  private static void close(Place place) {
    if (place.file != null) {
      try {
        place.file.close();
      } catch (IOException left) {
        // A draft beside the file stays; the run's outcome does not depend on it.
        return;
      }
    }
  }
}
