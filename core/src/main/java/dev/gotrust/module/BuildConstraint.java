package dev.gotrust.module;

import java.nio.charset.StandardCharsets;

/**
 * Whether {@code go mod vendor} leaves out a Go file, because no build can take it
 * (cmd/go/internal/imports, {@code ShouldBuild}): every tag may be set or not, but {@code ignore}
 * never is.
 */
final class BuildConstraint {
  /** More parentheses than that inside each other are taken for none. */
  private static final int DEPTH = 100;

  private final String text;
  private int at;

  private BuildConstraint(String text) {
    this.text = text;
  }

  /** Returns whether the file that begins with these bytes is left out. */
  static boolean isIgnored(byte[] data, int length) {
    String start = new String(data, 0, length, StandardCharsets.ISO_8859_1);
    int from = start.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
    boolean inBlock = false;
    boolean plusIgnored = false;
    boolean pending = false;
    while (from < start.length()) {
      int end = start.indexOf('\n', from);
      end = end < 0 ? start.length() : end;
      String line = start.substring(from, end).strip();
      from = end + 1;
      if (inBlock) {
        inBlock = !line.contains("*/");
      } else if (line.isEmpty()) {
        plusIgnored |= pending;
      } else if (line.startsWith("//go:build") && isWord(line, 10)) {
        return !new BuildConstraint(line.substring(10)).matches();
      } else if (line.startsWith("//")) {
        pending |= isPlusBuildFalse(line.substring(2).strip());
      } else if (line.startsWith("/*")) {
        inBlock = !line.contains("*/");
      } else {
        break;
      }
    }
    return plusIgnored;
  }

  private static boolean isWord(String line, int end) {
    return line.length() == end || line.charAt(end) <= ' ';
  }

  /** A line {@code +build a,b !c}: a space is an or, a comma an and. */
  private static boolean isPlusBuildFalse(String line) {
    if (!line.startsWith("+build") || !isWord(line, 6)) {
      return false;
    }
    boolean any = false;
    for (String option : line.substring(6).strip().split("\\s+", -1)) {
      boolean all = true;
      for (String tag : option.split(",", -1)) {
        all &= !tag.isEmpty() && !tag.equals("ignore");
      }
      any |= all;
    }
    return !any;
  }

  private boolean matches() {
    boolean value = or(true, 0);
    return value && at >= text.length();
  }

  private boolean or(boolean wanted, int depth) {
    boolean value = and(wanted, depth);
    while (next("||")) {
      value |= and(wanted, depth);
    }
    return value;
  }

  private boolean and(boolean wanted, int depth) {
    boolean value = not(wanted, depth);
    while (next("&&")) {
      value &= not(wanted, depth);
    }
    return value;
  }

  private boolean not(boolean wanted, int depth) {
    if (depth > DEPTH) {
      at = text.length();
      return true;
    }
    if (next("!")) {
      return !not(!wanted, depth + 1);
    }
    if (next("(")) {
      boolean value = or(wanted, depth + 1);
      return next(")") && value;
    }
    return tag(wanted);
  }

  private boolean tag(boolean wanted) {
    int from = at;
    while (at < text.length() && " \t()!&|".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String tag = text.substring(from, at);
    skipSpace();
    return !tag.isEmpty() && !tag.equals("ignore") && wanted;
  }

  private boolean next(String token) {
    skipSpace();
    if (!text.startsWith(token, at)) {
      return false;
    }
    at += token.length();
    skipSpace();
    return true;
  }

  private void skipSpace() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
  }
}
