package dev.gotrust.facts;

import dev.gotrust.bytes.GoText;
import java.util.Arrays;

/**
 * The names of functions as Go's linker spells them: the package's path, a dot, and the rest, which
 * may hold paths too: those of type arguments and receivers (Go's {@code debug/gosym/symtab.go} and
 * {@code cmd/internal/objabi/path.go}).
 */
final class FunctionName {
  private FunctionName() {}

  /**
   * Returns how many bytes of a name are the package's path, 0 where it is of none: the name of a C
   * or assembly function, or of one that the compiler made for a type.
   */
  static int packageLength(byte[] name, int length) {
    int dot = -1;
    for (int i = 0; i < length; i++) {
      switch (name[i]) {
        case '/' -> dot = -1;
        case '.' -> dot = dot < 0 ? i : dot;
        case '(', '[', '{', ' ', ':' -> length = i;
        default -> {}
      }
    }
    return dot <= 0 || isOfTypes(name, dot, length) ? 0 : dot;
  }

  /**
   * Whether that is how the linker names what belongs to types: {@code type:.eq.T}, before Go 1.20
   * {@code type..eq.T}, and the methods of unnamed types {@code go.(*struct {...}).M}.
   */
  private static boolean isOfTypes(byte[] name, int dot, int length) {
    return is(name, dot, "go") || length > 6 && is(name, 6, "type..");
  }

  /** Whether the first bytes of a name are an ASCII text. */
  static boolean is(byte[] name, int length, String expected) {
    if (length != expected.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name[i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the import path that the first bytes of a name spell. */
  static String path(byte[] name, int length) {
    byte[] path = new byte[length];
    int size = 0;
    for (int i = 0; i < length; i++) {
      int escaped = name[i] == '%' && i + 2 < length ? hex(name[i + 1], name[i + 2]) : -1;
      path[size++] = escaped < 0 ? name[i] : (byte) escaped;
      i += escaped < 0 ? 0 : 2;
    }
    return GoText.decode(Arrays.copyOf(path, size));
  }

  private static int hex(byte high, byte low) {
    int first = Character.digit(high, 16);
    int second = Character.digit(low, 16);
    return first < 0 || second < 0 ? -1 : first << 4 | second;
  }

  /**
   * Takes the type arguments out of a name, in place.
   *
   * @return how many bytes are left
   */
  static int withoutTypes(byte[] name, int length) {
    int depth = 0;
    int size = 0;
    for (int i = 0; i < length; i++) {
      byte next = name[i];
      depth += next == '[' ? 1 : 0;
      if (depth == 0) {
        name[size++] = next;
      }
      depth -= next == ']' && depth > 0 ? 1 : 0;
    }
    return size;
  }
}
