package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Mach-O file that holds slices for several architectures, see {@code specs/macho.md}.
 *
 * @param view the bytes of the file, big-endian as its table is
 * @param slices the slices in table order
 * @param strayBytes the gaps between, before and behind the slices, headers left out, that are not
 *     all zero or are longer than {@link Limits#GAP}
 */
public record Fat(ByteView view, List<Slice> slices, List<Span> strayBytes)
    implements ExecutableFile {
  /**
   * Copies the lists.
   *
   * @param view the bytes of the file, big-endian
   * @param slices the slices in table order; copied
   * @param strayBytes gaps that are not empty padding; copied
   */
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
  public record Slice(long offset, long size, @Nullable Image image) {}

  /**
   * Whether the bytes start as a fat Mach-O file does, and not as a Java class file, which has the
   * same first four bytes.
   */
  static boolean recognise(ByteView view) throws FormatException, IOException {
    return FatReader.recognise(view);
  }

  /**
   * Reads the table and the headers of every slice.
   *
   * @param view the bytes of the file
   * @return the file; a slice that is no Mach-O image is listed without one
   * @throws FormatException if a slice does not lie in the file, overlaps another one or the table,
   *     or starts as a Mach-O image but is malformed
   * @throws IOException if they can't be read
   */
  public static Fat read(ByteView view) throws FormatException, IOException {
    return FatReader.read(view);
  }

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
