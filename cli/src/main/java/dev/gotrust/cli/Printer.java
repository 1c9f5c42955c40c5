package dev.gotrust.cli;

import dev.gotrust.report.Style;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Writes reports to where the command line wants them, in the order in which they come: files
 * first, standard output last. A reader of standard output that goes away, as {@code head} does, is
 * no error.
 */
public final class Printer implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;

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
    private final OutputStream stream;
    private final Style style;
    private boolean begun;

    Place(Output output, OutputStream stream, Style style) {
      this.output = output;
      this.stream = stream;
      this.style = style;
    }

    boolean isFile() {
      return output.path() != null;
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
        OutputStream file = printer.begin(output, output.target());
        printer.places.add(new Place(output, file, Style.PLAIN));
      }
    }
    for (Output output : outputs) {
      if (output.path() == null) {
        OutputStream out = new BufferedOutputStream(surroundings.out(), BUFFER);
        Style style = surroundings.isColoured() ? new Painter() : Style.PLAIN;
        printer.places.add(new Place(output, out, style));
      }
    }
    return printer;
  }

  private OutputStream begin(Output output, Target target) throws UsageException {
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
      if (place.stream instanceof OutputFile file) {
        files.addAll(file.paths());
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
   * @throws IOException if a place can't be written to; the message names it
   */
  void print(Report report, Manner manner) throws IOException {
    progress.erase();
    for (Iterator<Place> all = places.iterator(); all.hasNext(); ) {
      Place place = all.next();
      try {
        write(report, manner, place);
      } catch (IOException failed) {
        if (place.isFile() || !isGone(failed)) {
          throw explained(place, failed);
        }
        all.remove();
      }
    }
  }

  private void write(Report report, Manner manner, Place place) throws IOException {
    if (place.output.format() == Output.Format.JSON) {
      report.json(place.stream, single);
      place.stream.flush();
    } else if (place.isFile() || manner != Manner.COMPLAINT) {
      write(report.text(place.style), manner, place);
    }
  }

  private static void write(String text, Manner manner, Place place) throws IOException {
    if (place.begun && manner == Manner.TEXT) {
      place.stream.write('\n');
    }
    place.stream.write(text.getBytes(StandardCharsets.UTF_8));
    place.stream.flush();
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
      if (place.stream instanceof OutputFile file) {
        try {
          file.commit();
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
      if (place.stream instanceof OutputFile file) {
        try {
          file.close();
        } catch (IOException left) {
          // A draft beside the file stays; the run's outcome does not depend on it.
        }
      }
    }
  }
}
