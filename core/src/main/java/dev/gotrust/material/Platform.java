package dev.gotrust.material;

import java.util.Locale;

/** Whose rules say where a user's directories lie and how environment variables are named. */
enum Platform {
  /** Linux and all that keeps to the XDG base directories. */
  UNIX,
  MAC,
  WINDOWS;

  static Platform ofThisMachine() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return WINDOWS;
    }
    return name.startsWith("mac") ? MAC : UNIX;
  }
}
