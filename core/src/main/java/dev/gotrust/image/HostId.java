package dev.gotrust.image;

import dev.gotrust.bytes.Bytes;

/**
 * The build identifier that the host platform's tools read.
 *
 * @param kind which one it is
 * @param offset of its bytes from the start of the image
 * @param value its bytes
 */
public record HostId(Kind kind, long offset, Bytes value) {
  /** The kinds of host build identifiers. */
  public enum Kind {
    /** The descriptor of the note {@code .note.gnu.build-id}. */
    GNU_BUILD_ID,
    /** The payload of LC_UUID. */
    LC_UUID
  }
}
