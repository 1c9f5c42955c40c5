package dev.gotrust.image;

/**
 * What the layout of an image shows of the tool that wrote it last. A Go content ID that does not
 * match is judged by it: only a layout that excludes other writers proves a change in place.
 */
public enum Rewriter {
  /**
   * Laid out as Go's own linker does it, and without the parts that the usual post-link tools edit
   * in place: what they do to such a file leaves other traces.
   */
  NONE,
  /**
   * Laid out as Go's own linker does it, but with parts that tools edit in place, as patchelf does
   * with those of dynamic linking, or with traces of such a tool.
   */
  EDITOR,
  /**
   * Laid out as a system linker, binutils or elfutils do it: an external link, strip, objcopy and
   * what patchelf appends to look alike.
   */
  BINUTILS,
  /** Header tables were moved or removed, as sstrip, patchelf and similar tools do. */
  RELINKED,
  /** A packer's stub, such as UPX's. */
  PACKED,
  /** The layout tells nothing either way. */
  UNKNOWN
}
