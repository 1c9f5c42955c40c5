package dev.gotrust.image;

import java.util.List;

/** Tells debug data by the names that linkers give its sections, compressed or not. */
final class Dwarf {
  private static final String[] PREFIXES = {".debug_", ".zdebug_", "__debug_", "__zdebug_"};

  private Dwarf() {}

  static boolean in(List<Region> sections) {
    for (Region section : sections) {
      for (String prefix : PREFIXES) {
        if (section.name().startsWith(prefix)) {
          return true;
        }
      }
    }
    return false;
  }
}
