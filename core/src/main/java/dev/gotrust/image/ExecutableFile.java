package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;

/** A file that holds executable code: one image, or a fat Mach-O file with one image a slice. */
public sealed interface ExecutableFile permits Image, Fat {

  /** {@return the container format} */
  Format format();

  /** {@return the bytes of the file} */
  ByteView view();

  /** {@return the offset behind the last byte that the headers account for} */
  long end();
}
