package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An XCOFF image of AIX, 32 and 64 bit, see {@code specs/xcoff.md}. */
public final class Xcoff implements Image {

  private final ByteView view;
  private final XcoffHeaders headers;
  private final List<Region> sections;
  private final List<Region> segments;
  private final long end;

  private Xcoff(ByteView view, XcoffHeaders headers) throws FormatException, IOException {
    this.view = view;
    this.headers = headers;
    List<Region> all = new ArrayList<>();
    List<Region> loaded = new ArrayList<>();
    for (XcoffHeaders.Section section : headers.sections()) {
      all.add(section.region());
      if (section.isLoaded()) {
        loaded.add(section.region());
      }
    }
    this.sections = List.copyOf(all);
    this.segments = List.copyOf(loaded);
    this.end = headers.end(view);
  }

  /**
   * Whether the bytes start with the header of an XCOFF program or shared object that has sections:
   * the magic number alone is two bytes, which other files start with too.
   */
  static boolean recognise(ByteView view) throws FormatException, IOException {
    return XcoffHeaders.recognise(view.order(ByteOrder.BIG_ENDIAN));
  }

  /**
   * Reads the headers and the section table.
   *
   * @param view the bytes of the file
   * @return the image, its section table read
   * @throws FormatException if the file is no XCOFF program, the section table does not lie in it,
   *     or a header claims sizes from 2^63
   * @throws IOException if they can't be read
   */
  public static Xcoff read(ByteView view) throws FormatException, IOException {
    ByteView big = view.order(ByteOrder.BIG_ENDIAN);
    return new Xcoff(big, XcoffHeaders.read(big));
  }

  @Override
  public Format format() {
    return Format.XCOFF;
  }

  @Override
  public String os() {
    return "aix";
  }

  @Override
  public String arch() {
    return headers.wide() ? "ppc64" : "ppc";
  }

  @Override
  public int pointerSize() {
    return headers.wide() ? 8 : 4;
  }

  @Override
  public ByteView view() {
    return view;
  }

  /**
   * Returns the offset behind everything that the headers name. Go's linker under {@code -s} writes
   * a symbol table and does not name it; where none is named, this is the file's size at least.
   */
  @Override
  public long end() {
    return end;
  }

  @Override
  public List<Region> sections() {
    return sections;
  }

  @Override
  public List<Region> segments() {
    return segments;
  }

  /** Returns the sections, loaded or not: Go's reader asks for no more. */
  @Override
  public List<Region> buildInfoRegions() {
    return sections;
  }

  /** Returns the first section whose type is data and nothing else, as Go's reader does. */
  @Override
  public @Nullable Region buildInfoArea() {
    for (XcoffHeaders.Section section : headers.sections()) {
      if (section.flags() == XcoffHeaders.DATA) {
        return section.region();
      }
    }
    return null;
  }

  @Override
  public List<Span> buildIdAreas() {
    return List.of(BuildIdArea.of(view));
  }

  /**
   * Returns {@link Rewriter#BINUTILS} where the header has a flag that system linkers and GNU strip
   * set and Go's linker does not, else {@link Rewriter#UNKNOWN}: AIX's own tools, such as {@code
   * ldedit}, change headers in place.
   */
  @Override
  public Rewriter rewriter() {
    return headers.isDynamic() ? Rewriter.BINUTILS : Rewriter.UNKNOWN;
  }

  @Override
  public Linkage linkage() throws FormatException, IOException {
    List<String> libraries = XcoffImports.read(view, headers);
    boolean debug = false;
    for (XcoffHeaders.Section section : headers.sections()) {
      debug |= section.isDwarf();
    }
    return new Linkage(
        headers.isShared() ? "shared" : "executable",
        null,
        libraries,
        libraries.isEmpty(),
        false,
        headers.symbolCount() != 0,
        debug,
        null);
  }
}
