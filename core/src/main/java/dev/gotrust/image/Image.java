package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An executable image. Readers of facts see this interface, never a container format, so each
 * format is understood in one place.
 *
 * <p>All offsets are relative to the start of the image, which is the start of the file but for the
 * slices of a fat file. Images are immutable, thread-safe if their source is.
 */
public sealed interface Image extends ExecutableFile permits Elf, MachO, Pe, Plan9, Wasm, Xcoff {

  /** {@return the GOOS that the headers show, or an empty text where they do not tell} */
  String os();

  /** {@return the GOARCH that the headers show, or an empty text where it is unknown to Go} */
  String arch();

  /** {@return the size of a pointer in bytes, 4 or 8} */
  int pointerSize();

  /** Returns the bytes of the image, in its byte order. */
  @Override
  ByteView view();

  /** {@return the sections in table order; empty where the headers were removed} */
  List<Region> sections();

  /**
   * {@return whether the section's header says that its bytes are compressed}
   *
   * @param section one of {@link #sections}
   */
  default boolean isCompressed(Region section) {
    return false;
  }

  /**
   * {@return whether a packer's marks show that the program in it is compressed}
   *
   * @throws IOException if the bytes that show it can't be read
   */
  default boolean isPacked() throws IOException {
    return false;
  }

  /** {@return what a loader maps, in table order} */
  List<Region> segments();

  /**
   * {@return where Go's reader of build info begins to search, or null where the format has no such
   * place (wasm)}
   */
  @Nullable Region buildInfoArea();

  /**
   * {@return what Go's reader of build info looks an address up in, the first that holds it: what a
   * loader maps and, in some formats, more}
   */
  default List<Region> buildInfoRegions() {
    return segments();
  }

  /** {@return the spans in which the quoted text of a Go build ID may stand; empty for ELF} */
  List<Span> buildIdAreas();

  /** {@return the ELF notes; empty for every other format, the default} */
  default List<Note> notes() {
    return List.of();
  }

  /** {@return the host platform's build identifier, or null if there is none} */
  default @Nullable HostId hostId() {
    return null;
  }

  /**
   * {@return the spans that a Go content ID takes as zeros from Go 1.24 on: where a host build ID
   * stands}
   */
  default List<Span> hostIdSpans() {
    return List.of();
  }

  /** {@return the spans that a Go content ID takes as zeros whatever the Go version} */
  default List<Span> signatureSpans() {
    return List.of();
  }

  /**
   * {@return ways back to the bytes before a platform signature was put on; empty if unsigned}
   *
   * @param buildId the full Go build ID; a linker's checksum covers what stood in its place before
   * @throws FormatException if the bytes around the signature are malformed
   * @throws IOException if they can't be read
   */
  default List<Undo> undoSignature(String buildId) throws FormatException, IOException {
    return List.of();
  }

  /**
   * {@return ways back to the values that the linker wrote into header fields that tools edit in
   * place; empty where they hold these values}
   */
  default List<Undo> undoEdits() {
    return List.of();
  }

  /**
   * {@return what the layout shows of the tool that wrote the file last}
   *
   * @throws FormatException if the tables that tell it are malformed
   * @throws IOException if they can't be read
   */
  Rewriter rewriter() throws FormatException, IOException;

  /**
   * {@return whether this is what {@code objcopy --only-keep-debug} and {@code eu-strip -f} put
   * aside for debuggers: headers and debug data of a program, without its code}
   */
  default boolean isDebugFile() {
    return false;
  }

  /**
   * {@return how the image was linked}
   *
   * @throws FormatException if the tables that tell it are malformed
   * @throws IOException if they can't be read
   */
  Linkage linkage() throws FormatException, IOException;

  /**
   * {@return the bytes that a process sees at a virtual address}
   *
   * @param label what is read, for messages
   * @param address virtual address
   * @param length in bytes
   * @throws FormatException if the file holds no such bytes
   */
  default ByteView atAddress(String label, long address, long length) throws FormatException {
    for (Region segment : segments()) {
      if (segment.maps(address, length)) {
        return view().slice(label, segment.offset() + (address - segment.address()), length);
      }
    }
    throw FormatException.malformed(
        view().base(),
        label
            + " should stand at address 0x"
            + Long.toHexString(address)
            + ", but the file holds no "
            + Long.toUnsignedString(length)
            + " bytes there");
  }

  /**
   * {@return the first section of that name, or null if there is none}
   *
   * @param name as the section table spells it
   */
  default @Nullable Region section(String name) {
    for (Region section : sections()) {
      if (section.name().equals(name)) {
        return section;
      }
    }
    return null;
  }
}
