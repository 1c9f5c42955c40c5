package dev.gotrust;

/** The façade of the library. Stateless, safe for use by any number of threads. */
public final class GoTrust {
  private GoTrust() {}

  /**
   * The version of this library.
   *
   * @return the version that the build was given, such as {@code 1.2.0} or {@code 1.3.0-SNAPSHOT}
   */
  public static String version() {
    return BuildVersion.VALUE;
  }
}
