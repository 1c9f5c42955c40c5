package dev.gotrust.facts;

import dev.gotrust.bytes.ByteSearch;
import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import dev.gotrust.image.Image;
import dev.gotrust.image.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Finds modinfo texts by the sentinels that frame them ({@code infoStart} and {@code infoEnd} of
 * Go's {@code cmd/go/internal/modload/build.go}).
 */
final class Sentinels {
  static final int LENGTH = 16;
  private static final byte[] START = HexFormat.of().parseHex("3077af0c9274080241e1c107e6d618e6");
  private static final byte[] END = HexFormat.of().parseHex("f932433186182072008242104116d8f2");

  private Sentinels() {}

  /**
   * Returns where framed texts stand in the loaded parts of an image, sentinels left out: in
   * read-only parts, and where those hold none, in all others.
   */
  static List<Span> find(Image image) throws FormatException, IOException {
    List<Span> found = new ArrayList<>();
    find(image, Loaded.readOnly(image), found);
    if (found.isEmpty()) {
      find(image, Loaded.others(image), found);
    }
    return found;
  }

  private static void find(Image image, List<Span> parts, List<Span> found)
      throws FormatException, IOException {
    for (Span part : parts) {
      find(Loaded.view(image, part), part.offset(), found);
    }
  }

  /** Both searches go forward only: many starts in front of one end, or of none, cost nothing. */
  private static void find(ByteView view, long offset, List<Span> found)
      throws FormatException, IOException {
    ByteSearch starts = new ByteSearch(view, START);
    ByteSearch ends = new ByteSearch(view, END);
    long end = 0;
    for (long at = starts.next(); at >= 0; at = starts.next()) {
      long start = at + LENGTH;
      while (end >= 0 && end < start) {
        end = ends.next();
      }
      if (end < 0) {
        return;
      }
      if (end - start <= Limits.MODINFO) {
        add(found, new Span(offset + start, end - start), view.base() + at);
      }
    }
  }

  private static void add(List<Span> found, Span span, long position) throws FormatException {
    if (found.size() == Limits.COPIES) {
      throw FormatException.tooLarge(
          position,
          "more than " + Limits.COPIES + " build infos stand in the file, the most looked at");
    }
    found.add(span);
  }

  /** Returns whether a text begins with the first sentinel. */
  static boolean startsAt(ByteView text) throws IOException {
    return text.matches(0, START);
  }
}
