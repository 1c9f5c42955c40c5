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
      ByteView view = Loaded.view(image, part);
      ByteSearch search = new ByteSearch(view, START);
      for (long at = search.next(); at >= 0; at = search.next()) {
        if (found.size() == Limits.COPIES) {
          throw FormatException.tooLarge(
              view.base() + at,
              "more than " + Limits.COPIES + " build infos stand in the file, the most looked at");
        }
        long length = length(view, at + LENGTH);
        if (length >= 0) {
          found.add(new Span(part.offset() + at + LENGTH, length));
        }
      }
    }
  }

  private static long length(ByteView view, long start) throws FormatException, IOException {
    long room = Math.min(view.size() - start, Limits.MODINFO + (long) LENGTH);
    return new ByteSearch(view.slice("modinfo", start, room), END).next();
  }

  /** Returns whether a text begins with the first sentinel. */
  static boolean startsAt(ByteView text) throws IOException {
    return text.matches(0, START);
  }
}
