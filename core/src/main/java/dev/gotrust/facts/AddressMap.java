package dev.gotrust.facts;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.image.Image;
import dev.gotrust.image.Region;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way between places in the file and addresses, in logarithmic time: a small wasm program has
 * thirty thousand segments, a hostile one a hundred thousand, and millions of words in its data
 * look like addresses. Where segments overlap, what the lower one holds counts.
 */
final class AddressMap {
  private final Image image;
  private final List<Region> byAddress;
  private final List<Region> byOffset;

  AddressMap(Image image) {
    this.image = image;
    this.byAddress = disjoint(image.segments(), ByStart.ADDRESS);
    this.byOffset = disjoint(image.segments(), ByStart.OFFSET);
  }

  private static List<Region> disjoint(List<Region> regions, ByStart order) {
    List<Region> sorted = new ArrayList<>(regions);
    sorted.sort(order);
    List<Region> disjoint = new ArrayList<>(sorted.size());
    long free = Long.MIN_VALUE;
    for (Region region : sorted) {
      long start = order.of(region);
      long end = start + region.size();
      // An end that is not behind its start is empty, or beyond 2^63.
      if (end > free && end > start) {
        disjoint.add(behind(region, Math.max(start, free) - start));
        free = end;
      }
    }
    return disjoint;
  }

  /** The region without its first bytes. */
  private static Region behind(Region region, long taken) {
    if (taken == 0) {
      return region;
    }
    return new Region(
        region.name(),
        region.offset() + taken,
        region.size() - taken,
        region.address() + taken,
        region.memorySize() - taken,
        region.access());
  }

  /** Returns the virtual address of a byte of the file, or -1 where it is not loaded. */
  long address(long offset) {
    Region region = last(byOffset, offset, ByStart.OFFSET);
    long within = region == null ? -1 : offset - region.offset();
    return region != null && within < region.size() ? region.address() + within : -1;
  }

  /** Returns the bytes of the file that one segment loads to an address, null if there are none. */
  @Nullable ByteView view(String label, long address, long length) throws FormatException {
    Region region = last(byAddress, address, ByStart.ADDRESS);
    if (region == null || !region.maps(address, length)) {
      return null;
    }
    long offset = region.offset() + (address - region.address());
    return image.view().holds(offset, length) ? image.view().slice(label, offset, length) : null;
  }

  /** Returns where in the image the byte stands that is loaded to an address, or -1. */
  long offset(long address) {
    Region region = last(byAddress, address, ByStart.ADDRESS);
    return region != null && region.maps(address, 1)
        ? region.offset() + (address - region.address())
        : -1;
  }

  /** Returns the address behind the last byte that is loaded, 0 where nothing is. */
  long end() {
    Region region = byAddress.isEmpty() ? null : byAddress.get(byAddress.size() - 1);
    return region == null ? 0 : region.address() + region.size();
  }

  /** Returns the offset behind the segment that holds a byte of the image; -1 where none does. */
  long end(long offset) {
    Region region = last(byOffset, offset, ByStart.OFFSET);
    return region != null && offset < region.end() ? region.end() : -1;
  }

  /** Copies what is loaded from an address on: zeros where the file holds nothing. */
  void copy(long address, byte[] into, int index, int length) throws IOException {
    Arrays.fill(into, index, index + length, (byte) 0);
    for (int i = position(byAddress, address, ByStart.ADDRESS); i < byAddress.size(); i++) {
      Region region = byAddress.get(i);
      long from = Math.max(address, region.address());
      long to = Math.min(address + length, region.address() + region.size());
      if (region.address() >= address + length) {
        return;
      }
      long offset = region.offset() + (from - region.address());
      if (from < to && image.view().holds(offset, to - from)) {
        int at = index + (int) (from - address);
        image.view().source().read(image.view().base() + offset, into, at, (int) (to - from));
      }
    }
  }

  /** Returns the last region that starts at or before a value. */
  private static @Nullable Region last(List<Region> sorted, long value, ByStart order) {
    int index = position(sorted, value, order);
    return sorted.isEmpty() || order.of(sorted.get(index)) > value ? null : sorted.get(index);
  }

  /**
   * Returns the index of the last region that starts at or before a value, 0 if all start later.
   */
  private static int position(List<Region> sorted, long value, ByStart order) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (order.of(sorted.get(middle)) <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return Math.max(0, low - 1);
  }
}
