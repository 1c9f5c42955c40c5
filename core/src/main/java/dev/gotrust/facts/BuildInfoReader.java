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
    Region region = image.buildInfoArea();
    if (region == null) {
      return null;
    }
    long offset = loaded(region);
    if (!image.view().holds(offset, 0)) {
      return null;
    }
    long length = Math.min(region.size(), image.view().size() - offset);
    ByteView area = image.view().slice("build info", offset, length);
    long at = magic(area, region.address());
    if (at < 0) {
      return null;
    }
    int flags = area.u8(at + FLAGS);
    return (flags & INLINE) != 0
        ? inline(area, at, offset + at)
        : pointers(area, at, offset + at, (flags & BIG_ENDIAN) != 0);
  }

  /**
   * Returns where the bytes stand that a process sees at the address of a section: like Go, and
   * unlike the section's own offset, which no loader reads.
   */
  private long loaded(Region section) {
    for (Region segment : image.segments()) {
      if (segment.maps(section.address(), 1)) {
        return segment.offset() + (section.address() - segment.address());
      }
    }
    return section.offset();
  }

  /** Go searches at 16-byte boundaries of the virtual address, not of the file. */
  private static long magic(ByteView area, long address) throws IOException {
    ByteSearch search = new ByteSearch(area, MAGIC);
    for (long at = search.next(); at >= 0; at = search.next()) {
      if ((address + at) % ALIGN == 0 && area.holds(at, HEADER)) {
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
      throws IOException {
    try {
      ByteView pair = image.atAddress(label, address, 2L * width).order(order);
      return image.atAddress(label, pair.number(0, width), pair.number(width, width));
    } catch (FormatException unmapped) {
      // As in Go: a header that leads nowhere says nothing.
      return null;
    }
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
