package dev.gotrust;

/** The version, written into this source by the build: reading a resource would cost start-up. */
final class BuildVersion {
  static final String VALUE = "${project.version}";

  private BuildVersion() {}
}
