package dev.gotrust.module;

import dev.gotrust.bytes.Limits;
import java.util.ArrayList;
import java.util.List;

/**
 * What the go.mod of a dependency says of the module graph. As in golang.org/x/mod/modfile's {@code
 * ParseLax}, directives that are unknown, or count in a main module only, are passed over: a module
 * may be newer than its reader.
 *
 * @param goVersion the go directive, such as {@code 1.21}; empty if there is none
 * @param require required modules, their versions in canonical form
 */
record ModRequirements(String goVersion, List<ModuleVersion> require) {
  private static final int EXPLICIT_INDIRECT = 17;

  static ModRequirements parse(String name, byte[] data) throws ModuleFileException {
    Parser parser = new Parser(name);
    ModLines.parse(name, ModuleText.decode(name, data, Limits.GO_MOD), null, parser);
    return new ModRequirements(parser.goVersion, List.copyOf(parser.require));
  }

  /** Returns the paths that a go.mod requires without saying that this is indirect. */
  static List<String> direct(String name, byte[] data) throws ModuleFileException {
    Parser parser = new Parser(name);
    ModLines.parse(name, ModuleText.decode(name, data, Limits.GO_MOD), null, parser);
    return List.copyOf(parser.direct);
  }

  /**
   * Returns whether a go.mod of that version names all modules that give a package, so that nobody
   * needs to read those of its dependencies' dependencies: from Go 1.17 on.
   */
  static boolean isPruned(String goVersion) {
    int dot = goVersion.indexOf('.');
    if (dot < 0 || !goVersion.startsWith("1.")) {
      return dot > 0;
    }
    int at = dot + 1;
    int minor = 0;
    while (at < goVersion.length() && Character.isDigit(goVersion.charAt(at)) && minor < 1000) {
      minor = minor * 10 + goVersion.charAt(at++) - '0';
    }
    boolean isPrerelease = at < goVersion.length() && goVersion.charAt(at) != '.';
    return minor > EXPLICIT_INDIRECT || minor == EXPLICIT_INDIRECT && !isPrerelease;
  }

  private static final class Parser implements ModLines.Reader {
    private final ModDirectives shared;
    private final List<ModuleVersion> require = new ArrayList<>();
    private final List<String> direct = new ArrayList<>();
    private String goVersion = "";

    Parser(String name) {
      shared = new ModDirectives(name);
    }

    @Override
    public void read(ModLine line) throws ModuleFileException {
      if (line.verb().equals("go")) {
        goVersion = lax(line, shared.only(line, "go 1.N"));
      } else if (line.verb().equals("require")) {
        ModuleVersion module = required(line);
        require.add(module);
        if (!GoModParser.isIndirect(line)) {
          direct.add(module.path());
        }
      }
    }

    private ModuleVersion required(ModLine line) throws ModuleFileException {
      if (line.arguments().size() != 2) {
        throw shared.malformed(line, "\"path version\" was expected");
      }
      String path = shared.path(line, line.arguments().get(0));
      return new ModuleVersion(path, shared.version(line, line.arguments().get(1)));
    }

    /** Some dependencies have {@code v1.12} or {@code 1.20.x}, of which two numbers count. */
    private String lax(ModLine line, String found) throws ModuleFileException {
      if (GoDirective.isGoVersion(found)) {
        return found;
      }
      int from = found.startsWith("v") ? 1 : 0;
      int dot = found.indexOf('.');
      int end = dot + 1;
      while (end < found.length() && Character.isDigit(found.charAt(end))) {
        end++;
      }
      String cut = dot < from ? "" : found.substring(from, end);
      if (!GoDirective.isGoVersion(cut)) {
        throw shared.malformed(line, "\"go 1.N\" was expected, but found " + Words.quoted(found));
      }
      return cut;
    }
  }
}
