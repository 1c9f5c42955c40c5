package dev.gotrust.sbom;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A component: a module, the standard library, the toolchain, or the program itself.
 *
 * @param name a module path
 * @param version as Go spells it, empty if unknown
 * @param purl its package URL, null if it can have none
 * @param replaced the module that a go.mod requires and this stands for, null if it is itself
 * @param h1 the hash of the module's zip, empty if none is recorded
 * @param properties what else is said of it
 */
record Part(
    String name,
    String version,
    @Nullable String purl,
    @Nullable Replaced replaced,
    String h1,
    List<Property> properties) {
  Part {
    properties = List.copyOf(properties);
  }

  /** A module that go.mod requires and another stands for. */
  record Replaced(String name, String version, @Nullable String purl) {
    /** Returns {@code path@version}, or the path alone. */
    String text() {
      return version.isEmpty() ? name : name + '@' + version;
    }
  }

  /** Returns {@code path@version}, or the path alone. */
  String text() {
    return version.isEmpty() ? name : name + '@' + version;
  }
}
