package dev.gotrust.image;

/** The container formats that Go's linkers write. */
public enum Format {
  /** Executable and Linkable Format, 32 and 64 bit. */
  ELF("elf"),
  /** Portable Executable of Windows, PE32 and PE32+. */
  PE("pe"),
  /** A Mach-O file for one architecture. */
  MACHO("macho"),
  /** A Mach-O file that holds slices for several architectures. */
  MACHO_FAT("macho-fat"),
  /** AIX's extended COFF. */
  XCOFF("xcoff"),
  /** Plan 9's a.out. */
  PLAN9("plan9"),
  /** A WebAssembly module. */
  WASM("wasm");

  private final String id;

  Format(String id) {
    this.id = id;
  }

  /** {@return the name that reports use, such as {@code macho-fat}} */
  public String id() {
    return id;
  }
}
