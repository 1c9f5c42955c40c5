package dev.gotrust.facts;

import dev.gotrust.bytes.ByteSearch;
import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.GoText;
import dev.gotrust.bytes.Limits;
import dev.gotrust.bytes.Uvarint;
import dev.gotrust.image.Image;
import dev.gotrust.image.Region;
import dev.gotrust.image.Span;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the build info blob of an image in both layouts (Go's {@code
 * debug/buildinfo/buildinfo.go}).
 */
final class BuildInfoReader {
  static final byte[] MAGIC = "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);
  private static final int HEADER = 32;
  private static final int ALIGN = 16;
  private static final int POINTER_SIZE = 14;
  private static final int FLAGS = 15;
  private static final int BIG_ENDIAN = 1;
  private static final int INLINE = 2;

  private final Image image;

  private BuildInfoReader(Image image) {
    this.image = image;
  }

  /**
   * The blob as it stands.
   *
   * @param span where it stands in the image, from its header to the end of what follows that
   * @param inline whether the texts follow the header (Go 1.18 and later)
   * @param version the version text, empty if there is none
   * @param modinfo where the modinfo stands without its sentinels, null if there is none
   */
  record Blob(Span span, boolean inline, String version, @Nullable Span modinfo) {}

  /** Returns the blob, or null where the image has none. */
  static @Nullable Blob read(Image image) throws FormatException, IOException {
    return new BuildInfoReader(image).read();
  }

  private @Nullable Blob read() throws FormatException, IOException {
    Region start = image.buildInfoArea();
    if (start == null) {
      return null;
    }
    long skipped = -start.address() & ALIGN - 1;
    ByteView readable = from(start.address() + skipped);
    long at = readable == null ? -1 : magic(readable, start.memorySize() - skipped);
    if (readable == null || at < 0) {
      return null;
    }
    int flags = readable.u8(at + FLAGS);
    long header = readable.base() - image.view().base() + at;
    return (flags & INLINE) != 0
        ? inline(readable, at, header)
        : pointers(readable, at, header, (flags & BIG_ENDIAN) != 0);
  }

  /**
   * Returns the bytes that Go's reader finds from an address on, up to the end of the first region
   * that holds it; null where none does. What the section's own header says of its place in the
   * file and its type is not asked: no loader reads that.
   */
  private @Nullable ByteView from(long address) throws FormatException {
    for (Region region : image.buildInfoRegions()) {
      long within = address - region.address();
      if (region.maps(address, 1) && image.view().holds(region.offset() + within, 0)) {
        long offset = region.offset() + within;
        long length = Math.min(region.size() - within, image.view().size() - offset);
        return image.view().slice("build info", offset, length);
      }
    }
    return null;
  }

  /**
   * Returns where the header stands, -1 where there is none. Go searches at 16-byte boundaries of
   * the virtual address, up to the end of the section or segment that it starts from; what the
   * header announces may lie behind it.
   *
   * @param readable from such a boundary on
   * @param size of what is left of that section or segment in memory
   */
  private static long magic(ByteView readable, long size) throws FormatException, IOException {
    if (size <= 0) {
      return -1;
    }
    ByteView area = readable.slice("build info", 0, Math.min(size, readable.size()));
    ByteSearch search = new ByteSearch(area, MAGIC);
    for (long at = search.next(); at >= 0; at = search.next()) {
      if (at % ALIGN == 0 && area.holds(at, HEADER)) {
        return at;
      }
    }
    return -1;
  }

  private Blob inline(ByteView area, long at, long header) throws FormatException, IOException {
    Uvarint version = Uvarint.read(area, at + HEADER);
    long versionAt = at + HEADER + version.width();
    String text = text(area, "Go version", versionAt, version.value(), Limits.GO_VERSION);
    long modinfoAt = versionAt + version.value();
    Uvarint modinfo = Uvarint.read(area, modinfoAt);
    long start = modinfoAt + modinfo.width();
    ByteView framed = area.slice("modinfo", start, modinfo.value());
    Span span = new Span(header, start + modinfo.value() - at);
    return new Blob(span, true, text, unframe(framed));
  }

  private Blob pointers(ByteView area, long at, long header, boolean big)
      throws FormatException, IOException {
    int width = area.u8(at + POINTER_SIZE);
    if (width != 4 && width != 8) {
      throw FormatException.malformed(
          area.base() + at + POINTER_SIZE,
          "build info should name a pointer size of 4 or 8, names " + width);
    }
    ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteView ordered = area.order(order);
    ByteView version = string("Go version", ordered.number(at + 16, width), width, order);
    ByteView modinfo = string("modinfo", ordered.number(at + 16 + width, width), width, order);
    String text =
        version == null ? "" : text(version, "Go version", 0, version.size(), Limits.GO_VERSION);
    Span span = new Span(header, HEADER);
    return new Blob(span, false, text, modinfo == null ? null : unframe(modinfo));
  }

  /** The bytes of the Go string whose header stands at an address; null where there are none. */
  private @Nullable ByteView string(String label, long address, int width, ByteOrder order)
      throws FormatException, IOException {
    ByteView pair = from(address);
    if (pair == null || !pair.holds(0, 2L * width)) {
      // As in Go: a header that leads nowhere says nothing.
      return null;
    }
    ByteView words = pair.order(order);
    ByteView text = from(words.number(0, width));
    long length = words.number(width, width);
    return text == null || !text.holds(0, length) ? null : text.slice(label, 0, length);
  }

  private static String text(ByteView view, String label, long at, long length, int limit)
      throws FormatException, IOException {
    ByteView text = view.slice(label, at, length);
    if (length > limit) {
      throw FormatException.tooLarge(
          text.base(), label + " has " + length + " bytes; at most " + limit + " are read");
    }
    return GoText.decode(text.copy(0, length));
  }

  /** The place of modinfo between its sentinels, which Go cuts off by length alone. */
  private @Nullable Span unframe(ByteView framed) throws FormatException, IOException {
    long size = framed.size();
    if (size < 2 * Sentinels.LENGTH + 1 || framed.u8(size - Sentinels.LENGTH - 1) != '\n') {
      return null;
    }
    long start = framed.base() - image.view().base() + Sentinels.LENGTH;
    return new Span(start, size - 2 * Sentinels.LENGTH);
  }
}
