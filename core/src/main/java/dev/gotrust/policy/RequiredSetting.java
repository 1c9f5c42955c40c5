package dev.gotrust.policy;

import java.util.List;

/**
 * A build setting and the value that it must have.
 *
 * @param key as the build info spells it, such as {@code CGO_ENABLED} or {@code -trimpath}
 * @param value with single blanks
 */
public record RequiredSetting(String key, String value) {
  private static final List<String> FLAGS =
      List.of("-asan", "-cover", "-msan", "-race", "-trimpath", "vcs.modified");

  /**
   * What the go command records ({@code setBuildInfo} in cmd/go/internal/load), Go 1.18 to 1.27.
   */
  private static final List<String> OTHERS =
      List.of(
          "-asmflags",
          "-buildmode",
          "-compiler",
          "-gccgoflags",
          "-gcflags",
          "-ldflags",
          "-pgo",
          "-tags",
          "CGO_CFLAGS",
          "CGO_CPPFLAGS",
          "CGO_CXXFLAGS",
          "CGO_ENABLED",
          "CGO_LDFLAGS",
          "DefaultGODEBUG",
          "GO386",
          "GOAMD64",
          "GOARCH",
          "GOARM",
          "GOARM64",
          "GOEXPERIMENT",
          "GOFIPS140",
          "GOMIPS",
          "GOMIPS64",
          "GOOS",
          "GOPPC64",
          "GORISCV64",
          "GOWASM",
          "vcs",
          "vcs.revision",
          "vcs.time");

  /** How the keys begin that Microsoft's build of Go adds. */
  private static final String MICROSOFT = "microsoft_";

  /**
   * Creates a requirement; blanks of the value are made single.
   *
   * @param key as the build info spells it
   * @param value {@code true} or {@code false} for a flag without a value
   * @throws IllegalArgumentException if no release of Go records the key, or the key never has that
   *     value
   */
  public RequiredSetting {
    value = withSingleBlanks(value);
    boolean flag = FLAGS.contains(key);
    if (!isKey(key)) {
      throw new IllegalArgumentException(
          "no Go release records a setting '" + key + "'; the settings: " + keys());
    }
    if (flag && !value.equals("true") && !value.equals("false")) {
      throw new IllegalArgumentException(key + " is true or false, never '" + value + '\'');
    }
    if (key.equals("CGO_ENABLED") && !value.equals("0") && !value.equals("1")) {
      throw new IllegalArgumentException("CGO_ENABLED is 0 or 1, never '" + value + '\'');
    }
  }

  /**
   * {@return the requirement that a text states}
   *
   * @param text such as {@code CGO_ENABLED=0}, {@code -trimpath=true} or {@code -ldflags=-s -w}
   * @throws IllegalArgumentException if it has no equals sign, or as the constructor says
   */
  public static RequiredSetting parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(
          "a setting and its value were expected, such as CGO_ENABLED=0 or -trimpath=true");
    }
    return new RequiredSetting(text.substring(0, equals), text.substring(equals + 1));
  }

  /** Returns whether a release of Go records a setting of that key. */
  static boolean isKey(String key) {
    return FLAGS.contains(key) || OTHERS.contains(key) || key.startsWith(MICROSOFT);
  }

  /** {@return whether it is a flag without a value, which is true or false} */
  public boolean isFlag() {
    return FLAGS.contains(key);
  }

  /**
   * {@return whether a recorded value is the one that is asked for, but for blanks}
   *
   * @param recorded as the build info holds it
   */
  public boolean equalsValue(String recorded) {
    return value.equals(withSingleBlanks(recorded));
  }

  /** {@return the requirement as it is written: key, equals sign, value} */
  public String text() {
    return key + '=' + value;
  }

  private static String withSingleBlanks(String text) {
    StringBuilder single = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      boolean blank = next == ' ' || next == '\t' || next == '\n' || next == '\r';
      if (!blank) {
        single.append(next);
      } else if (!single.isEmpty() && single.charAt(single.length() - 1) != ' ') {
        single.append(' ');
      }
    }
    return single.toString().stripTrailing();
  }

  private static String keys() {
    return String.join(", ", FLAGS) + ", " + String.join(", ", OTHERS);
  }
}
