package dev.gotrust.facts;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.image.Format;
import dev.gotrust.image.Image;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The words of an image's data, read in pieces: parts come in the order of the file, and a wasm
 * program has a hundred thousand small ones. Not thread-safe.
 *
 * <p>Go's linker leaves runs of eight zeros and more out of a wasm file (cmd/link/internal/wasm,
 * writeDataSec). A word at the border of a part may therefore be cut short; zeros complete it, and
 * no other part holds any of it.
 */
final class WordBuffer {
  private static final int SIZE = 64 * 1024;

  private final ByteView view;
  private final int width;
  private final boolean cut;
  private final ByteBuffer words;
  private long start;
  private int held;

  WordBuffer(Image image) {
    this.view = image.view();
    this.width = image.pointerSize();
    this.cut = image.format() == Format.WASM;
    this.words = ByteBuffer.allocate(SIZE).order(view.order());
  }

  /** Returns the offset in the image of the first whole word of a part, aligned in memory. */
  long firstWhole(Loaded.Part part) {
    return part.span().offset() + Math.floorMod(-part.address(), width);
  }

  /** Returns the offset of the first word of a part: in wasm its first bytes may lie before it. */
  long first(Loaded.Part part) {
    return cut ? part.span().offset() - Math.floorMod(part.address(), width) : firstWhole(part);
  }

  /** Returns whether a part holds {@code count} words from an offset on, the last perhaps cut. */
  boolean holds(Loaded.Part part, long offset, int count) {
    long last = offset + (count - 1L) * width;
    return cut ? last < part.span().end() : last + width <= part.span().end();
  }

  /**
   * Has the word at an offset in the buffer, with what follows it.
   *
   * @param at offset in the image of a word that it holds
   * @return the index in {@link #words} of that word
   */
  int fill(long at) throws IOException {
    if (at < start || at + width > start + held) {
      start = at;
      held = (int) Math.min(SIZE, view.size() - at);
      view.source().read(view.base() + at, words.array(), 0, held);
    }
    return (int) (at - start);
  }

  /** Returns how many bytes the buffer holds, from its start. */
  int held() {
    return held;
  }

  /** Returns a word of the buffer, as a signed number. */
  long get(int index) {
    return width == 4 ? words.getInt(index) : words.getLong(index);
  }

  /** Returns the word of a part at an offset in the image, as a signed number. */
  long at(Loaded.Part part, long offset) throws IOException {
    boolean whole = offset >= part.span().offset() && offset + width <= part.span().end();
    return whole ? get(fill(offset)) : completed(part, offset);
  }

  /** Wasm is little-endian. */
  private long completed(Loaded.Part part, long offset) throws IOException {
    fill(Math.max(0, Math.min(offset, view.size() - width)));
    long word = 0;
    for (int i = width - 1; i >= 0; i--) {
      long at = offset + i;
      boolean there = at >= part.span().offset() && at < part.span().end();
      word = word << 8 | (there ? words.get((int) (at - start)) & 0xff : 0);
    }
    return word;
  }
}
