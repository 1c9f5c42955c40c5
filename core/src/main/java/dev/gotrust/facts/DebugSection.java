package dev.gotrust.facts;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.image.Image;
import dev.gotrust.image.Region;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A section of DWARF, compressed or not. See {@code specs/dwarf.md}.
 *
 * @param stored the bytes as the file holds them: behind the header of the compression if there is
 *     one
 * @param packed whether they are a zlib stream
 */
record DebugSection(ByteView stored, boolean packed) {
  /** What stands in front of a section's name, by format; the second has compressed contents. */
  private static final String[] PLAIN = {".debug_", "__debug_"};

  private static final String[] GNU = {".zdebug_", "__zdebug_"};

  private static final byte[] GNU_MAGIC = "ZLIB".getBytes(StandardCharsets.ISO_8859_1);
  private static final int GNU_HEADER = 12;
  private static final int ELFCOMPRESS_ZLIB = 1;

  /** Bytes that go into the inflater at once. */
  private static final int CHUNK = 4096;

  /**
   * Finds a section.
   *
   * @param name without what formats put in front, such as {@code info}
   * @param xcoff its name in XCOFF, which has names of its own
   * @return null if there is none, or none that can be read
   * @throws FormatException if it does not lie in the file, or its header is cut short
   */
  static @Nullable DebugSection find(Image image, String name, String xcoff)
      throws FormatException, IOException {
    Region xcoffs = image.section(xcoff);
    if (xcoffs != null) {
      return new DebugSection(view(image, xcoffs), false);
    }
    for (int i = 0; i < PLAIN.length; i++) {
      Region plain = image.section(PLAIN[i] + name);
      if (plain != null) {
        ByteView view = view(image, plain);
        return image.isCompressed(plain) ? elf(view, image) : new DebugSection(view, false);
      }
      Region gnu = image.section(GNU[i] + name);
      if (gnu != null) {
        return gnu(view(image, gnu));
      }
    }
    return null;
  }

  private static ByteView view(Image image, Region section) throws FormatException {
    return image.view().slice("debug section", section.offset(), section.size());
  }

  /** Elf32_Chdr or Elf64_Chdr stands in front; what zstd packed is not read. */
  private static @Nullable DebugSection elf(ByteView view, Image image)
      throws FormatException, IOException {
    return view.u32(0) == ELFCOMPRESS_ZLIB
        ? new DebugSection(behind(view, image.pointerSize() == 8 ? 24 : 12), true)
        : null;
  }

  private static @Nullable DebugSection gnu(ByteView view) throws FormatException, IOException {
    return view.matches(0, GNU_MAGIC) ? new DebugSection(behind(view, GNU_HEADER), true) : null;
  }

  private static ByteView behind(ByteView view, int header) throws FormatException {
    return view.slice("compressed debug section", header, view.size() - header);
  }

  /**
   * Returns its bytes: all of them, or at most the first {@code most} where they are compressed.
   *
   * @throws FormatException if the compressed bytes are damaged before that
   */
  ByteView contents(int most) throws FormatException, IOException {
    if (!packed) {
      return stored;
    }
    ByteOrder order = stored.order();
    return ByteView.of(new ArraySource(inflate(most)), "inflated debug section").order(order);
  }

  private byte[] inflate(int most) throws FormatException, IOException {
    Inflater inflater = new Inflater();
    try {
      return inflate(inflater, most);
    } catch (DataFormatException damaged) {
      FormatException exception =
          FormatException.malformed(
              stored.base(),
              "a compressed debug section can't be inflated: " + damaged.getMessage());
      exception.initCause(damaged);
      throw exception;
    } finally {
      inflater.end();
    }
  }

  /** The room doubles with what was inflated: no size that the file claims is believed. */
  private byte[] inflate(Inflater inflater, int most)
      throws DataFormatException, FormatException, IOException {
    byte[] out = new byte[Math.min(most, CHUNK)];
    int done = 0;
    long at = 0;
    while (done < most && !inflater.finished()) {
      if (inflater.needsDictionary() || inflater.needsInput() && at == stored.size()) {
        break;
      }
      if (inflater.needsInput()) {
        byte[] chunk = stored.copy(at, Math.min(CHUNK, stored.size() - at));
        inflater.setInput(chunk);
        at += chunk.length;
      }
      if (done == out.length) {
        out = Arrays.copyOf(out, (int) Math.min(most, 2L * out.length));
      }
      done += inflater.inflate(out, done, out.length - done);
    }
    return Arrays.copyOf(out, done);
  }
}
