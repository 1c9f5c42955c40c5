package dev.gotrust.cli;

/**
 * Looks at the JVM before anything of this program is loaded. Compiled for Java 8, so that a JVM
 * that is too old prints a sentence and no stack trace.
 */
final class Start {
  private static final int OLDEST = 17;
  private static final int USAGE = 2;

  private Start() {}

  public static void main(String[] args) {
    refuseOldJava();
    Main.main(args);
  }

  static void refuseOldJava() {
    String complaint = complaint(System.getProperty("java.specification.version"));
    if (!complaint.isEmpty()) {
      System.err.println(complaint);
      System.exit(USAGE);
    }
  }

  /** A sentence where the version is too old, else nothing. */
  static String complaint(String version) {
    if (feature(version) >= OLDEST) {
      return "";
    }
    String home = System.getProperty("java.home");
    String found = "gotrust: needs Java " + OLDEST + " or newer, found Java " + version + " in ";
    return found + home + "; set JAVA_HOME to a newer one";
  }

  /** 8 for "1.8", which is how it was written up to Java 8; 17 for "17". */
  private static int feature(String version) {
    return version.startsWith("1.")
        ? Integer.parseInt(version.substring(2))
        : Integer.parseInt(version);
  }
}
