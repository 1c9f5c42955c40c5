package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;

/** A file that holds executable code: one image, or a fat Mach-O file with one image a slice. */
public sealed interface ExecutableFile permits Image, Fat {

  /** Returns the container format. */
  Format format();

  /** Returns the bytes of the file. */
  ByteView view();

  /** Returns the offset behind the last byte that the headers account for. */
  long end();
}
