package dev.gotrust.module;

import dev.gotrust.bytes.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A go.work file, read as strictly as golang.org/x/mod/modfile's {@code ParseWork} does: see {@code
 * specs/go-work.md}. Lists are in file order.
 *
 * @param name the file's name
 * @param goVersion the go directive, such as {@code 1.26} or {@code 1.26.1}; empty if there is none
 * @param toolchain the toolchain directive, such as {@code go1.26.8}; empty if there is none
 * @param godebug defaults of GODEBUG settings
 * @param use the modules of the workspace
 * @param replace replacements, which go before those of the modules
 */
public record GoWork(
    String name,
    String goVersion,
    String toolchain,
    List<Godebug> godebug,
    List<Use> use,
    List<Replace> replace) {
  private static final Set<String> BLOCKS = Set.of("godebug", "use", "replace");

  /**
   * Keeps its own lists.
   *
   * @param name the file's name
   * @param goVersion the go directive, such as {@code 1.26} or {@code 1.26.1}; empty if there is
   *     none
   * @param toolchain the toolchain directive, such as {@code go1.26.8}; empty if there is none
   * @param godebug defaults of GODEBUG settings
   * @param use the modules of the workspace
   * @param replace replacements, which go before those of the modules
   */
  public GoWork {
    godebug = List.copyOf(godebug);
    use = List.copyOf(use);
    replace = List.copyOf(replace);
  }

  /**
   * A use directive.
   *
   * @param directory a module's directory, as it is spelled, seen from that of the go.work
   * @param line where it stands, counted from 1
   */
  public record Use(String directory, int line) {}

  /**
   * Reads a file.
   *
   * @param name the file's name, for messages
   * @param data all its bytes
   * @return its content
   * @throws ModuleFileException if a line is malformed or holds no directive that is known, or the
   *     file is above {@link Limits#GO_MOD} bytes
   */
  public static GoWork parse(String name, byte[] data) throws ModuleFileException {
    String text = ModuleText.decode(name, data, Limits.GO_MOD);
    ModDirectives shared = new ModDirectives(name);
    List<Use> use = new ArrayList<>();
    ModLines.parse(
        name,
        text,
        BLOCKS,
        line -> {
          if (line.verb().equals("use")) {
            String directory = shared.string(line, shared.only(line, "use directory"));
            use.add(new Use(directory, line.line()));
          } else {
            shared.read(line);
          }
        });
    return new GoWork(
        name, shared.goVersion(), shared.toolchain(), shared.godebug(), use, shared.replace());
  }
}
