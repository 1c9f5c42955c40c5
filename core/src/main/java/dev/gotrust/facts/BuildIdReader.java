package dev.gotrust.facts;

import dev.gotrust.bytes.ByteSearch;
import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.GoText;
import dev.gotrust.bytes.Limits;
import dev.gotrust.image.Image;
import dev.gotrust.image.Note;
import dev.gotrust.image.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds the Go build ID of an image (Go's {@code cmd/internal/buildid/buildid.go}). */
final class BuildIdReader {
  private static final byte[] PREFIX =
      "\u00ff Go build ID: \"".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] END = "\"\n \u00ff".getBytes(StandardCharsets.ISO_8859_1);
  private static final int GO_NOTE = 4;

  private BuildIdReader() {}

  static @Nullable BuildId read(Image image) throws FormatException, IOException {
    for (Note note : image.notes()) {
      if (note.name().equals("Go") && note.type() == GO_NOTE) {
        Bytes id = note.descriptor();
        return new BuildId(GoText.decode(id.toArray()), note.offset(), id.length());
      }
    }
    return inAreas(image);
  }

  /**
   * As Go does for Mach-O, looks on where an area holds an empty ID or a broken one: the border of
   * the first can lie within the ID.
   */
  private static @Nullable BuildId inAreas(Image image) throws FormatException, IOException {
    BuildId empty = null;
    FormatException broken = null;
    for (Span area : image.buildIdAreas()) {
      try {
        BuildId id = inText(image, area);
        if (id != null && !id.text().isEmpty()) {
          return id;
        }
        empty = id == null ? empty : id;
      } catch (FormatException malformed) {
        broken = malformed;
      }
    }
    if (broken != null) {
      throw broken;
    }
    return empty;
  }

  private static @Nullable BuildId inText(Image image, Span span)
      throws FormatException, IOException {
    long held = Math.min(span.length(), image.view().size() - span.offset());
    ByteView area = image.view().slice("build ID area", span.offset(), Math.max(0, held));
    long prefix = new ByteSearch(area, PREFIX).next();
    if (prefix < 0) {
      return null;
    }
    long start = prefix + PREFIX.length;
    ByteView rest = area.slice("Go build ID", start, area.size() - start);
    long length = new ByteSearch(rest, END).next();
    if (length < 0) {
      throw FormatException.malformed(
          area.base() + prefix, "the Go build ID should end with a quote, does not");
    }
    if (length > Limits.BUILD_ID) {
      throw FormatException.tooLarge(
          rest.base(),
          "the Go build ID has " + length + " bytes; at most " + Limits.BUILD_ID + " are read");
    }
    String text = GoText.unquote('"' + GoText.decode(rest.copy(0, length)) + '"');
    if (text == null) {
      throw FormatException.malformed(
          rest.base(), "the Go build ID should be a quoted Go string, is not");
    }
    return new BuildId(text, span.offset() + start, (int) length);
  }
}
