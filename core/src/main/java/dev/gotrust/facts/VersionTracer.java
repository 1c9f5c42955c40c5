package dev.gotrust.facts;

import dev.gotrust.bytes.ByteSearch;
import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import dev.gotrust.facts.BuildInfoReader.Blob;
import dev.gotrust.facts.VersionTraces.Text;
import dev.gotrust.image.Image;
import dev.gotrust.image.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds runtime.buildVersion without symbols. The linker writes its text into read-only data with a
 * NUL behind it (cmd/link/internal/ld/data.go, addstrdata), which it does for no string constant,
 * and a string header in the program's data leads to it.
 */
final class VersionTracer {
  private static final byte[] VERSION = "go1.".getBytes(StandardCharsets.ISO_8859_1);
  private static final int START = 'g';
  private static final byte[] DEVEL = "devel ".getBytes(StandardCharsets.ISO_8859_1);

  /** Texts that may be versions, of which real programs hold a few. */
  private static final int CANDIDATES = 256;

  private final Image image;

  /** Texts that may be versions, and where each stands in the image. */
  private final List<String> texts = new ArrayList<>();

  private final List<Long> offsets = new ArrayList<>();

  private VersionTracer(Image image) {
    this.image = image;
  }

  /**
   * Returns the blob's version alone where a copy of it stands in read-only data, else every other
   * version that the program's data leads to.
   *
   * @param blob whose version is looked for first, null to look for none
   */
  static List<Text> find(Image image, @Nullable Blob blob) throws FormatException, IOException {
    VersionTracer tracer = new VersionTracer(image);
    long copy = blob == null ? -1 : tracer.copy(blob);
    if (blob != null && copy >= 0) {
      return List.of(new Text(blob.version(), copy));
    }
    tracer.collect(VERSION);
    tracer.collect(DEVEL);
    return tracer.named();
  }

  /** Returns where the version of the blob stands outside of it, with a NUL behind it; else -1. */
  private long copy(Blob blob) throws FormatException, IOException {
    byte[] pattern = (blob.version() + '\0').getBytes(StandardCharsets.UTF_8);
    for (Span part : parts()) {
      ByteSearch search = new ByteSearch(Loaded.view(image, part), pattern);
      for (long at = search.next(); at >= 0; at = search.next()) {
        Span copy = new Span(part.offset() + at, pattern.length);
        if (!copy.overlaps(blob.span())) {
          return copy.offset();
        }
      }
    }
    return -1;
  }

  private List<Span> parts() {
    List<Span> parts = Loaded.readOnly(image);
    return parts.isEmpty() ? Loaded.others(image) : parts;
  }

  private void collect(byte[] start) throws FormatException, IOException {
    for (Span part : parts()) {
      ByteView view = Loaded.view(image, part);
      ByteSearch search = new ByteSearch(view, start);
      for (long at = search.next(); at >= 0; at = search.next()) {
        String text = candidate(view, at, start.length);
        if (!text.isEmpty()) {
          if (texts.size() == CANDIDATES) {
            return;
          }
          texts.add(text);
          offsets.add(part.offset() + at);
        }
      }
    }
  }

  private List<Text> named() throws FormatException, IOException {
    boolean[] named = Pointers.leadTo(image, offsets);
    List<Text> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < named.length; i++) {
      if (named[i] && seen.add(texts.get(i))) {
        found.add(new Text(texts.get(i), offsets.get(i)));
      }
    }
    return found;
  }

  /** The text up to the NUL if it can be a version, else empty. */
  private static String candidate(ByteView view, long at, int start)
      throws FormatException, IOException {
    long end = end(view, at, start);
    String text = end < 0 ? "" : view.text(at, (int) (end - at));
    return GoVersion.parse(text) != null ? text : "";
  }

  /**
   * Returns where the NUL behind a text stands, or -1 where none ends it. It stops where a version
   * would start in it, so that a million of these in a row are not read a hundred times each.
   */
  private static long end(ByteView view, long at, int start) throws FormatException, IOException {
    long limit = Math.min(view.size(), at + Limits.GO_VERSION);
    for (long end = at + start; end < limit; end++) {
      int c = view.u8(end);
      if (c == 0) {
        return end;
      }
      if (c < ' ' || c == START && end > at + DEVEL.length && view.matches(end, VERSION)) {
        return -1;
      }
    }
    // In wasm the zeros that follow may be left out of the file, so the part ends there.
    return limit == view.size() ? limit : -1;
  }
}
