package dev.gotrust.module;

import dev.gotrust.bytes.GoText;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** Reads the directives that go.mod and go.work share (golang.org/x/mod/modfile, rule.go). */
final class ModDirectives {
  private static final String ARROW = "=>";

  private final String name;
  private final List<Godebug> godebug = new ArrayList<>();
  private final List<Replace> replace = new ArrayList<>();
  private String goVersion = "";
  private String toolchain = "";

  ModDirectives(String name) {
    this.name = name;
  }

  String goVersion() {
    return goVersion;
  }

  String toolchain() {
    return toolchain;
  }

  List<Godebug> godebug() {
    return godebug;
  }

  List<Replace> replace() {
    return replace;
  }

  /** Reads a line whose directive is one of both files'. */
  void read(ModLine line) throws ModuleFileException {
    switch (line.verb()) {
      case "go" -> readGo(line);
      case "toolchain" -> readToolchain(line);
      case "godebug" -> readGodebug(line);
      case "replace" -> readReplace(line);
      default ->
          throw malformed(line, "a directive was expected, but found " + Words.quoted(line.verb()));
    }
  }

  private void readGo(ModLine line) throws ModuleFileException {
    String found = only(line, "go 1.N");
    once(line, goVersion);
    if (!GoDirective.isGoVersion(found)) {
      throw malformed(line, "\"go 1.N\" was expected, but found " + Words.quoted(found));
    }
    goVersion = found;
  }

  private void readToolchain(ModLine line) throws ModuleFileException {
    String found = only(line, "toolchain go1.N");
    once(line, toolchain);
    if (!GoDirective.isToolchain(found)) {
      throw malformed(
          line, "a toolchain go1.N or default was expected, but found " + Words.quoted(found));
    }
    toolchain = found;
  }

  void once(ModLine line, String before) throws ModuleFileException {
    if (!before.isEmpty()) {
      throw malformed(line, "one line \"" + line.verb() + "\" was expected, but this is another");
    }
  }

  private void readGodebug(ModLine line) throws ModuleFileException {
    String found = only(line, "godebug key=value");
    int equals = found.indexOf('=');
    if (equals < 0 || holdsQuote(found) || found.indexOf(',') >= 0) {
      throw malformed(line, "\"key=value\" was expected, but found " + Words.quoted(found));
    }
    godebug.add(new Godebug(found.substring(0, equals), found.substring(equals + 1)));
  }

  /** {@code path [version] => path [version]}. */
  private void readReplace(ModLine line) throws ModuleFileException {
    List<String> words = line.arguments();
    int arrow = words.size() >= 2 && words.get(1).equals(ARROW) ? 1 : 2;
    if (words.size() < arrow + 2 || words.size() > arrow + 3 || !words.get(arrow).equals(ARROW)) {
      throw malformed(line, "\"path [version] => path version\" or \"=> directory\" was expected");
    }
    String path = path(line, words.get(0));
    PathMajor major = major(line, path);
    String version = "";
    if (arrow == 2) {
      version = version(line, words.get(1));
      checkMajor(line, path, major, version);
    }
    ModuleVersion old = new ModuleVersion(path, version);
    replace.add(new Replace(old, replacement(line, arrow), line.line()));
  }

  private ModuleVersion replacement(ModLine line, int arrow) throws ModuleFileException {
    List<String> words = line.arguments();
    String path = string(line, words.get(arrow + 1));
    boolean versioned = words.size() == arrow + 3;
    if (versioned == isDirectory(path)) {
      throw malformed(
          line,
          (versioned
                  ? "no version was expected behind the directory "
                  : "a version was expected"
                      + " behind a path that does not start with ./, ../ or /, ")
              + Words.quoted(path));
    }
    if (versioned) {
      return new ModuleVersion(
          path(line, words.get(arrow + 1)), version(line, words.get(arrow + 2)));
    }
    if (File.separatorChar == '/' && path.indexOf('\\') >= 0) {
      throw malformed(line, "a directory of this system was expected, but found one of Windows");
    }
    return new ModuleVersion(path, "");
  }

  /** Whether it is a directory's path on any system ({@code IsDirectoryPath}). */
  static boolean isDirectory(String path) {
    String slashed = path.replace('\\', '/');
    return slashed.equals(".")
        || slashed.equals("..")
        || slashed.startsWith("./")
        || slashed.startsWith("../")
        || slashed.startsWith("/")
        || path.length() >= 2 && path.charAt(1) == ':' && isLetter(path.charAt(0));
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  /** The one argument of a line. */
  String only(ModLine line, String usage) throws ModuleFileException {
    if (line.arguments().size() != 1) {
      throw malformed(
          line,
          "\"" + usage + "\" was expected, but found " + line.arguments().size() + " arguments");
    }
    return line.arguments().get(0);
  }

  /** What a word stands for: itself, or what is quoted in it. */
  String string(ModLine line, String word) throws ModuleFileException {
    if (!word.startsWith("\"")) {
      if (holdsQuote(word)) {
        throw malformed(
            line, "a word or a string in double quotes was expected, but found a quote in a word");
      }
      return word;
    }
    String text = GoText.unquote(word);
    if (text == null) {
      throw malformed(line, "a quoted string of Go was expected, but found " + Words.quoted(word));
    }
    return text;
  }

  private static boolean holdsQuote(String word) {
    return word.indexOf('"') >= 0 || word.indexOf('\'') >= 0 || word.indexOf('`') >= 0;
  }

  /** A module path or import path. */
  String path(ModLine line, String word) throws ModuleFileException {
    String path = string(line, word);
    String problem = ModulePath.importProblem(path);
    if (problem != null) {
      throw malformed(line, "a path was expected, but of " + Words.quoted(path) + ": " + problem);
    }
    return path;
  }

  PathMajor major(ModLine line, String path) throws ModuleFileException {
    PathMajor major = PathMajor.of(path);
    if (major == null) {
      throw malformed(
          line, "no module path can end with the major version of " + Words.quoted(path));
    }
    return major;
  }

  void checkMajor(ModLine line, String path, PathMajor major, String version)
      throws ModuleFileException {
    String problem = major.problem(version);
    if (problem != null) {
      throw malformed(line, "of " + Words.quoted(path) + ": " + problem);
    }
  }

  /** A version in canonical form. */
  String version(ModLine line, String word) throws ModuleFileException {
    String version = ModuleVersion.canonical(string(line, word));
    if (version.isEmpty()) {
      throw malformed(
          line, "a version such as v1.2.3 was expected, but found " + Words.quoted(word));
    }
    return version;
  }

  ModuleFileException malformed(ModLine line, String problem) {
    return ModuleText.malformed(name, line.line(), problem);
  }
}
