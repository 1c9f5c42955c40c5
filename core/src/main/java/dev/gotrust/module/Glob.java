package dev.gotrust.module;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of Go's {@code path.Match}. It is matched as Go does it, without going back behind a
 * star that was passed, so that the time is at most the product of both lengths.
 */
final class Glob {
  private final List<Chunk> chunks;
  private final int slashes;

  private Glob(List<Chunk> chunks, int slashes) {
    this.chunks = chunks;
    this.slashes = slashes;
  }

  /** What stands between two stars, and whether a star stands in front of it. */
  private record Chunk(boolean star, List<Sign> signs) {
    boolean matches(int[] name, int from) {
      if (from + signs.size() > name.length) {
        return false;
      }
      for (int i = 0; i < signs.size(); i++) {
        if (!signs.get(i).matches(name[from + i])) {
          return false;
        }
      }
      return true;
    }
  }

  /** What one character is held against. */
  private sealed interface Sign {
    boolean matches(int c);
  }

  private record Literal(int expected) implements Sign {
    @Override
    public boolean matches(int c) {
      return c == expected;
    }
  }

  private record AnyButSlash() implements Sign {
    @Override
    public boolean matches(int c) {
      return c != '/';
    }
  }

  /** Characters in brackets; each range is two entries, both ends included. */
  private record CharacterClass(boolean negated, List<Integer> ranges) implements Sign {
    @Override
    public boolean matches(int c) {
      boolean in = false;
      for (int i = 0; i < ranges.size() && !in; i += 2) {
        in = c >= ranges.get(i) && c <= ranges.get(i + 1);
      }
      return in != negated;
    }
  }

  /** Returns a pattern, null if it is malformed. */
  static @Nullable Glob parse(String pattern) {
    List<Chunk> chunks = new Parser(pattern).parse();
    int slashes = 0;
    for (int i = 0; i < pattern.length(); i++) {
      slashes += pattern.charAt(i) == '/' ? 1 : 0;
    }
    return chunks == null ? null : new Glob(chunks, slashes);
  }

  /** How many slashes the pattern holds. */
  int slashes() {
    return slashes;
  }

  boolean matches(String text) {
    int[] name = text.codePoints().toArray();
    int at = 0;
    for (int i = 0; i < chunks.size() && at >= 0; i++) {
      at = next(chunks.get(i), name, at, i == chunks.size() - 1);
    }
    return at == name.length;
  }

  /** Where the name goes on behind a chunk, -1 if the chunk matches nowhere. */
  private static int next(Chunk chunk, int[] name, int at, boolean last) {
    int size = chunk.signs().size();
    if (chunk.matches(name, at) && (!last || at + size == name.length)) {
      return at + size;
    }
    if (!chunk.star()) {
      return -1;
    }
    for (int i = at; i < name.length && name[i] != '/'; i++) {
      if (chunk.matches(name, i + 1) && (!last || i + 1 + size == name.length)) {
        return i + 1 + size;
      }
    }
    return -1;
  }

  /** Reads a pattern; {@code bad} is set where it is malformed. */
  private static final class Parser {
    private final String pattern;
    private int at;
    private boolean bad;

    Parser(String pattern) {
      this.pattern = pattern;
    }

    @Nullable List<Chunk> parse() {
      List<Chunk> chunks = new ArrayList<>();
      while (at < pattern.length()) {
        boolean star = false;
        while (is('*')) {
          at++;
          star = true;
        }
        List<Sign> signs = new ArrayList<>();
        while (at < pattern.length() && !is('*')) {
          signs.add(sign());
        }
        chunks.add(new Chunk(star, signs));
      }
      return bad ? null : chunks;
    }

    private boolean is(char c) {
      return at < pattern.length() && pattern.charAt(at) == c;
    }

    private Sign sign() {
      int c = read();
      return switch (c) {
        case '?' -> new AnyButSlash();
        case '[' -> characterClass();
        case '\\' -> new Literal(read());
        default -> new Literal(c);
      };
    }

    private int read() {
      if (at == pattern.length()) {
        bad = true;
        return 0;
      }
      int c = pattern.codePointAt(at);
      at += Character.charCount(c);
      return c;
    }

    private Sign characterClass() {
      boolean negated = is('^');
      at += negated ? 1 : 0;
      List<Integer> ranges = new ArrayList<>();
      while (!bad && (ranges.isEmpty() || !is(']'))) {
        int low = member();
        int high = low;
        if (is('-')) {
          at++;
          high = member();
        }
        ranges.add(low);
        ranges.add(high);
      }
      at++;
      return new CharacterClass(negated, ranges);
    }

    /** A character of a class; something must follow it, at least the bracket. */
    private int member() {
      bad |= is('-') || is(']');
      int c = read();
      if (c == '\\') {
        c = read();
      }
      bad |= at >= pattern.length();
      return c;
    }
  }
}
