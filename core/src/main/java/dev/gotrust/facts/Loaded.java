package dev.gotrust.facts;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.image.Image;
import dev.gotrust.image.Region;
import dev.gotrust.image.Region.Access;
import dev.gotrust.image.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of an image that a process sees, by what it may do with them, as spans of the file that
 * do not overlap: a hostile table can name the same gigabyte a hundred thousand times.
 */
final class Loaded {
  private Loaded() {}

  /**
   * A part that is loaded.
   *
   * @param span where it stands in the image
   * @param address of its first byte once it is loaded
   */
  record Part(Span span, long address) {}

  /** Read-only parts in which constants stand; tables of other use are left out. */
  static List<Span> readOnly(Image image) {
    List<Region> regions = new ArrayList<>();
    for (Region region : all(image)) {
      if (region.access() == Access.READ && !isTable(region.name())) {
        regions.add(region);
      }
    }
    return spans(merge(image, regions));
  }

  /** What {@link #readOnly} leaves out, but for the build info and the tables. */
  static List<Span> others(Image image) {
    List<Region> regions = new ArrayList<>();
    for (Region region : all(image)) {
      if (region.access() != Access.READ && !region.name().contains("buildinfo")) {
        regions.add(region);
      }
    }
    return spans(merge(image, regions));
  }

  private static List<Span> spans(List<Part> parts) {
    List<Span> spans = new ArrayList<>(parts.size());
    for (Part part : parts) {
      spans.add(part.span());
    }
    return spans;
  }

  /**
   * Parts that can hold pointers, those that a process writes to first: everything loaded but code.
   * Segments are taken, for section headers may be wrong or missing in a program that runs well.
   */
  static List<Part> data(Image image) {
    List<Part> parts = data(image, Access.WRITE);
    parts.addAll(data(image, Access.READ));
    return parts;
  }

  /** Returns the segments of one kind. */
  static List<Part> data(Image image, Access access) {
    List<Region> regions = new ArrayList<>();
    for (Region region : image.segments()) {
      if (region.access() == access) {
        regions.add(region);
      }
    }
    return merge(image, regions);
  }

  private static List<Region> all(Image image) {
    List<Region> regions = new ArrayList<>();
    for (Region region : image.sections()) {
      if (region.access() != Access.NONE && region.size() > 0) {
        regions.add(region);
      }
    }
    return regions.isEmpty() ? image.segments() : regions;
  }

  private static boolean isTable(String name) {
    return name.contains("pclntab") || name.contains("typelink") || name.contains("itablink");
  }

  private static List<Part> merge(Image image, List<Region> regions) {
    List<Region> sorted = new ArrayList<>(regions);
    sorted.sort(ByStart.OFFSET);
    List<Part> parts = new ArrayList<>();
    long fileSize = image.view().size();
    long at = 0;
    for (Region region : sorted) {
      long from = Math.max(at, region.offset());
      long to = Math.min(fileSize, region.end());
      if (from < to) {
        long address = region.address() + (from - region.offset());
        parts.add(new Part(new Span(from, to - from), address));
        at = to;
      }
    }
    return parts;
  }

  /** The bytes of a span that {@link #merge} made. */
  static ByteView view(Image image, Span span) throws FormatException {
    return image.view().slice("loaded part", span.offset(), span.length());
  }
}
