package dev.gotrust.material;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The environment variables of a run, and the directories of a user that they name. */
final class Environment {
  private final Map<String, String> variables;
  private final Platform platform;

  Environment(Map<String, String> variables, Platform platform) {
    this.variables = Map.copyOf(variables);
    this.platform = platform;
  }

  Platform platform() {
    return platform;
  }

  /** Returns the value of a variable; empty if it has none. Windows ignores the case of names. */
  String get(String name) {
    String value = variables.get(name);
    if (value != null || platform != Platform.WINDOWS) {
      return value == null ? "" : value;
    }
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      if (variable.getKey().equalsIgnoreCase(name)) {
        return variable.getValue();
      }
    }
    return "";
  }

  /** The home directory of the user, as the go command finds it; null if nothing names it. */
  @Nullable Path home() {
    return path(get(platform == Platform.WINDOWS ? "USERPROFILE" : "HOME"));
  }

  /** Where programs of the user keep their configuration; null if nothing names it. */
  @Nullable Path configurations() {
    return switch (platform) {
      case WINDOWS -> path(get("AppData"));
      case MAC -> below(path(get("HOME")), "Library/Application Support");
      case UNIX -> xdg("XDG_CONFIG_HOME", ".config");
    };
  }

  /** Where programs of the user keep what they can make again; null if nothing names it. */
  @Nullable Path caches() {
    return switch (platform) {
      case WINDOWS -> path(get("LocalAppData"));
      case MAC -> below(path(get("HOME")), "Library/Caches");
      case UNIX -> xdg("XDG_CACHE_HOME", ".cache");
    };
  }

  /** A relative path in an XDG variable names nothing, as their specification has it. */
  private @Nullable Path xdg(String variable, String fallback) {
    String value = get(variable);
    if (value.isEmpty()) {
      return below(path(get("HOME")), fallback);
    }
    Path path = path(value);
    return path == null || !path.isAbsolute() ? null : path;
  }

  private static @Nullable Path below(@Nullable Path directory, String name) {
    return directory == null ? null : directory.resolve(name);
  }

  /** The path that a value names; null if it is empty or no path of this system. */
  static @Nullable Path path(String value) {
    try {
      return value.isEmpty() ? null : Path.of(value);
    } catch (InvalidPathException unnameable) {
      return null;
    }
  }
}
