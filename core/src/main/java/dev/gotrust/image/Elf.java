package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.image.Region.Access;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ELF image, 32 or 64 bit, of either byte order, with or without section headers. See {@code
 * specs/elf.md}.
 */
public final class Elf implements Image {
  private static final int PT_LOAD = 1;
  private static final int SHT_SYMTAB = 2;
  private static final int SHF_COMPRESSED = 0x800;
  private static final int GNU_BUILD_ID = 3;
  private static final int NOTE_HEADER = 16;
  private static final String HOST_ID = ".note.gnu.build-id";

  private final ElfHeader header;
  private final List<ElfTables.Program> programs;
  private final List<ElfTables.Section> headers;
  private final List<Region> sections;
  private final List<Region> segments;
  private final List<Note> notes;
  private final @Nullable String interpreter;
  private final long end;

  private Elf(ElfHeader header) throws FormatException, IOException {
    ElfTables tables = new ElfTables(header);
    this.header = header;
    this.programs = tables.programs();
    this.headers = tables.sections();
    this.sections = regions(headers);
    this.segments = loaded(programs);
    this.notes = ElfNotes.read(header.view(), headers, programs);
    this.interpreter = ElfLinkage.interpreter(header.view(), programs);
    this.end = end(header, sections, segments);
  }

  /** Returns whether the bytes begin as an ELF file does. */
  static boolean recognise(ByteView view) throws IOException {
    return view.matches(0, ElfHeader.MAGIC);
  }

  /**
   * Reads the headers of an ELF file.
   *
   * @param view the bytes from the start of the file
   * @return the image, its tables and notes read
   * @throws FormatException if header or tables are malformed, or larger than {@link
   *     dev.gotrust.bytes.Limits} admits
   * @throws IOException if they can't be read
   */
  public static Elf read(ByteView view) throws FormatException, IOException {
    return new Elf(ElfHeader.read(view));
  }

  private static List<Region> regions(List<ElfTables.Section> headers) {
    List<Region> regions = new ArrayList<>(headers.size());
    for (ElfTables.Section section : headers) {
      regions.add(section.region());
    }
    return List.copyOf(regions);
  }

  private static List<Region> loaded(List<ElfTables.Program> programs) {
    List<Region> regions = new ArrayList<>();
    for (ElfTables.Program program : programs) {
      if (program.type() == PT_LOAD) {
        regions.add(region(program));
      }
    }
    return List.copyOf(regions);
  }

  private static Region region(ElfTables.Program program) {
    return new Region(
        "",
        program.offset(),
        program.size(),
        program.address(),
        program.memorySize(),
        access(program.flags()));
  }

  private static Access access(int flags) {
    if ((flags & 1) != 0) { // PF_X
      return Access.EXECUTE;
    }
    return (flags & 2) != 0 ? Access.WRITE : Access.READ; // PF_W
  }

  private static long end(ElfHeader header, List<Region> sections, List<Region> segments)
      throws FormatException {
    long end = Math.max(header.programs().end(), header.sections().end());
    end = Math.max(end, header.wide() ? 64 : 52);
    // The first section header is reserved and names nothing; patchelf leaves junk in it.
    for (int i = 1; i < sections.size(); i++) {
      end = Math.max(end, checkedEnd(header, sections.get(i)));
    }
    for (Region region : segments) {
      end = Math.max(end, checkedEnd(header, region));
    }
    return end;
  }

  private static long checkedEnd(ElfHeader header, Region region) throws FormatException {
    if (region.size() == 0) {
      return 0;
    }
    if (region.offset() < 0 || region.size() < 0 || region.end() < 0) {
      throw FormatException.malformed(
          header.view().base(),
          "ELF section or segment '"
              + region.name()
              + "' claims "
              + Long.toUnsignedString(region.size())
              + " bytes from offset "
              + Long.toUnsignedString(region.offset())
              + ", beyond any file");
    }
    return region.end();
  }

  @Override
  public Format format() {
    return Format.ELF;
  }

  @Override
  public String os() {
    return ElfTarget.os(header.osAbi(), notes, interpreter);
  }

  @Override
  public String arch() {
    return ElfTarget.arch(header);
  }

  @Override
  public int pointerSize() {
    return header.wide() ? 8 : 4;
  }

  @Override
  public ByteView view() {
    return header.view();
  }

  @Override
  public List<Region> sections() {
    return sections;
  }

  @Override
  public boolean isCompressed(Region section) {
    for (ElfTables.Section entry : headers) {
      Region region = entry.region();
      if (region.offset() == section.offset() && region.name().equals(section.name())) {
        return (entry.flags() & SHF_COMPRESSED) != 0;
      }
    }
    return false;
  }

  @Override
  public boolean isPacked() throws IOException {
    return Upx.packedElf(header.view(), header.programs().end());
  }

  @Override
  public List<Region> segments() {
    return segments;
  }

  @Override
  public long end() {
    return end;
  }

  @Override
  public @Nullable Region buildInfoArea() {
    Region named = section(".go.buildinfo");
    if (named != null) {
      return named;
    }
    for (Region segment : segments) {
      if (segment.access() == Access.WRITE) {
        return segment;
      }
    }
    return null;
  }

  /** Returns what the program headers name, whatever their type: Go's reader asks for none. */
  @Override
  public List<Region> buildInfoRegions() {
    List<Region> regions = new ArrayList<>(programs.size());
    for (ElfTables.Program program : programs) {
      regions.add(region(program));
    }
    return regions;
  }

  @Override
  public List<Span> buildIdAreas() {
    return List.of();
  }

  @Override
  public List<Note> notes() {
    return notes;
  }

  @Override
  public @Nullable HostId hostId() {
    HostId found = null;
    for (Note note : notes) {
      if (note.name().equals("GNU") && note.type() == GNU_BUILD_ID) {
        HostId id = new HostId(HostId.Kind.GNU_BUILD_ID, note.offset(), note.descriptor());
        if (note.section().equals(HOST_ID)) {
          return id;
        }
        found = found == null ? id : found;
      }
    }
    return found;
  }

  /**
   * Returns the section {@code .note.gnu.build-id} behind the header of a note, whatever stands
   * there; a note that only a program header or another section names is hashed.
   */
  @Override
  public List<Span> hostIdSpans() {
    Region named = section(HOST_ID);
    if (named == null || named.memorySize() <= NOTE_HEADER) {
      return List.of();
    }
    return List.of(new Span(named.offset() + NOTE_HEADER, named.memorySize() - NOTE_HEADER));
  }

  @Override
  public Rewriter rewriter() {
    return layout().rewriter();
  }

  @Override
  public List<Undo> undoEdits() {
    return ElfUndo.of(header, programs, notes);
  }

  @Override
  public boolean isDebugFile() {
    return layout().isDebugFile();
  }

  private ElfLayout layout() {
    return new ElfLayout(header, programs, headers);
  }

  @Override
  public Linkage linkage() throws FormatException, IOException {
    return ElfLinkage.read(this, header, programs, interpreter, hasSymbols());
  }

  private boolean hasSymbols() {
    for (ElfTables.Section section : headers) {
      if (section.type() == SHT_SYMTAB && section.region().size() > 0) {
        return true;
      }
    }
    return false;
  }
}
