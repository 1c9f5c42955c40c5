package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a fat Mach-O file: its table, its slices, and what stands between them. */
final class FatReader {
  private static final long FAT = 0xcafebabeL;
  private static final long FAT_64 = 0xcafebabfL;
  private static final int HEADER = 8;

  private final ByteView view;
  private final boolean wide;

  private FatReader(ByteView view, boolean wide) {
    this.view = view;
    this.wide = wide;
  }

  /**
   * A Java class file starts with the same four bytes, then its version and the size of its
   * constant pool. Where the first entry of the pool has its tag, a CPU type has a zero byte, and
   * no tag is zero.
   */
  static boolean recognise(ByteView any) throws FormatException, IOException {
    ByteView view = any.order(ByteOrder.BIG_ENDIAN);
    if (!view.holds(0, HEADER + 4) || (view.u32(0) & ~1L) != FAT || view.u32(4) == 0) {
      return false;
    }
    return view.u8(8) <= 2 && view.u16(9) == 0 && view.u8(11) != 0;
  }

  static Fat read(ByteView any) throws FormatException, IOException {
    ByteView view = any.order(ByteOrder.BIG_ENDIAN);
    if (!recognise(view)) {
      throw FormatException.malformed(
          view.base(), "expected a fat Mach-O header: cafebabe or cafebabf, a count, a CPU type");
    }
    return new FatReader(view, view.u32(0) == FAT_64).read();
  }

  private Fat read() throws FormatException, IOException {
    long count = view.u32(4);
    if (count > Limits.SLICES) {
      throw FormatException.tooLarge(
          view.base() + 4,
          "fat Mach-O header: "
              + count
              + " slices are more than the "
              + Limits.SLICES
              + " that are read");
    }
    int entry = wide ? 32 : 20;
    ByteView table = view.slice("fat Mach-O table", HEADER, entry * count);
    List<Span> taken = new ArrayList<>();
    taken.add(new Span(0, HEADER + table.size()));
    List<Fat.Slice> slices = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      ByteView row = table.slice("fat Mach-O table entry", i * entry, entry);
      Span span = span(row);
      take(taken, span, row);
      slices.add(new Fat.Slice(span.offset(), span.length(), image(span)));
    }
    return new Fat(view, slices, stray(taken));
  }

  private Span span(ByteView row) throws FormatException, IOException {
    long offset = wide ? row.u64(8) : row.u32(8);
    long size = wide ? row.u64(16) : row.u32(12);
    view.slice("slice of a fat Mach-O file", offset, size);
    return new Span(offset, size);
  }

  /** Keeps {@code taken} in ascending order. */
  private static void take(List<Span> taken, Span span, ByteView row) throws FormatException {
    int at = taken.size();
    while (at > 0 && taken.get(at - 1).offset() > span.offset()) {
      at--;
    }
    // The header starts at 0, so there is always one before.
    boolean clash = at == 0 || taken.get(at - 1).end() > span.offset();
    if (clash || at < taken.size() && taken.get(at).offset() < span.end()) {
      throw FormatException.malformed(
          row.base(),
          "fat Mach-O table: expected slices that do not overlap, found one of "
              + span.length()
              + " bytes at offset "
              + span.offset()
              + " over the header or another slice");
    }
    taken.add(at, span);
  }

  private @Nullable Image image(Span span) throws FormatException, IOException {
    ByteView slice = view.slice("slice of a fat Mach-O file", span.offset(), span.length());
    return MachO.recognise(slice) ? MachO.read(slice) : null;
  }

  private List<Span> stray(List<Span> taken) throws FormatException, IOException {
    List<Span> stray = new ArrayList<>();
    long from = 0;
    for (Span span : taken) {
      addStray(stray, from, span.offset());
      from = span.end();
    }
    addStray(stray, from, view.size());
    return stray;
  }

  private void addStray(List<Span> stray, long from, long to) throws FormatException, IOException {
    if (to - from > Limits.GAP || !Zeros.fill(view, from, to)) {
      stray.add(new Span(from, to - from));
    }
  }
}
