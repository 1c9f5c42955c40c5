package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.image.MachOLayout.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Mach-O image for one architecture, 32 or 64 bit, see {@code specs/macho.md}. */
public final class MachO implements Image {
  private static final int PIE = 0x200000;
  private static final int DYLIB = 6;
  private static final int BUNDLE = 8;
  private static final long READ_WRITE = 3L << 32 | 3;

  private final MachOLayout layout;
  private final List<Region> sections;
  private final List<Region> segments;
  private final @Nullable Span signature;
  private final @Nullable HostId hostId;
  private final String os;

  private MachO(MachOLayout layout) throws FormatException, IOException {
    this.layout = layout;
    this.sections = List.copyOf(layout.sections);
    List<Region> regions = new ArrayList<>(layout.segments.size());
    for (Segment segment : layout.segments) {
      regions.add(segment.region());
    }
    this.segments = List.copyOf(regions);
    this.signature = MachOSignature.read(layout);
    this.hostId = readUuid();
    this.os = readOs();
  }

  /** Whether the bytes start with a Mach-O magic number, in either byte order. */
  static boolean recognise(ByteView view) throws FormatException, IOException {
    return MachOLayout.order(view) != null;
  }

  /**
   * Reads the header and the load commands.
   *
   * @param view the bytes of the file, or of a slice of a fat file
   * @return the image; its view has the byte order of the magic number
   * @throws FormatException if the load commands do not lie in the file, claim sizes from 2^63, or
   *     the code signature does not lie where it may
   * @throws IOException if they can't be read
   */
  public static MachO read(ByteView view) throws FormatException, IOException {
    return new MachO(MachOLayout.read(view));
  }

  @Override
  public Format format() {
    return Format.MACHO;
  }

  @Override
  public String os() {
    return os;
  }

  private String readOs() throws FormatException, IOException {
    for (MachOCommand command : layout.commands) {
      if (command.type() == MachOCommand.VERSION_MIN_MACOSX) {
        return "darwin";
      }
      if (command.type() == MachOCommand.VERSION_MIN_IPHONEOS) {
        return "ios";
      }
      if (command.type() == MachOCommand.BUILD_VERSION) {
        return platform(command.bytes().u32(8));
      }
    }
    // Go wrote no such command before 1.11 and for arm64 before 1.18; iOS linkers always did.
    return "darwin";
  }

  /** Go has no GOOS for Catalyst, tvOS, watchOS and their kin; builds for them say {@code ios}. */
  private static String platform(long number) {
    if (number == 1) {
      return "darwin";
    }
    return number == 2 || number == 7 ? "ios" : "";
  }

  @Override
  public String arch() {
    if (layout.cpu == 7) {
      return "386";
    }
    if (layout.cpu == 0x01000007) {
      return "amd64";
    }
    if (layout.cpu == 12) {
      return "arm";
    }
    return layout.cpu == 0x0100000c ? "arm64" : "";
  }

  @Override
  public int pointerSize() {
    return layout.wide ? 8 : 4;
  }

  @Override
  public ByteView view() {
    return layout.view;
  }

  @Override
  public long end() {
    long end = layout.headerSize() + layout.commandsSize;
    for (Region segment : segments) {
      end = Math.max(end, segment.end());
    }
    for (Region section : sections) {
      end = Math.max(end, section.end());
    }
    return signature == null ? end : Math.max(end, signature.end());
  }

  @Override
  public List<Region> sections() {
    return sections;
  }

  @Override
  public boolean isPacked() {
    return Upx.packedMachO(sections);
  }

  @Override
  public List<Region> segments() {
    return segments;
  }

  /**
   * Returns the section {@code __go_buildinfo}, else the first segment that may be read and written
   * and no more, as Go's debug/buildinfo chooses it; null if there is neither.
   */
  @Override
  public @Nullable Region buildInfoArea() {
    @Nullable Region section = section("__go_buildinfo");
    if (section != null) {
      return section;
    }
    for (Segment segment : layout.segments) {
      Region region = segment.region();
      if (region.address() != 0 && region.size() != 0 && segment.protections() == READ_WRITE) {
        return region;
      }
    }
    return null;
  }

  /** Returns the segments but {@code __PAGEZERO}, which Go's reader passes over too. */
  @Override
  public List<Region> buildInfoRegions() {
    List<Region> regions = new ArrayList<>(segments.size());
    for (Region segment : segments) {
      if (!segment.name().equals("__PAGEZERO")) {
        regions.add(segment);
      }
    }
    return regions;
  }

  /** Returns the first 32 KiB of the file, then of {@code __text}: the order in which Go looks. */
  @Override
  public List<Span> buildIdAreas() {
    Span head = BuildIdArea.of(layout.view);
    @Nullable Region text = section("__text");
    return text == null ? List.of(head) : List.of(head, BuildIdArea.of(text));
  }

  @Override
  public @Nullable HostId hostId() {
    return hostId;
  }

  @Override
  public List<Span> hostIdSpans() {
    return hostId == null ? List.of() : List.of(new Span(hostId.offset(), hostId.value().length()));
  }

  /** The size is checked: Go masks as many bytes as the command claims. */
  private @Nullable HostId readUuid() throws FormatException, IOException {
    @Nullable MachOCommand command = layout.first(MachOCommand.UUID);
    if (command == null) {
      return null;
    }
    command.expectSize("LC_UUID", 24);
    long offset = command.bytes().base() + 8 - layout.view.base();
    Bytes value = Bytes.of(command.bytes().copy(8, 16));
    return new HostId(HostId.Kind.LC_UUID, offset, value);
  }

  @Override
  public List<Span> signatureSpans() {
    return signature == null ? List.of() : List.of(signature);
  }

  /** Returns the ways back, the likeliest first; none where the linker itself signed, ad hoc. */
  @Override
  public List<Undo> undoSignature(String buildId) throws FormatException, IOException {
    return MachOUndo.of(layout, signature);
  }

  /** Returns what the layout shows, see {@code specs/macho.md}. */
  @Override
  public Rewriter rewriter() throws FormatException, IOException {
    return new MachORewriter(layout, signature).judge();
  }

  @Override
  public Linkage linkage() throws FormatException, IOException {
    List<String> libraries = new ArrayList<>();
    @Nullable String interpreter = null;
    for (MachOCommand command : layout.commands) {
      if (command.loadsLibrary()) {
        libraries.add(command.text());
      } else if (command.type() == MachOCommand.LOAD_DYLINKER) {
        interpreter = command.text();
      }
    }
    boolean movable =
        (layout.flags & PIE) != 0 || layout.fileType == DYLIB || layout.fileType == BUNDLE;
    return new Linkage(
        MachOLinkage.type(layout.fileType),
        interpreter,
        libraries,
        interpreter == null && libraries.isEmpty(),
        movable,
        MachOLinkage.hasSymbols(layout),
        MachOLinkage.hasDebug(layout),
        MachOSignature.isSigned(layout.view, signature) ? "code-signature" : null);
  }
}
