package dev.gotrust.facts;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.facts.BuildInfoReader.Blob;
import dev.gotrust.image.Image;
import dev.gotrust.image.Region.Access;
import dev.gotrust.image.Span;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the strings that a program's variables name, {@code runtime.modinfo} and {@code
 * runtime.buildVersion}, by their headers in writable data: an address and a length. That reads the
 * few megabytes of variables where a search for the texts would read all constants. Positions that
 * only the loader fills in are not found this way.
 */
final class StringHeaders {
  private static final int CHUNK = 64 * 1024;
  private static final int MOST = 16;

  /** Each may cost the reading of a page; more are left to a search through the constants. */
  private static final int MOST_TRIES = 250_000;

  private final Image image;
  private final AddressMap addresses;
  private final byte[] buffer = new byte[CHUNK + 16];
  private final Blob blob;
  private final long framedLength;
  private final byte[] version;
  private final List<Span> modinfos = new ArrayList<>();
  private long versionAt = -1;
  private int tries;

  private StringHeaders(Image image, Blob blob) {
    Span modinfo = blob.modinfo();
    this.image = image;
    this.addresses = new AddressMap(image);
    this.blob = blob;
    this.framedLength = modinfo == null ? -1 : modinfo.length() + 2 * Sentinels.LENGTH;
    this.version = blob.version().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * What was found.
   *
   * @param modinfos where modinfo texts as long as the blob's stand, without sentinels
   * @param versionAt where a variable's text stands that is the blob's version, -1 if none does
   */
  record Found(List<Span> modinfos, long versionAt) {}

  /**
   * Searches for the texts that a blob holds. A variable that leads into the blob itself names no
   * copy of it: no linker writes one.
   */
  static Found find(Image image, Blob blob) throws FormatException, IOException {
    StringHeaders headers = new StringHeaders(image, blob);
    for (Loaded.Part part : Loaded.data(image, Access.WRITE)) {
      headers.search(part);
    }
    return headers.tries > MOST_TRIES
        ? new Found(List.of(), -1)
        : new Found(headers.modinfos, headers.versionAt);
  }

  private void search(Loaded.Part part) throws FormatException, IOException {
    ByteView view = Loaded.view(image, part.span());
    int width = image.pointerSize();
    // Variables are aligned in memory, whatever their offset in the file.
    long skew = Math.floorMod(-part.address(), width);
    for (long at = skew; at + 2L * width <= view.size(); at += CHUNK) {
      int held = (int) Math.min(CHUNK + width, view.size() - at);
      view.source().read(view.base() + at, buffer, 0, held);
      ByteBuffer words = ByteBuffer.wrap(buffer, 0, held).order(image.view().order());
      scan(words, held, width);
    }
  }

  private void scan(ByteBuffer words, int held, int width) throws FormatException, IOException {
    for (int at = 0; at + 2 * width <= held; at += width) {
      long length = word(words, at + width, width);
      if (length == framedLength) {
        modinfo(word(words, at, width));
      } else if (length == version.length && length > 0 && versionAt < 0) {
        version(word(words, at, width));
      }
    }
  }

  private static long word(ByteBuffer words, int at, int width) {
    return width == 4 ? words.getInt(at) & 0xffffffffL : words.getLong(at);
  }

  private void modinfo(long address) throws FormatException, IOException {
    ByteView text = modinfos.size() < MOST ? text("modinfo", address, framedLength) : null;
    if (text != null && Sentinels.startsAt(text)) {
      long start = offset(text) + Sentinels.LENGTH;
      modinfos.add(new Span(start, framedLength - 2 * Sentinels.LENGTH));
    }
  }

  /** The linker writes a NUL behind the variable's text, and behind no string constant. */
  private void version(long address) throws FormatException, IOException {
    ByteView text = text("Go version", address, version.length + 1L);
    if (text != null && text.matches(0, version) && text.u8(version.length) == 0) {
      versionAt = offset(text);
    }
  }

  private @Nullable ByteView text(String label, long address, long length) throws FormatException {
    ByteView text = addresses.view(label, address, length);
    if (text == null || blob.span().overlaps(new Span(offset(text), length))) {
      return null;
    }
    return ++tries <= MOST_TRIES ? text : null;
  }

  private long offset(ByteView text) {
    return text.base() - image.view().base();
  }
}
