package dev.gotrust.image;

import dev.gotrust.bytes.Bytes;

/**
 * The build identifier that the host platform's tools read.
 *
 * @param kind which one it is
 * @param offset of its bytes from the start of the image
 * @param value its bytes
 * @param masked the bytes that Go 1.24 and later zero before they hash the file: for ELF the
 *     section {@code .note.gnu.build-id} from its 16th byte, for Mach-O the UUID
 */
public record HostId(Kind kind, long offset, Bytes value, Span masked) {
  /** The kinds of host build identifiers. */
  public enum Kind {
    /** The descriptor of the note {@code .note.gnu.build-id}. */
    GNU_BUILD_ID,
    /** The payload of LC_UUID. */
    LC_UUID
  }
}
