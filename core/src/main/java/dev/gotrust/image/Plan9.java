package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A Plan 9 a.out image for 386, amd64 or arm, see {@code specs/plan9.md}.
 *
 * <p>The header is big-endian, the program's own data little-endian on all three; {@link #view()}
 * has the order of the program.
 */
public final class Plan9 implements Image {
  private static final int MAGIC_386 = 0x1eb;
  private static final int MAGIC_AMD64 = 0x8a97;
  private static final int MAGIC_ARM = 0x647;

  /** In the magic word: a 64-bit entry point follows the header. */
  private static final int EXPANDED = 0x8000;

  private static final int HEADER = 32;

  private final ByteView view;
  private final int magic;
  private final List<Region> sections;
  private final List<Region> segments;

  private Plan9(ByteView view, int magic, List<Region> sections, List<Region> segments) {
    this.view = view;
    this.magic = magic;
    this.sections = sections;
    this.segments = segments;
  }

  /**
   * Whether the bytes start with a magic word of Go's debug/plan9obj and are long enough for a
   * header.
   */
  static boolean recognise(ByteView view) throws FormatException, IOException {
    if (!view.holds(0, HEADER)) {
      return false;
    }
    long magic = view.order(ByteOrder.BIG_ENDIAN).u32(0);
    return magic == MAGIC_386 || magic == MAGIC_AMD64 || magic == MAGIC_ARM;
  }

  /**
   * Reads the header.
   *
   * @param view the bytes of the file
   * @return the image, its sections computed from the sizes in the header
   * @throws FormatException if the magic word is another, the file ends within the header, or the
   *     entry point does not lie in the text, where Go's linker puts it
   * @throws IOException if they can't be read
   */
  public static Plan9 read(ByteView view) throws FormatException, IOException {
    if (!recognise(view)) {
      throw new FormatException(
          FormatException.Kind.NOT_GO,
          view.base(),
          "expected a Plan 9 header with a magic word of 386, amd64 or arm, found none");
    }
    ByteView big = view.order(ByteOrder.BIG_ENDIAN);
    int magic = (int) big.u32(0);
    Sizes sizes = Sizes.read(big, magic);
    return new Plan9(
        view.order(ByteOrder.LITTLE_ENDIAN), magic, sizes.sections(), sizes.segments());
  }

  /** What the header counts, in bytes, and where a kernel puts it. */
  private record Sizes(
      boolean wide, long header, long text, long data, long bss, long syms, long spsz, long pcsz) {

    static Sizes read(ByteView big, int magic) throws FormatException, IOException {
      boolean wide = (magic & EXPANDED) != 0;
      Sizes sizes =
          new Sizes(
              wide,
              wide ? HEADER + 8 : HEADER,
              big.u32(4),
              big.u32(8),
              big.u32(12),
              big.u32(16),
              big.u32(24),
              big.u32(28));
      sizes.checkEntry(big, wide ? big.u64(HEADER) : big.u32(20));
      return sizes;
    }

    private void checkEntry(ByteView big, long entry) throws FormatException {
      long within = entry - textAddress();
      if (within < 0 || within >= text) {
        // Programs of Plan 9's own C compilers have such ones; the magic word alone is no claim.
        throw new FormatException(
            FormatException.Kind.NOT_GO,
            big.base() + (wide ? HEADER : 20),
            "a Plan 9 program whose entry point, 0x"
                + Long.toHexString(entry)
                + ", is not in its text, where Go's linker puts it");
      }
    }

    /** The header is loaded with the text. */
    long textAddress() {
      return (wide ? 0x200000 : 0x1000) + header;
    }

    /** The kernels round up to their page: 4 KiB, and 2 MiB for amd64. */
    long dataAddress() {
      long page = wide ? 0x200000 : 0x1000;
      return (textAddress() + text + page - 1) / page * page;
    }

    List<Region> sections() {
      long debug = header + text + data;
      return List.of(
          textRegion(),
          dataRegion(),
          new Region("syms", debug, syms, 0, 0, Region.Access.NONE),
          new Region("spsz", debug + syms, spsz, 0, 0, Region.Access.NONE),
          new Region("pcsz", debug + syms + spsz, pcsz, 0, 0, Region.Access.NONE));
    }

    List<Region> segments() {
      return List.of(textRegion(), dataRegion());
    }

    private Region textRegion() {
      return new Region("text", header, text, textAddress(), text, Region.Access.EXECUTE);
    }

    private Region dataRegion() {
      return new Region(
          "data", header + text, data, dataAddress(), data + bss, Region.Access.WRITE);
    }
  }

  @Override
  public Format format() {
    return Format.PLAN9;
  }

  @Override
  public String os() {
    return "plan9";
  }

  @Override
  public String arch() {
    return switch (magic) {
      case MAGIC_386 -> "386";
      case MAGIC_AMD64 -> "amd64";
      default -> "arm";
    };
  }

  @Override
  public int pointerSize() {
    return (magic & EXPANDED) != 0 ? 8 : 4;
  }

  @Override
  public ByteView view() {
    return view;
  }

  @Override
  public long end() {
    return sections.get(sections.size() - 1).end();
  }

  @Override
  public List<Region> sections() {
    return sections;
  }

  @Override
  public List<Region> segments() {
    return segments;
  }

  @Override
  public Region buildInfoArea() {
    return segments.get(1);
  }

  @Override
  public List<Span> buildIdAreas() {
    return List.of(BuildIdArea.of(view));
  }

  /**
   * Returns {@link Rewriter#NONE} where the file has the symbols that Go's linker writes and none
   * of the pc tables that Plan 9's own linkers add: Plan 9's strip, the one tool that rewrites such
   * a file, always takes the symbols away.
   */
  @Override
  public Rewriter rewriter() {
    boolean pcTables = sections.get(3).size() != 0 || sections.get(4).size() != 0;
    boolean whole = end() == view.size();
    return hasSymbols() && !pcTables && whole ? Rewriter.NONE : Rewriter.UNKNOWN;
  }

  private boolean hasSymbols() {
    return sections.get(2).size() != 0;
  }

  @Override
  public Linkage linkage() {
    return new Linkage("executable", null, List.of(), true, false, hasSymbols(), false, null);
  }
}
