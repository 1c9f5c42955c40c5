package dev.gotrust.facts;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.image.Image;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells where a build ID may stand a second time. The content ID takes each occurrence as zeros, so
 * one that is written over zeros changes no hash. A linker writes a second one for a variable that
 * is set to it, as {@code -X cmd/internal/objabi.buildID=} does in Go's own commands; that
 * variable, an address and a length, is no part of an occurrence and therefore hashed.
 */
final class RepeatedIds {
  /** More variables of the ID's length that only the loader fills in are not looked at. */
  private static final int MOST_UNFILLED = 4_096;

  private final Image image;
  private final int width;
  private final WordBuffer words;
  private final AddressMap addresses;
  private final long length;

  /** Offsets in the image of occurrences that nothing explains so far. */
  private final List<Long> open;

  /** Addresses of variables whose own address part only the loader fills in, in any order. */
  private final long[] unfilled = new long[MOST_UNFILLED];

  private int unfilledCount;

  private RepeatedIds(Image image, long length, List<Long> offsets) {
    this.image = image;
    this.width = image.pointerSize();
    this.words = new WordBuffer(image);
    this.addresses = new AddressMap(image);
    this.length = length;
    this.open = new ArrayList<>(offsets);
  }

  /**
   * Returns the first occurrence that no variable of the program names, -1 if all are named.
   *
   * @param id the build ID and its own place
   * @param offsets of occurrences in the image, that place among them
   */
  static long unexplained(Image image, BuildId id, List<Long> offsets) throws IOException {
    RepeatedIds ids = new RepeatedIds(image, id.text().length(), offsets);
    for (Long offset : offsets) {
      if (offset >= id.offset() && offset < id.offset() + id.length()) {
        ids.open.remove(offset);
      }
    }
    if (!ids.open.isEmpty()) {
      ids.search();
    }
    return ids.open.isEmpty() ? -1 : ids.open.get(0);
  }

  private void search() throws IOException {
    List<Loaded.Part> parts = Loaded.data(image);
    for (Loaded.Part part : parts) {
      variables(part);
    }
    if (!open.isEmpty() && unfilledCount > 0) {
      Arrays.sort(unfilled, 0, unfilledCount);
      for (Loaded.Part part : parts) {
        relocations(part);
      }
    }
  }

  /** A variable of type string: the address of its text, then the length. */
  private void variables(Loaded.Part part) throws IOException {
    for (long at = words.first(part); words.holds(part, at, 2) && !open.isEmpty(); at += width) {
      if (words.at(part, at + width) == length) {
        long text = words.at(part, at);
        if (text == 0 && unfilledCount < MOST_UNFILLED) {
          unfilled[unfilledCount++] = part.address() + (at - part.span().offset());
        }
        explain(text);
      }
    }
  }

  /** An ELF relocation with addend: the address that is filled in, its type, and what with. */
  private void relocations(Loaded.Part part) throws IOException {
    for (long at = words.first(part); words.holds(part, at, 3) && !open.isEmpty(); at += width) {
      long filled = address(words.at(part, at));
      if (Arrays.binarySearch(unfilled, 0, unfilledCount, filled) >= 0) {
        explain(words.at(part, at + 2L * width));
      }
    }
  }

  private long address(long word) {
    return width == 4 ? word & 0xffffffffL : word;
  }

  private void explain(long word) {
    try {
      @Nullable ByteView text = addresses.view("build ID", address(word), length);
      if (text != null) {
        open.remove((Long) (text.base() - image.view().base()));
      }
    } catch (FormatException unmapped) {
      // It leads nowhere, and so names no text.
    }
  }
}
