package dev.gotrust.facts;

import dev.gotrust.bytes.ByteSearch;
import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.FormatException;
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
        return new BuildId(latin1(note.descriptor()), note.offset());
      }
    }
    for (Span area : image.buildIdAreas()) {
      BuildId id = inText(image, area);
      if (id != null) {
        return id;
      }
    }
    return null;
  }

  private static String latin1(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
  }

  private static @Nullable BuildId inText(Image image, Span span)
      throws FormatException, IOException {
    long length = Math.min(span.length(), image.view().size() - span.offset());
    ByteView area = image.view().slice("build ID area", span.offset(), Math.max(0, length));
    long prefix = new ByteSearch(area, PREFIX).next();
    if (prefix < 0) {
      return null;
    }
    long start = prefix + PREFIX.length;
    long room = Math.min(area.size() - start, Limits.BUILD_ID);
    long end = new ByteSearch(area.slice("build ID", start, room), END).next();
    if (end < 0) {
      throw FormatException.malformed(
          area.base() + prefix,
          "the Go build ID should end with a quote within " + Limits.BUILD_ID + " bytes");
    }
    String quoted = new String(area.copy(start, end), StandardCharsets.ISO_8859_1);
    String text = GoText.unquote('"' + quoted + '"');
    if (text == null) {
      throw FormatException.malformed(
          area.base() + start, "the Go build ID should be a quoted Go string, is not");
    }
    return new BuildId(text, span.offset() + start);
  }
}
