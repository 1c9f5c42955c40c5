package dev.gotrust.facts;

import dev.gotrust.bytes.ByteSearch;
import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import dev.gotrust.image.Image;
import dev.gotrust.image.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds a function table of Go 1.18 or later by the shape of its header alone: garble gives it a
 * random magic.
 */
final class GarbledTable {
  private static final int CANDIDATES = 256;
  private static final int MAGIC = 4;

  /** The magic, zeros, the least size of an instruction and that of a pointer. */
  private static final int PREFIX = 8;

  /** Words of the header: two counts, the start of the code, then where each part starts. */
  private static final int WORDS = 8;

  private static final int FIRST_PART = 3;

  private final Image image;
  private final int width;

  private GarbledTable(Image image) {
    this.image = image;
    this.width = image.pointerSize();
  }

  /** Returns whether read-only data holds such a header, and the program's data leads to it. */
  static boolean isIn(Image image) throws FormatException, IOException {
    return new GarbledTable(image).isThere();
  }

  private boolean isThere() throws FormatException, IOException {
    List<Long> offsets = new ArrayList<>();
    for (Span part : Loaded.readOnly(image)) {
      collect(part, offsets);
    }
    for (boolean named : Pointers.leadTo(image, offsets)) {
      if (named) {
        return true;
      }
    }
    return false;
  }

  private void collect(Span part, List<Long> offsets) throws FormatException, IOException {
    ByteView view = Loaded.view(image, part).order(image.view().order());
    ByteSearch search = new ByteSearch(view, new byte[] {0, 0, (byte) least(), (byte) width});
    for (long at = search.next(); at >= 0 && offsets.size() < CANDIDATES; at = search.next()) {
      if (hasShape(view, at - MAGIC)) {
        offsets.add(part.offset() + at - MAGIC);
      }
    }
  }

  /** The least size of an instruction, which the header says. */
  private int least() {
    return switch (image.arch()) {
      case "386", "amd64", "wasm" -> 1;
      case "s390x" -> 2;
      default -> 4;
    };
  }

  private boolean hasShape(ByteView view, long at) throws FormatException, IOException {
    int header = PREFIX + WORDS * width;
    if (!view.holds(at, header)) {
      return false;
    }
    long functions = view.number(at + PREFIX, width);
    long part = view.number(at + PREFIX + (long) FIRST_PART * width, width);
    boolean fits = functions > 0 && functions <= Limits.FUNCTIONS && part == header;
    for (int i = FIRST_PART + 1; fits && i < WORDS; i++) {
      long next = view.number(at + PREFIX + (long) i * width, width);
      fits = next > part && next < view.size();
      part = next;
    }
    return fits;
  }
}
