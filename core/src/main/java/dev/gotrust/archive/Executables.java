package dev.gotrust.archive;

/** Tells by the first bytes what an image reader may take; too much does no harm. */
final class Executables {
  static final int HEAD = 4;

  private Executables() {}

  static boolean isOne(byte[] head) {
    if (head.length < HEAD) {
      return false;
    }
    int magic =
        (head[0] & 0xff) << 24 | (head[1] & 0xff) << 16 | (head[2] & 0xff) << 8 | head[3] & 0xff;
    return switch (magic) {
      case 0x7f454c46, // ELF
          0xfeedface,
          0xfeedfacf,
          0xcefaedfe,
          0xcffaedfe, // Mach-O
          0xcafebabe,
          0xcafebabf, // fat Mach-O
          0x0061736d, // wasm
          0x000001eb,
          0x00008a97,
          0x00000647 -> // Plan 9
          true;
      // PE, and XCOFF of 32 and 64 bits.
      default -> magic >>> 16 == 0x4d5a || magic >>> 16 == 0x01df || magic >>> 16 == 0x01f7;
    };
  }
}
