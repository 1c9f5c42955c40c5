package dev.gotrust.module;

import dev.gotrust.bytes.GoText;
import dev.gotrust.bytes.Limits;
import dev.gotrust.module.ModuleFileException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A go.mod file, as far as it says which module it is of.
 *
 * @param name the file's name
 * @param modulePath the path that its module directive names
 */
public record GoMod(String name, String modulePath) {
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
  public static GoMod parse(String name, byte[] data) throws ModuleFileException {
    if (data.length > Limits.GO_MOD) {
      throw new ModuleFileException(
          Kind.TOO_LARGE,
          name,
          0,
          data.length + " bytes, more than the " + Limits.GO_MOD + " that are read");
    }
    String text = decode(name, data);
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
          return new GoMod(name, path(name, line, argument));
        }
        inBlock = true;
      }
      at = end + 1;
    }
    throw malformed(name, 0, "a line \"module PATH\" was expected, but there is none");
  }

  private static String decode(String name, byte[] data) throws ModuleFileException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw malformed(name, 0, "UTF-8 was expected, but other bytes were found");
    }
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
        throw malformed(
            name,
            line,
            "a module path holds letters, digits and -._~/+ (golang.org/x/mod/module), but U+"
                + Integer.toHexString(0x10000 | path.charAt(i)).substring(1)
                + " was found");
      }
    }
    if (path.isEmpty()) {
      throw malformed(name, line, "a module path was expected, but it is empty");
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
      throw malformed(
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

  private static ModuleFileException malformed(String name, int line, String problem) {
    return new ModuleFileException(Kind.MALFORMED, name, line, problem);
  }
}
