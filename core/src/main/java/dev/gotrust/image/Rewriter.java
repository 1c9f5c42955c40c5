package dev.gotrust.image;

/**
 * What the layout of an image shows of the tool that wrote it last. A Go content ID that does not
 * match is judged by it: only a layout that excludes other writers proves a change in place.
 */
public enum Rewriter {
  /** Laid out as Go's own linker does it; the usual post-link tools leave other traces. */
  NONE,
  /**
   * Laid out as a system linker or binutils do it: an external link, strip and objcopy look alike.
   */
  BINUTILS,
  /** Header tables were moved or removed, as patchelf, sstrip and similar tools do. */
  RELINKED,
  /** A packer's stub, such as UPX's. */
  PACKED,
  /** The layout tells nothing either way. */
  UNKNOWN
}
