package dev.gotrust.module;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which texts are module paths, import paths and paths of files in a module's zip
 * (golang.org/x/mod/module). Each question costs time in proportion to the text. Stateless,
 * thread-safe.
 */
public final class ModulePath {
  /** Names that no file on Windows may have, whatever follows behind a dot. */
  private static final Set<String> RESERVED =
      Set.of(
          "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7",
          "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

  private static final int LONGEST_RESERVED = 4;
  private static final String IN_FILE_NAMES = "!#$%&()+,-.=@[]^_{}~ ";

  private ModulePath() {}

  private enum Kind {
    MODULE,
    IMPORT,
    FILE
  }

  /**
   * {@return why a text is no module path that can be downloaded ({@code CheckPath}), or null if it
   * is one}
   *
   * @param path any text
   */
  public static @Nullable String problem(String path) {
    String problem = elementsProblem(path, Kind.MODULE);
    if (problem == null) {
      int slash = path.indexOf('/');
      problem = domainProblem(path, slash < 0 ? path.length() : slash);
    }
    return problem != null || PathMajor.of(path) != null
        ? problem
        : "its last element is no major version that a module path can end with";
  }

  /**
   * {@return why a text is no import path ({@code CheckImportPath}), or null if it is one; a main
   * module's path need be no more than that}
   *
   * @param path any text
   */
  public static @Nullable String importProblem(String path) {
    return elementsProblem(path, Kind.IMPORT);
  }

  /**
   * {@return why a text is no path of a file in a module ({@code CheckFilePath}), or null if it is
   * one}
   *
   * @param path any text
   */
  public static @Nullable String fileProblem(String path) {
    return elementsProblem(path, Kind.FILE);
  }

  /**
   * {@return why a text is no module path at a version of it ({@code Check}), or null if it is one}
   *
   * @param module any two texts
   */
  public static @Nullable String problem(ModuleVersion module) {
    String problem = problem(module.path());
    if (problem != null) {
      return problem;
    }
    if (!Semver.isValid(module.version())) {
      return "its version is no semantic version";
    }
    PathMajor major = PathMajor.of(module.path());
    return major == null ? null : major.problem(module.version());
  }

  /** Why a version can be no file's name ({@code EscapeVersion}), or null if it can. */
  static @Nullable String versionProblem(String version) {
    return version.indexOf('/') >= 0
        ? "it holds a slash"
        : elementProblem(version, 0, version.length(), Kind.FILE);
  }

  private static @Nullable String domainProblem(String path, int end) {
    int dot = path.indexOf('.');
    if (dot < 0 || dot >= end) {
      return "its first element holds no dot";
    }
    for (int i = 0; i < end; i++) {
      char c = path.charAt(i);
      if (c != '-' && c != '.' && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z')) {
        return "its first element holds " + shown(c) + ", not only lower-case letters, digits, -.";
      }
    }
    return null;
  }

  private static @Nullable String elementsProblem(String path, Kind kind) {
    if (path.startsWith("-") && kind != Kind.FILE) {
      return "it starts with a dash";
    }
    int start = 0;
    while (true) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      String problem = elementProblem(path, start, end, kind);
      if (problem != null || slash < 0) {
        return problem;
      }
      start = end + 1;
    }
  }

  private static @Nullable String elementProblem(String path, int from, int to, Kind kind) {
    if (from == to) {
      return path.isEmpty() ? "it is empty" : "one of its elements is empty";
    }
    if (path.charAt(to - 1) == '.') {
      return "one of its elements ends with a dot";
    }
    if (path.charAt(from) == '.' && kind == Kind.MODULE) {
      return "one of its elements starts with a dot";
    }
    for (int i = from; i < to; i += Character.charCount(path.codePointAt(i))) {
      int c = path.codePointAt(i);
      if (!isAllowed(c, kind)) {
        return "it holds " + shown(c);
      }
    }
    return windowsProblem(path, from, to, kind);
  }

  private static boolean isAllowed(int c, Kind kind) {
    if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9') {
      return true;
    }
    return switch (kind) {
      case MODULE -> c == '-' || c == '.' || c == '_' || c == '~';
      case IMPORT -> c == '-' || c == '.' || c == '_' || c == '~' || c == '+';
      case FILE -> c < 0x80 ? IN_FILE_NAMES.indexOf(c) >= 0 : Character.isLetter(c);
    };
  }

  /** Names that Windows keeps for devices, and what looks like its short names of files. */
  private static @Nullable String windowsProblem(String path, int from, int to, Kind kind) {
    int dot = path.indexOf('.', from);
    int end = dot < 0 || dot > to ? to : dot;
    if (end - from <= LONGEST_RESERVED
        && RESERVED.contains(path.substring(from, end).toLowerCase(Locale.ROOT))) {
      return "Windows reserves the name of one of its elements";
    }
    int digits = end;
    while (digits > from && path.charAt(digits - 1) >= '0' && path.charAt(digits - 1) <= '9') {
      digits--;
    }
    boolean isShort = digits < end && digits > from && path.charAt(digits - 1) == '~';
    return isShort && kind != Kind.FILE ? "one of its elements ends with a tilde and digits" : null;
  }

  private static String shown(int c) {
    return c > ' ' && c < 0x7f
        ? "'" + (char) c + "'"
        : "U+" + Integer.toHexString(0x1000000 | c).substring(c < 0x10000 ? 3 : 1);
  }
}
