package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import java.util.List;

/**
 * A Mach-O file that holds slices for several architectures.
 *
 * @param view the bytes of the file
 * @param slices the slices in table order
 * @param strayBytes spans between, before and behind the slices that are not zero, headers left out
 */
public record Fat(ByteView view, List<Slice> slices, List<Span> strayBytes)
    implements ExecutableFile {
  /** Copies the lists. */
  public Fat {
    slices = List.copyOf(slices);
    strayBytes = List.copyOf(strayBytes);
  }

  /**
   * A slice.
   *
   * @param offset of its first byte from the start of the file
   * @param size in bytes
   * @param image what stands there, null where that is no Mach-O image
   */
  public record Slice(long offset, long size, @org.jspecify.annotations.Nullable Image image) {}

  @Override
  public Format format() {
    return Format.MACHO_FAT;
  }

  @Override
  public long end() {
    long end = 0;
    for (Slice slice : slices) {
      end = Math.max(end, slice.offset() + slice.size());
    }
    return end;
  }
}
