package dev.gotrust.facts;

import java.io.IOException;
import java.io.InputStream;

/**
 * Which minor release of Go added an exported function or a package to the standard library, as far
 * as the table of specs/standard-api.md says. A file that holds one of these was compiled by that
 * release or a later one.
 *
 * <p>One caution is left to the caller: a package path that is new may be a path of the program's
 * own when an older release compiled it.
 */
final class StandardApi {
  private static final String RESOURCE = "go-api.txt";

  private final NameTable functions;
  private final NameTable packages;

  private StandardApi(NameTable functions, NameTable packages) {
    this.functions = functions;
    this.packages = packages;
  }

  /** Returns the table that this library carries, which is read once. */
  static StandardApi own() {
    return Own.TABLE;
  }

  /** A constant that only those pay for who look something up. */
  private static final class Own {
    static final StandardApi TABLE = load(RESOURCE);
  }

  static StandardApi load(String resource) {
    try (InputStream in = StandardApi.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no " + resource + " beside " + StandardApi.class);
      }
      return new Reader(in.readAllBytes()).read();
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + resource, e);
    }
  }

  /**
   * Returns the minor release that added the function with that name, 0 where the table does not
   * know it.
   *
   * @param name in the linker's spelling, without type arguments: {@code strings.(*Builder).Cap}
   */
  int since(byte[] name, int from, int to) {
    return functions.number(name, from, to);
  }

  /** Returns the minor release that added a package, 0 where the table does not know its path. */
  int packageSince(byte[] path, int from, int to) {
    return packages.number(path, from, to);
  }

  int size() {
    return functions.size() + packages.size();
  }

  /** Goes through the table once: lines of words, the first of which says what the line is. */
  private static final class Reader {
    private static final int RELEASE = "go1.".length();
    private final NameTable.Builder functions = new NameTable.Builder();
    private final NameTable.Builder packages = new NameTable.Builder();
    private final byte[] text;
    private int at;
    private int minor;

    Reader(byte[] text) {
      this.text = text;
    }

    StandardApi read() {
      while (at < text.length) {
        if (text[at] == '#') {
          skipLine();
        } else {
          readLine();
        }
      }
      return new StandardApi(functions.build(), packages.build());
    }

    private void skipLine() {
      while (text[at] != '\n') {
        at++;
      }
      at++;
    }

    private void readLine() {
      int start = at;
      int end = wordEnd();
      if (isRelease(start, end)) {
        minor = number(start + RELEASE, end);
      } else if (text[end - 1] == '+') {
        packages.append(text, start, --end).end(minor);
      }
      readNames(start, end);
    }

    /** In front of each name stand the path and a dot, which takes the byte behind the path. */
    private void readNames(int path, int dot) {
      boolean more = text[at] == ' ';
      text[dot] = '.';
      while (more) {
        int name = ++at;
        functions.append(text, path, dot + 1).append(text, name, wordEnd()).end(minor);
        more = text[at] == ' ';
      }
      at++;
    }

    /** A package path of the standard library has no dot. */
    private boolean isRelease(int start, int end) {
      return end - start > RELEASE && text[start + RELEASE - 1] == '.';
    }

    private int number(int start, int end) {
      int number = 0;
      for (int i = start; i < end; i++) {
        number = number * 10 + text[i] - '0';
      }
      return number;
    }

    /** Goes behind the word; in locals, as the interpreter takes most of the table. */
    private int wordEnd() {
      byte[] from = text;
      int end = at;
      while (from[end] > ' ') {
        end++;
      }
      at = end;
      return end;
    }
  }
}
