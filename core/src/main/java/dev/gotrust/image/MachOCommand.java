package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import java.io.IOException;

/**
 * A load command of a Mach-O image.
 *
 * @param type LC_*
 * @param bytes the command, its type and size included
 */
record MachOCommand(long type, ByteView bytes) {
  static final int SEGMENT = 0x1;
  static final int SYMTAB = 0x2;
  static final int UNIXTHREAD = 0x5;
  static final int DYSYMTAB = 0xb;
  static final int LOAD_DYLIB = 0xc;
  static final int LOAD_DYLINKER = 0xe;
  static final int SEGMENT_64 = 0x19;
  static final int UUID = 0x1b;
  static final int CODE_SIGNATURE = 0x1d;
  static final int LAZY_LOAD_DYLIB = 0x20;
  static final int VERSION_MIN_MACOSX = 0x24;
  static final int VERSION_MIN_IPHONEOS = 0x25;
  static final int BUILD_VERSION = 0x32;
  static final long LOAD_WEAK_DYLIB = 0x80000018L;
  static final long REEXPORT_DYLIB = 0x8000001fL;
  static final long DYLD_INFO_ONLY = 0x80000022L;
  static final long MAIN = 0x80000028L;
  static final long LOAD_UPWARD_DYLIB = 0x80000023L;

  /** Whether this command names a library to load. */
  boolean loadsLibrary() {
    return type == LOAD_DYLIB
        || type == LOAD_WEAK_DYLIB
        || type == REEXPORT_DYLIB
        || type == LAZY_LOAD_DYLIB
        || type == LOAD_UPWARD_DYLIB;
  }

  /** Whether this command describes a segment. */
  boolean isSegment() {
    return type == SEGMENT || type == SEGMENT_64;
  }

  /** The size of this command as a number that can be compared with the one that the ABI sets. */
  void expectSize(String name, long size) throws FormatException {
    if (bytes.size() != size) {
      throw FormatException.malformed(
          bytes.base(), name + ": expected a size of " + size + " bytes, found " + bytes.size());
    }
  }

  /** The text whose offset within this command stands at its eighth byte. */
  String text() throws FormatException, IOException {
    return bytes.name(bytes.u32(8));
  }
}
