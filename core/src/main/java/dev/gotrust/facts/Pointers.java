package dev.gotrust.facts;

import dev.gotrust.bytes.ByteSearch;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.image.Image;
import dev.gotrust.image.Span;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Tells an image's own constants from those of a program that it merely carries as data: its own
 * are named by an address in its data, or in the relocations that fill it.
 */
final class Pointers {
  private final Image image;
  private final AddressMap addresses;

  Pointers(Image image) {
    this.image = image;
    this.addresses = new AddressMap(image);
  }

  /** Returns whether loaded data holds the address of the byte at {@code offset} of the image. */
  boolean leadTo(long offset) throws FormatException, IOException {
    long address = addresses.address(offset);
    if (address < 0) {
      return false;
    }
    byte[] pattern = encode(address);
    int width = image.pointerSize();
    for (Span part : Loaded.data(image)) {
      ByteSearch search = new ByteSearch(Loaded.view(image, part), pattern);
      for (long at = search.next(); at >= 0; at = search.next()) {
        long where = addresses.address(part.offset() + at);
        if (where >= 0 && where % width == 0) {
          return true;
        }
      }
    }
    return false;
  }

  private byte[] encode(long address) {
    ByteOrder order = image.view().order();
    ByteBuffer buffer = ByteBuffer.allocate(image.pointerSize()).order(order);
    if (image.pointerSize() == 4) {
      buffer.putInt((int) address);
    } else {
      buffer.putLong(address);
    }
    return buffer.array();
  }
}
