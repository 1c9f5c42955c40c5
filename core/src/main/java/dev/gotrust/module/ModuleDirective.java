package dev.gotrust.module;

import dev.gotrust.bytes.GoText;
import dev.gotrust.bytes.Limits;
import org.jspecify.annotations.Nullable;

/**
 * What the module directive of a go.mod says, whatever else the file holds: a file that lies about
 * may be of a later go command or of none. {@link GoMod} reads the whole of it.
 *
 * @param name the file's name
 * @param modulePath the path that its module directive names
 */
public record ModuleDirective(String name, String modulePath) {
  private static final String DIRECTIVE = "module";

  /**
   * Reads a file. The module directive is found as golang.org/x/mod/modfile finds it: a word, a
   * quoted string with Go's escapes, or a raw string, up to a comment; in parentheses too.
   *
   * @param name the file's name, for messages
   * @param data all its bytes
   * @return its content
   * @throws ModuleFileException if there is no module directive or it is malformed, or the file is
   *     above {@link Limits#GO_MOD} bytes
   */
  public static ModuleDirective parse(String name, byte[] data) throws ModuleFileException {
    String text = ModuleText.decode(name, data, Limits.GO_MOD);
    boolean inBlock = false;
    int line = 0;
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      end = end < 0 ? text.length() : end;
      String argument = argument(text.substring(at, end), inBlock);
      line++;
      if (argument != null && !argument.isEmpty()) {
        if (inBlock || !argument.equals("(")) {
          return new ModuleDirective(name, path(name, line, argument));
        }
        inBlock = true;
      }
      at = end + 1;
    }
    throw ModuleText.malformed(name, 0, "a line \"module PATH\" was expected, but there is none");
  }

  /** What the module directive on this line names, null if the line holds none. */
  private static @Nullable String argument(String line, boolean inBlock) {
    int comment = line.indexOf("//");
    String code = (comment < 0 ? line : line.substring(0, comment)).strip();
    if (inBlock) {
      return code;
    }
    if (!code.startsWith(DIRECTIVE)) {
      return null;
    }
    String rest = code.substring(DIRECTIVE.length());
    String argument = rest.strip();
    boolean isWord = argument.length() < rest.length() || argument.startsWith("(");
    return isWord ? argument : null;
  }

  private static String path(String name, int line, String argument) throws ModuleFileException {
    String path = unquoted(name, line, argument);
    for (int i = 0; i < path.length(); i++) {
      if (!isPathChar(path.charAt(i))) {
        throw ModuleText.malformed(
            name,
            line,
            "a module path holds letters, digits and -._~/+ (golang.org/x/mod/module), but U+"
                + Integer.toHexString(0x10000 | path.charAt(i)).substring(1)
                + " was found");
      }
    }
    if (path.isEmpty()) {
      throw ModuleText.malformed(name, line, "a module path was expected, but it is empty");
    }
    return path;
  }

  private static String unquoted(String name, int line, String argument)
      throws ModuleFileException {
    char quote = argument.charAt(0);
    if (quote != '"' && quote != '`') {
      return argument;
    }
    String path = GoText.unquote(argument);
    if (path == null) {
      throw ModuleText.malformed(
          name, line, "the quoted module path should be a Go string that ends on its line");
    }
    return path;
  }

  private static boolean isPathChar(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "-._~/+".indexOf(c) >= 0;
  }
}
