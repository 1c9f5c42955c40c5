package dev.gotrust.facts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The build info that the go command embeds (Go's {@code runtime/debug.BuildInfo}).
 *
 * @param goVersion the version text of the toolchain, such as {@code go1.26.8}; a claim
 * @param path the package path of the main package, empty if none is recorded
 * @param main the main module, null if none is recorded (GOPATH builds)
 * @param deps the modules that were linked in, in recorded order
 * @param settings the build settings, in recorded order
 * @param unknownLines lines of modinfo that this reader does not understand, kept as they stand
 * @param modinfo the text that all this was read from, without its sentinels; empty if there is
 *     none
 */
public record BuildInfo(
    String goVersion,
    String path,
    @Nullable Module main,
    List<Module> deps,
    List<Setting> settings,
    List<String> unknownLines,
    String modinfo) {
  /**
   * Copies the lists.
   *
   * @param goVersion the version text of the toolchain; a claim
   * @param path the package path of the main package, may be empty
   * @param main the main module, null if none is recorded
   * @param deps the modules that were linked in; copied
   * @param settings the build settings; copied
   * @param unknownLines lines that are not understood; copied
   * @param modinfo the text that all this was read from, may be empty
   */
  public BuildInfo {
    deps = List.copyOf(deps);
    settings = List.copyOf(settings);
    unknownLines = List.copyOf(unknownLines);
  }

  /**
   * A module as the build info names it.
   *
   * @param path module path
   * @param version such as {@code v1.2.3} or {@code (devel)}; may be empty
   * @param sum the h1 hash of the module's zip, empty if none is recorded
   * @param replace the module that was compiled in its place, null if none
   */
  public record Module(String path, String version, String sum, @Nullable Module replace) {
    /** {@return the module whose code was compiled: the replacement, or this one} */
    public Module effective() {
      return replace == null ? this : replace;
    }
  }

  /**
   * A build setting.
   *
   * @param key such as {@code CGO_ENABLED} or {@code -trimpath}
   * @param value as recorded, unquoted
   */
  public record Setting(String key, String value) {}

  /**
   * {@return the value of the first setting with that key, or null if it is not recorded}
   *
   * @param key compared exactly, such as {@code CGO_ENABLED} or {@code -trimpath}
   */
  public @Nullable String setting(String key) {
    for (Setting setting : settings) {
      if (setting.key().equals(key)) {
        return setting.value();
      }
    }
    return null;
  }
}
