package dev.gotrust.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The flags in a recorded {@code -ldflags}, split as the go command does (cmd/internal/quoted): at
 * blanks, but for what stands in quotes.
 */
final class LinkerFlags {
  /** Flags whose value may be the next word (cmd/link/internal/ld/main.go). */
  private static final Set<String> WITH_VALUE =
      Set.of(
          "X",
          "extldflags",
          "extld",
          "extar",
          "B",
          "E",
          "H",
          "I",
          "L",
          "R",
          "T",
          "buildid",
          "buildmode",
          "linkmode",
          "o",
          "r",
          "k",
          "tmpdir",
          "importcfg",
          "installsuffix",
          "libgcc",
          "pluginpath",
          "D",
          "fipso",
          "cpuprofile",
          "memprofile",
          "memprofilerate",
          "benchmark",
          "benchmarkprofile",
          "randlayout",
          "debugtextsize",
          "debugtramp",
          "strictdups");

  private LinkerFlags() {}

  /** Returns the words of a value. */
  static List<String> words(String value) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    boolean open = false;
    for (int i = 0; i < value.length(); i++) {
      char next = value.charAt(i);
      if (quote != 0) {
        quote = next == quote ? 0 : quote;
        append(word, next, quote != 0);
      } else if ((next == '"' || next == '\'') && !open) {
        quote = next;
        open = true;
      } else if (next == ' ' || next == '\t' || next == '\n' || next == '\r') {
        if (open) {
          words.add(word.toString());
          word.setLength(0);
        }
        open = false;
      } else {
        word.append(next);
        open = true;
      }
    }
    if (open) {
      words.add(word.toString());
    }
    return words;
  }

  private static void append(StringBuilder word, char next, boolean inside) {
    if (inside) {
      word.append(next);
    }
  }

  /** Returns whether a value is no pattern of packages with flags behind an equals sign. */
  static boolean isPlain(String value) {
    return value.isEmpty() || "-'\"".indexOf(value.charAt(0)) >= 0;
  }

  /** Returns the flags of a value without the pattern of packages that they are for. */
  static String behindPattern(String value) {
    String plain = value.strip();
    return isPlain(plain) ? plain : plain.substring(plain.indexOf('=') + 1);
  }

  /**
   * Returns the flags in one spelling, without dashes: {@code s} for {@code -s}, {@code --s} and
   * {@code -s=true}; {@code s=false} for {@code -s=0}; {@code X=main.v=1} for {@code -X main.v=1}.
   */
  static List<String> flags(String value) {
    List<String> flags = new ArrayList<>();
    List<String> words = words(value);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String flag = word.startsWith("--") ? word.substring(2) : withoutDash(word);
      int equals = flag.indexOf('=');
      String bare = equals < 0 ? flag : flag.substring(0, equals);
      boolean takesValue = WITH_VALUE.contains(bare);
      if (takesValue && equals < 0 && i + 1 < words.size()) {
        i++;
        flag = bare + '=' + words.get(i);
      } else if (!takesValue && equals >= 0 && isTrue(flag.substring(equals + 1))) {
        flag = bare;
      } else if (!takesValue && equals >= 0 && isFalse(flag.substring(equals + 1))) {
        flag = bare + "=false";
      }
      flags.add(flag);
    }
    return flags;
  }

  /** Returns whether a flag without a value is set, such as {@code s}; the last one counts. */
  static boolean isSet(String value, String flag) {
    boolean set = false;
    for (String next : flags(value)) {
      if (next.startsWith(flag)
          && (next.length() == flag.length() || next.charAt(flag.length()) == '=')) {
        set = next.length() == flag.length();
      }
    }
    return set;
  }

  /** Returns whether a string variable of the program is set, by its name with the package's. */
  static boolean setsVariable(String value, String name) {
    for (String flag : flags(value)) {
      if (flag.startsWith("X=" + name + '=')) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether every flag of one value is among those of another. */
  static boolean holdsAll(String value, String wanted) {
    List<String> flags = flags(value);
    List<String> asked = flags(wanted);
    for (String flag : asked) {
      boolean counts = flag.equals(last(asked, flag));
      boolean valued = flag.indexOf('=') >= 0 && !isSwitch(flag);
      if (counts && !(valued ? flag.equals(last(flags, flag)) : agree(value, flag))) {
        return false;
      }
    }
    return true;
  }

  /** Of several flags of one name the last counts, of several -X that for one variable. */
  private static @Nullable String last(List<String> flags, String like) {
    String last = null;
    for (String flag : flags) {
      last = key(flag).equals(key(like)) ? flag : last;
    }
    return last;
  }

  private static String key(String flag) {
    int equals = flag.indexOf('=');
    int end = flag.startsWith("X=") ? flag.indexOf('=', equals + 1) : equals;
    return end < 0 ? flag : flag.substring(0, end);
  }

  private static boolean isSwitch(String flag) {
    return key(flag).equals("s") || key(flag).equals("w");
  }

  private static boolean agree(String value, String flag) {
    int equals = flag.indexOf('=');
    return isSet(value, key(flag)) == (equals < 0 || isTrue(flag.substring(equals + 1)));
  }

  private static String withoutDash(String word) {
    return word.startsWith("-") ? word.substring(1) : "";
  }

  private static boolean isFalse(String value) {
    return Set.of("0", "f", "F", "FALSE", "false", "False").contains(value);
  }

  /** As Go's strconv.ParseBool. */
  private static boolean isTrue(String value) {
    return Set.of("1", "t", "T", "TRUE", "true", "True").contains(value);
  }
}
