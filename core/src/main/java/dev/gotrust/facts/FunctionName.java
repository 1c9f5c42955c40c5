package dev.gotrust.facts;

import dev.gotrust.bytes.GoText;
import java.util.Arrays;

/**
 * The names of functions as Go's linker spells them: the package's path, a dot, and the rest, which
 * may hold paths too: those of type arguments and receivers (Go's {@code debug/gosym/symtab.go} and
 * {@code cmd/internal/objabi/path.go}).
 */
final class FunctionName {
  /** What ends the part of a name that can hold the package's path. */
  private static final boolean[] ENDS = ends();

  private FunctionName() {}

  /**
   * Returns how many bytes of a name are the package's path, 0 where it is of none: the name of a C
   * or assembly function, or of one that the compiler made for a type.
   *
   * @param from where in the array the name starts
   * @param end where it {@linkplain #end ends}
   */
  static int packageLength(byte[] name, int from, int end) {
    int dot = -1;
    for (int i = from; i < end; i++) {
      if (name[i] == '/') {
        dot = -1;
      } else if (name[i] == '.' && dot < 0) {
        dot = i;
      }
    }
    int length = dot - from;
    return length <= 0 || isOfTypes(name, from, length, end) ? 0 : length;
  }

  /** Where the part of a name ends that can hold the package's path: what follows holds types. */
  static int end(byte[] name, int from, int to) {
    int at = from;
    while (at < to && !ENDS[name[at] & 0xff]) {
      at++;
    }
    return at;
  }

  /**
   * Returns what {@link #end} does, if a name that begins with a package's path is of that package:
   * it goes on with a dot, and no slash shows that the path is longer; else -1.
   *
   * @param behind where in the array that path ends
   */
  static int endBehind(byte[] name, int behind, int to) {
    if (behind + 1 >= to || name[behind] != '.' || name[behind + 1] == '.') {
      return -1;
    }
    int at = behind + 1;
    while (at < to && !ENDS[name[at] & 0xff]) {
      if (name[at++] == '/') {
        return -1;
      }
    }
    return at;
  }

  private static boolean[] ends() {
    boolean[] ends = new boolean[256];
    for (char end : new char[] {0, '(', '[', '{', ' ', ':'}) {
      ends[end] = true;
    }
    return ends;
  }

  /**
   * Whether that is how the linker names what belongs to types: {@code type:.eq.T}, before Go 1.20
   * {@code type..eq.T}, and the methods of unnamed types {@code go.(*struct {...}).M}.
   */
  private static boolean isOfTypes(byte[] name, int from, int dot, int end) {
    return dot == 2 && startsWith(name, from, end, "go") || startsWith(name, from, end, "type..");
  }

  /** Whether an ASCII text stands at a place. */
  static boolean startsWith(byte[] name, int from, int to, String expected) {
    if (to - from < expected.length()) {
      return false;
    }
    for (int i = 0; i < expected.length(); i++) {
      if (name[from + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns where a name ends: in front of a NUL, or of {@code to}. */
  static int nul(byte[] name, int from, int to) {
    int at = from;
    while (at < to && name[at] != 0) {
      at++;
    }
    return at;
  }

  /**
   * Whether what stands behind the package's path is exported, or a method of an exported type:
   * {@code Cut}, {@code Time.Add}, {@code (*Time).add}. ASCII letters are all that the table of the
   * standard library has.
   */
  static boolean isExported(byte[] name, int at, int to) {
    int first = at;
    while (first < to && (name[first] == '(' || name[first] == '*')) {
      first++;
    }
    return first < to && name[first] >= 'A' && name[first] <= 'Z';
  }

  /**
   * Returns the import path that bytes of a name spell. Go 1.27 escapes some paths twice; none
   * holds a percent sign of its own.
   */
  static String path(byte[] name, int from, int to) {
    byte[] once = unescaped(name, from, to);
    return GoText.decode(unescaped(once, 0, once.length));
  }

  private static byte[] unescaped(byte[] name, int from, int to) {
    byte[] path = new byte[to - from];
    int size = 0;
    for (int i = from; i < to; i++) {
      int escaped = name[i] == '%' && i + 2 < to ? hex(name[i + 1], name[i + 2]) : -1;
      path[size++] = escaped < 0 ? name[i] : (byte) escaped;
      i += escaped < 0 ? 0 : 2;
    }
    return Arrays.copyOf(path, size);
  }

  private static int hex(byte high, byte low) {
    int first = Character.digit(high, 16);
    int second = Character.digit(low, 16);
    return first < 0 || second < 0 ? -1 : first << 4 | second;
  }

  /** Returns a name without type arguments. */
  static byte[] withoutTypes(byte[] name, int from, int to) {
    byte[] plain = new byte[to - from];
    int depth = 0;
    int size = 0;
    for (int i = from; i < to; i++) {
      byte next = name[i];
      depth += next == '[' ? 1 : 0;
      if (depth == 0) {
        plain[size++] = next;
      }
      depth -= next == ']' && depth > 0 ? 1 : 0;
    }
    return Arrays.copyOf(plain, size);
  }
}
