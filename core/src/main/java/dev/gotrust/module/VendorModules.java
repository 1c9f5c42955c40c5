package dev.gotrust.module;

import dev.gotrust.bytes.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vendor/modules.txt: which modules at which versions the vendor tree is of, and what each of
 * them gives it (cmd/go/internal/modcmd/vendor.go writes it). Every line that the go command would
 * not have written is an error. See {@code specs/vendor-modules.md}.
 *
 * @param name the file's name
 * @param workspace whether its first line says that it is of a go.work, not of a go.mod
 * @param modules in file order
 */
public record VendorModules(String name, boolean workspace, List<VendoredModule> modules) {
  /**
   * Keeps its own list.
   *
   * @param name the file's name
   * @param workspace whether its first line says that it is of a go.work, not of a go.mod
   * @param modules in file order
   */
  public VendorModules {
    modules = List.copyOf(modules);
  }

  /**
   * One line {@code # path version => replacement}, and the lines that belong to it.
   *
   * @param module the module; its version is empty where a replacement stands for all of them
   * @param replacement what it is replaced by, null if by nothing; its version is empty where its
   *     path is that of a directory
   * @param explicit whether the go.mod of a main module requires it
   * @param goVersion its go directive, such as {@code 1.21}; empty where none is told
   * @param packages import paths of its packages in the tree, in file order
   * @param line where it stands, counted from 1
   */
  public record VendoredModule(
      ModuleVersion module,
      @Nullable ModuleVersion replacement,
      boolean explicit,
      String goVersion,
      List<String> packages,
      int line) {
    /**
     * Keeps its own list.
     *
     * @param module the module; its version is empty where a replacement stands for all of them
     * @param replacement what it is replaced by, null if by nothing; its version is empty where its
     *     path is that of a directory
     * @param explicit whether the go.mod of a main module requires it
     * @param goVersion its go directive, such as {@code 1.21}; empty where none is told
     * @param packages import paths of its packages in the tree, in file order
     * @param line where it stands, counted from 1
     */
    public VendoredModule {
      packages = List.copyOf(packages);
    }

    /**
     * {@return whether nothing but a replacement is told: of a module that is not in the tree, or
     * of all versions of one}
     */
    public boolean isReplacementOnly() {
      return replacement != null && packages.isEmpty() && !explicit && goVersion.isEmpty();
    }
  }

  /**
   * Reads a file.
   *
   * @param name the file's name, for messages
   * @param data all its bytes
   * @return its content
   * @throws ModuleFileException if a line is malformed or stands twice, or the file is above {@link
   *     Limits#VENDOR_MODULES} bytes or {@link Limits#VENDOR_LINES} lines
   */
  public static VendorModules parse(String name, byte[] data) throws ModuleFileException {
    String text = ModuleText.decode(name, data, Limits.VENDOR_MODULES);
    return new VendorModulesParser(name, text).parse();
  }
}
