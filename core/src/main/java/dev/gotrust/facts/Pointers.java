package dev.gotrust.facts;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.image.Format;
import dev.gotrust.image.Image;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Tells an image's own constants from those of a program that it merely carries as data: its own
 * are named by an address in its data, or in the relocations that fill it.
 *
 * <p>However many constants are asked for, the data is read once.
 */
final class Pointers {
  private static final int BUFFER = 64 * 1024;

  /** What {@link AddressMap#address} says of bytes that are not loaded. */
  private static final long NOWHERE = -1;

  private final Image image;
  private final int width;

  /** Pointers that are looked for, ascending, and which of them were found. */
  private final long[] wanted;

  private final boolean[] found;
  private int missing;

  /** Bytes of the image from some offset on, {@link #held} of them. */
  private final ByteBuffer words;

  private long bufferAt;
  private int held;

  private Pointers(Image image, long[] wanted) {
    this.image = image;
    this.width = image.pointerSize();
    this.wanted = wanted.clone();
    this.found = new boolean[wanted.length];
    this.missing = wanted.length;
    this.words = ByteBuffer.allocate(BUFFER).order(image.view().order());
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
    if (image.format() == Format.WASM) {
      pointers.searchMemory(map);
    } else {
      pointers.search();
    }
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

  /** In wasm zeros are left out of the file, and with them parts of words. */
  private void searchMemory(AddressMap map) throws IOException {
    for (long at = 0; missing > 0 && at < map.end(); at += BUFFER) {
      int length = (int) Math.min(BUFFER, (map.end() - at + width - 1) / width * width);
      map.copy(at, words.array(), length);
      scan(0, length);
    }
  }

  /** Linkers align pointers, so only aligned words count. */
  private void search(Loaded.Part part) throws IOException {
    long at = part.span().offset() + Math.floorMod(-part.address(), width);
    while (missing > 0 && at + width <= part.span().end()) {
      fill(at);
      int from = (int) (at - bufferAt);
      int length = (int) Math.min(held - from, part.span().end() - at) / width * width;
      scan(from, length);
      at += length;
    }
  }

  private void scan(int from, int length) {
    for (int i = from; i < from + length; i += width) {
      long word = width == 4 ? words.getInt(i) : words.getLong(i);
      if (word >= wanted[0] && word <= wanted[wanted.length - 1]) {
        mark(word);
      }
    }
  }

  /**
   * Has the word at an offset in the buffer, with what follows it: parts come in the order of the
   * file, and a wasm program has a hundred thousand small ones.
   */
  private void fill(long at) throws IOException {
    if (at < bufferAt || at + width > bufferAt + held) {
      ByteView view = image.view();
      bufferAt = at;
      held = (int) Math.min(BUFFER, view.size() - at);
      view.source().read(view.base() + at, words.array(), 0, held);
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
