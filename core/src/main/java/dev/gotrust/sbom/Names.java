package dev.gotrust.sbom;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gives the parts of a document names that no two of them share. For one use. */
final class Names {
  private final Set<String> taken = new HashSet<>();

  /** Returns a name; where it is taken, with the first number behind it that makes another. */
  String unique(String wanted) {
    String name = wanted;
    for (int i = 2; !taken.add(name); i++) {
      name = wanted + '-' + i;
    }
    return name;
  }

  /** Says what parts are called. */
  interface Naming {
    String name(Part part);
  }

  List<String> unique(List<Part> parts, Naming naming) {
    List<String> names = new ArrayList<>(parts.size());
    for (Part part : parts) {
      names.add(unique(naming.name(part)));
    }
    return names;
  }
}
