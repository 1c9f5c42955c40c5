package dev.gotrust.facts;

import dev.gotrust.bytes.ByteSearch;
import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.image.Image;
import dev.gotrust.image.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds runtime.buildVersion without symbols. The linker writes its text into read-only data with a
 * NUL behind it (cmd/link/internal/ld/data.go, addstrdata), which it does for no string constant,
 * and a string header in the program's data leads to it.
 */
final class VersionTracer {
  private static final byte[] VERSION = "go1.".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] DEVEL = "devel ".getBytes(StandardCharsets.ISO_8859_1);
  private static final int LONGEST = 200;
  private static final int CANDIDATES = 256;

  private final Image image;

  /** Texts that may be versions, and where each stands in the image. */
  private final List<String> texts = new ArrayList<>();

  private final List<Long> offsets = new ArrayList<>();

  private VersionTracer(Image image) {
    this.image = image;
  }

  /**
   * Returns the claim alone where a copy of it stands in read-only data, else every other version
   * that the program's data leads to.
   */
  static List<String> find(Image image, String claim) throws FormatException, IOException {
    VersionTracer tracer = new VersionTracer(image);
    if (!claim.isEmpty() && tracer.holds(claim)) {
      return List.of(claim);
    }
    tracer.collect(VERSION);
    tracer.collect(DEVEL);
    return tracer.named();
  }

  private boolean holds(String claim) throws FormatException, IOException {
    byte[] pattern = (claim + '\0').getBytes(StandardCharsets.UTF_8);
    for (Span part : parts()) {
      if (new ByteSearch(Loaded.view(image, part), pattern).next() >= 0) {
        return true;
      }
    }
    return false;
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
        String text = candidate(view, at);
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

  private List<String> named() throws FormatException, IOException {
    boolean[] named = Pointers.leadTo(image, offsets);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < named.length; i++) {
      if (named[i] && !found.contains(texts.get(i))) {
        found.add(texts.get(i));
      }
    }
    return found;
  }

  /** The text up to the NUL if it can be a version, else empty. */
  private static String candidate(ByteView view, long at) throws FormatException, IOException {
    String text = view.text(at, LONGEST);
    long end = at + text.length();
    // In wasm the zeros that follow may be left out of the file, so the part ends there.
    boolean ended = end == view.size() || view.u8(end) == 0;
    return ended && GoVersion.parse(text) != null ? text : "";
  }
}
