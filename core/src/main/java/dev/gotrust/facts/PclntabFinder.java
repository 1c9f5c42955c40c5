package dev.gotrust.facts;

import dev.gotrust.bytes.ByteSearch;
import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.facts.VersionTraces.PclntabLayout;
import dev.gotrust.image.Image;
import dev.gotrust.image.Region;
import dev.gotrust.image.Span;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the function table of an image: by its section's name, else by the magic of its header,
 * where the program's data must lead to it (Go's {@code debug/gosym/pclntab.go} and {@code
 * internal/abi}).
 */
final class PclntabFinder {
  /** No function table. */
  static final Found NOTHING = new Found(false, null, -1);

  private static final int CANDIDATES = 256;
  private static final int HEADER = 8;

  private final Image image;

  private PclntabFinder(Image image) {
    this.image = image;
  }

  /**
   * What was found.
   *
   * @param present whether there is a function table at all, readable or not
   * @param layout its layout, null if the magic is unknown (garble writes random ones)
   * @param offset where in the image it starts, -1 where its layout is unknown
   */
  record Found(boolean present, @Nullable PclntabLayout layout, long offset) {
    static Found of(boolean present, @Nullable PclntabLayout layout, long offset) {
      return new Found(present, layout, layout == null ? -1 : offset);
    }
  }

  static Found find(Image image) throws FormatException, IOException {
    return new PclntabFinder(image).find();
  }

  private Found find() throws FormatException, IOException {
    for (Region section : image.sections()) {
      if (section.name().endsWith("gopclntab") && section.size() > HEADER) {
        boolean held = image.view().holds(section.offset(), HEADER);
        PclntabLayout layout = held ? layout(image.view(), section.offset()) : null;
        return Found.of(true, layout, section.offset());
      }
    }
    Found found = scan(Loaded.readOnly(image));
    return found.present() ? found : scan(Loaded.others(image));
  }

  private Found scan(List<Span> parts) throws FormatException, IOException {
    List<Long> offsets = new ArrayList<>();
    List<PclntabLayout> layouts = new ArrayList<>();
    for (Span part : parts) {
      collect(part, offsets, layouts);
    }
    boolean[] named = Pointers.leadTo(image, offsets);
    for (int i = 0; i < named.length; i++) {
      if (named[i]) {
        return Found.of(true, layouts.get(i), offsets.get(i));
      }
    }
    return NOTHING;
  }

  /** Collects where a header may stand, and the layout that it shows. */
  private void collect(Span part, List<Long> offsets, List<PclntabLayout> layouts)
      throws FormatException, IOException {
    boolean big = image.view().order() == ByteOrder.BIG_ENDIAN;
    // All magics share three bytes of 0xff; in front of them, or behind, stands the one that
    // differs.
    byte[] pattern = big ? new byte[] {-1, -1, -1} : new byte[] {-1, -1, -1, 0, 0};
    int before = big ? 0 : 1;
    ByteView view = Loaded.view(image, part).order(image.view().order());
    ByteSearch search = new ByteSearch(view, pattern);
    for (long at = search.next(); at >= 0 && offsets.size() < CANDIDATES; at = search.next()) {
      long start = at - before;
      PclntabLayout layout = view.holds(start, HEADER) ? layout(view, start) : null;
      if (layout != null) {
        offsets.add(part.offset() + start);
        layouts.add(layout);
      }
    }
  }

  private static @Nullable PclntabLayout layout(ByteView view, long at)
      throws FormatException, IOException {
    int minimum = view.u8(at + 6);
    int pointer = view.u8(at + 7);
    boolean plausible =
        view.u8(at + 4) == 0
            && view.u8(at + 5) == 0
            && (minimum == 1 || minimum == 2 || minimum == 4)
            && (pointer == 4 || pointer == 8);
    return plausible ? byMagic(view.u32(at)) : null;
  }

  private static @Nullable PclntabLayout byMagic(long magic) {
    if (magic == 0xfffffffbL) {
      return PclntabLayout.GO_1_2;
    }
    if (magic == 0xfffffffaL) {
      return PclntabLayout.GO_1_16;
    }
    if (magic == 0xfffffff0L) {
      return PclntabLayout.GO_1_18;
    }
    return magic == 0xfffffff1L ? PclntabLayout.GO_1_20 : null;
  }
}
