package dev.gotrust.facts;

import dev.gotrust.bytes.FormatException;
import dev.gotrust.image.Image;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Tells an image's own constants from those of a program that it merely carries as data: its own
 * are named by an address in its data, or in the relocations that fill it.
 *
 * <p>However many constants are asked for, the data is read once.
 */
final class Pointers {
  /** What {@link AddressMap#address} says of bytes that are not loaded. */
  private static final long NOWHERE = -1;

  private final Image image;
  private final int width;

  /** Pointers that are looked for, ascending, and which of them were found. */
  private final long[] wanted;

  private final boolean[] found;
  private int missing;

  private final WordBuffer words;

  private Pointers(Image image, long[] wanted) {
    this.image = image;
    this.width = image.pointerSize();
    this.wanted = wanted.clone();
    this.found = new boolean[wanted.length];
    this.missing = wanted.length;
    this.words = new WordBuffer(image);
    Arrays.sort(this.wanted);
  }

  /**
   * Returns for each byte, in the order given, whether loaded data holds its address.
   *
   * @param offsets of different bytes from the start of the image
   */
  static boolean[] leadTo(Image image, List<Long> offsets) throws FormatException, IOException {
    boolean[] named = new boolean[offsets.size()];
    if (named.length == 0) {
      return named;
    }
    AddressMap map = new AddressMap(image);
    long[] addresses = new long[named.length];
    for (int i = 0; i < named.length; i++) {
      addresses[i] = pointer(image, map.address(offsets.get(i)));
    }
    Pointers pointers = new Pointers(image, addresses);
    pointers.search();
    for (int i = 0; i < named.length; i++) {
      named[i] = addresses[i] != NOWHERE && pointers.found(addresses[i]);
    }
    return named;
  }

  /** An address as a signed number of the image's width. */
  private static long pointer(Image image, long address) {
    return image.pointerSize() == 4 ? (int) address : address;
  }

  private boolean found(long pointer) {
    return found[Arrays.binarySearch(wanted, pointer)];
  }

  private void search() throws IOException {
    for (Loaded.Part part : Loaded.data(image)) {
      search(part);
    }
  }

  private void search(Loaded.Part part) throws IOException {
    long first = words.first(part);
    long at = words.firstWhole(part);
    if (first < at) {
      mark(words.at(part, first));
    }
    while (missing > 0 && at + width <= part.span().end()) {
      int from = words.fill(at);
      int length = (int) Math.min(words.held() - from, part.span().end() - at) / width * width;
      for (int i = from; i < from + length; i += width) {
        long word = words.get(i);
        if (word >= wanted[0] && word <= wanted[wanted.length - 1]) {
          mark(word);
        }
      }
      at += length;
    }
    if (words.holds(part, at, 1)) {
      mark(words.at(part, at));
    }
  }

  private void mark(long word) {
    int index = Arrays.binarySearch(wanted, word);
    if (index >= 0 && !found[index]) {
      found[index] = true;
      missing--;
    }
  }
}
