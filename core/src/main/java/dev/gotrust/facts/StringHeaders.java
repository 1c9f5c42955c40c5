package dev.gotrust.facts;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
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
  private final long framedLength;
  private final byte[] version;
  private final List<Span> modinfos = new ArrayList<>();
  private boolean versionSeen;
  private int tries;

  private StringHeaders(Image image, long framedLength, String claim) {
    this.image = image;
    this.addresses = new AddressMap(image);
    this.framedLength = framedLength;
    this.version = claim.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * What was found.
   *
   * @param modinfos where modinfo texts of the length asked for stand, without sentinels
   * @param versionSeen whether a variable holds the version asked for
   */
  record Found(List<Span> modinfos, boolean versionSeen) {}

  /**
   * Searches.
   *
   * @param length of the modinfo in bytes, without sentinels; -1 to look for none
   * @param claim the version; empty to look for none
   */
  static Found find(Image image, long length, String claim) throws FormatException, IOException {
    long framed = length < 0 ? -1 : length + 2 * Sentinels.LENGTH;
    StringHeaders headers = new StringHeaders(image, framed, claim);
    for (Loaded.Part part : Loaded.data(image, Access.WRITE)) {
      headers.search(part);
    }
    return headers.tries > MOST_TRIES
        ? new Found(List.of(), false)
        : new Found(headers.modinfos, headers.versionSeen);
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
      } else if (length == version.length && length > 0 && !versionSeen) {
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
      long offset = text.base() - image.view().base() + Sentinels.LENGTH;
      modinfos.add(new Span(offset, framedLength - 2 * Sentinels.LENGTH));
    }
  }

  /** The linker writes a NUL behind the variable's text, and behind no string constant. */
  private void version(long address) throws FormatException, IOException {
    ByteView text = text("Go version", address, version.length + 1L);
    versionSeen = text != null && text.matches(0, version) && text.u8(version.length) == 0;
  }

  private @Nullable ByteView text(String label, long address, long length) throws FormatException {
    ByteView text = addresses.view(label, address, length);
    return text != null && ++tries <= MOST_TRIES ? text : null;
  }
}
