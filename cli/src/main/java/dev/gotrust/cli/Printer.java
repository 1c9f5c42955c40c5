package dev.gotrust.cli;

import dev.gotrust.report.Style;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes reports to where the command line wants them, in the order in which they come: files
 * first, standard output last. A reader of standard output that goes away, as {@code head} does, is
 * no error.
 */
public final class Printer implements AutoCloseable {
  private final List<Place> places = new ArrayList<>();
  private final Progress progress;

  private final boolean single;

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
    private boolean begun;

    Place(Output output, OutputFile file) {
      this.output = output;
      this.file = file;
      this.stream = new DocumentStream(file);
      this.style = Style.PLAIN;
    }

    /** Standard output. */
    Place(Output output, OutputStream out, Style style) {
      this.output = output;
      this.file = null;
      this.stream = new DocumentStream(out);
      this.style = style;
    }

    boolean isFile() {
      return file != null;
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
      if (!place.isFile() && place.output.format() == Output.Format.TEXT) {
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
   * @throws IOException if a place can't be written to; the message names it
   */
  @Nullable Throwable print(Report report, Manner manner) throws IOException {
    progress.erase();
    Throwable bug = null;
    for (Iterator<Place> all = places.iterator(); all.hasNext(); ) {
      Place place = all.next();
      try {
        Throwable failure = write(report, manner, place);
        bug = failure == null ? bug : failure;
      } catch (IOException failed) {
        if (place.isFile() || !isGone(failed)) {
          throw explained(place, failed);
        }
        all.remove();
      }
    }
    return bug;
  }

  private @Nullable Throwable write(Report report, Manner manner, Place place) throws IOException {
    try {
      if (place.output.format() == Output.Format.JSON) {
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

  private static void write(String text, Manner manner, Place place) throws IOException {
    if (place.begun && manner == Manner.TEXT) {
      place.stream.write('\n');
    }
    place.stream.write(text.getBytes(StandardCharsets.UTF_8));
    place.stream.end();
    place.begun = true;
  }

  /**
   * Writes the last words of a run to every text.
   *
   * @throws IOException if a place can't be written to; the message names it
   */
  void sum(String text) throws IOException {
    for (Place place : places) {
      if (place.output.format() == Output.Format.TEXT) {
        try {
          write(text, Manner.TEXT, place);
        } catch (IOException failed) {
          if (place.isFile() || !isGone(failed)) {
            throw explained(place, failed);
          }
        }
      }
    }
  }

  // The JDK tells it by the operating system's sentence only.
  private static boolean isGone(IOException failed) {
    String message = failed.getMessage();
    return message != null && (message.contains("pipe") || message.contains("Pipe"));
  }

  private static IOException explained(Place place, IOException failed) {
    String where = place.output.path() == null ? "standard output" : place.output.path();
    return new IOException("can't write " + where + ": " + Terminal.explain(failed), failed);
  }

  /**
   * Puts the written files in their places.
   *
   * @throws IOException if that is not possible; the message names the file
   */
  void commit() throws IOException {
    for (Place place : places) {
      if (place.file != null) {
        try {
          place.file.commit();
        } catch (IOException failed) {
          throw explained(place, failed);
        }
      }
    }
  }

  /** Gives up the files that were not committed. */
  @Override
  public void close() {
    for (Place place : places) {
      if (place.file != null) {
        try {
          place.file.close();
        } catch (IOException left) {
          // A draft beside the file stays; the run's outcome does not depend on it.
        }
      }
    }
  }
}
