package dev.gotrust.facts;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
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

  private Pointers(Image image, long[] wanted) {
    this.image = image;
    this.width = image.pointerSize();
    this.wanted = wanted.clone();
    this.found = new boolean[wanted.length];
    this.missing = wanted.length;
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

  private void search() throws FormatException, IOException {
    byte[] buffer = new byte[BUFFER];
    for (Loaded.Part part : Loaded.data(image)) {
      search(part, buffer);
    }
  }

  /** Linkers align pointers, so only aligned words count. */
  private void search(Loaded.Part part, byte[] buffer) throws FormatException, IOException {
    ByteView view = Loaded.view(image, part.span());
    ByteBuffer words = ByteBuffer.wrap(buffer).order(image.view().order());
    long at = Math.floorMod(-part.address(), width);
    while (missing > 0 && view.holds(at, width)) {
      int length = (int) Math.min(BUFFER, view.size() - at) / width * width;
      view.source().read(view.base() + at, buffer, 0, length);
      for (int i = 0; i < length; i += width) {
        long word = width == 4 ? words.getInt(i) : words.getLong(i);
        if (word >= wanted[0] && word <= wanted[wanted.length - 1]) {
          mark(word);
        }
      }
      at += length;
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
