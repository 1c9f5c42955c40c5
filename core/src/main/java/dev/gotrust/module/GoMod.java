package dev.gotrust.module;

import dev.gotrust.bytes.Limits;
import java.util.List;

/**
 * A whole go.mod file of a main module, read as strictly as golang.org/x/mod/modfile's {@code
 * Parse} does, and a little more: see {@code specs/go-mod.md}. Lists are in file order and hold
 * what stands twice as often as it stands.
 *
 * @param name the file's name
 * @param modulePath the path that its module directive names
 * @param deprecated what the directive's comment says behind {@code Deprecated:}; empty if nothing
 * @param goVersion the go directive, such as {@code 1.26} or {@code 1.26.1}; empty if there is none
 * @param toolchain the toolchain directive, such as {@code go1.26.8}; empty if there is none
 * @param godebug defaults of GODEBUG settings
 * @param require required modules, their versions in canonical form
 * @param exclude versions that must not be used
 * @param replace replacements
 * @param retract versions of this module that should not be used
 * @param tool import paths of tools
 * @param ignore directories that patterns pass over
 */
public record GoMod(
    String name,
    String modulePath,
    String deprecated,
    String goVersion,
    String toolchain,
    List<Godebug> godebug,
    List<Require> require,
    List<ModuleVersion> exclude,
    List<Replace> replace,
    List<Retract> retract,
    List<String> tool,
    List<String> ignore) {
  /**
   * Keeps its own lists.
   *
   * @param name the file's name
   * @param modulePath the path that its module directive names
   * @param deprecated what the directive's comment says behind {@code Deprecated:}; empty if
   *     nothing
   * @param goVersion the go directive, such as {@code 1.26} or {@code 1.26.1}; empty if there is
   *     none
   * @param toolchain the toolchain directive, such as {@code go1.26.8}; empty if there is none
   * @param godebug defaults of GODEBUG settings
   * @param require required modules, their versions in canonical form
   * @param exclude versions that must not be used
   * @param replace replacements
   * @param retract versions of this module that should not be used
   * @param tool import paths of tools
   * @param ignore directories that patterns pass over
   */
  public GoMod {
    godebug = List.copyOf(godebug);
    require = List.copyOf(require);
    exclude = List.copyOf(exclude);
    replace = List.copyOf(replace);
    retract = List.copyOf(retract);
    tool = List.copyOf(tool);
    ignore = List.copyOf(ignore);
  }

  /**
   * A require directive.
   *
   * @param module the module at the version that is required at least
   * @param indirect whether its comment says {@code // indirect}
   * @param line where it stands, counted from 1
   */
  public record Require(ModuleVersion module, boolean indirect, int line) {}

  /**
   * A retract directive.
   *
   * @param low the first version that is retracted
   * @param high the last one; the same where it is one version
   * @param rationale what its comment says; empty if there is none
   */
  public record Retract(String low, String high, String rationale) {}

  /**
   * Reads a file.
   *
   * @param name the file's name, for messages
   * @param data all its bytes
   * @return its content
   * @throws ModuleFileException if a line is malformed or holds no directive that is known, if
   *     there is no module directive, or the file is above {@link Limits#GO_MOD} bytes
   */
  public static GoMod parse(String name, byte[] data) throws ModuleFileException {
    return new GoModParser(name).parse(ModuleText.decode(name, data, Limits.GO_MOD));
  }
}
