package dev.gotrust.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an image was linked, as its headers show.
 *
 * @param type the kind of file in the format's own word, such as {@code executable}, {@code
 *     shared}, {@code relocatable}
 * @param interpreter the program interpreter (ELF PT_INTERP, Mach-O LC_LOAD_DYLINKER), null if none
 * @param libraries needed libraries in file order: DT_NEEDED, PE imports, dylibs, wasm import
 *     modules
 * @param isStatic whether no interpreter and no library is named
 * @param pie whether the image is position independent
 * @param symbols whether a symbol table is there (ELF {@code .symtab}, COFF symbols, LC_SYMTAB,
 *     wasm {@code name})
 * @param debug whether DWARF sections are there, compressed or not
 * @param signed what kind of platform signature is embedded, null if none: {@code authenticode},
 *     {@code code-signature}
 */
public record Linkage(
    String type,
    @Nullable String interpreter,
    List<String> libraries,
    boolean isStatic,
    boolean pie,
    boolean symbols,
    boolean debug,
    @Nullable String signed) {
  /**
   * Copies the list.
   *
   * @param type the kind of file in the format's own word
   * @param interpreter the program interpreter, null if none
   * @param libraries needed libraries in file order; copied
   * @param isStatic whether no interpreter and no library is named
   * @param pie whether the image is position independent
   * @param symbols whether a symbol table is there
   * @param debug whether DWARF sections are there
   * @param signed what kind of platform signature is embedded, null if none
   */
  public Linkage {
    libraries = List.copyOf(libraries);
  }
}
