package dev.gotrust.sbom;

import org.jspecify.annotations.Nullable;

/** The formats that a bill of materials is written in. */
public enum SbomFormat {
  /** CycloneDX 1.6, JSON. */
  CYCLONEDX("cyclonedx", "https://cyclonedx.org/bom"),
  /** SPDX 2.3, JSON. */
  SPDX("spdx", "https://spdx.dev/Document");

  private final String id;
  private final String predicateType;

  SbomFormat(String id, String predicateType) {
    this.id = id;
    this.predicateType = predicateType;
  }

  /** {@return the name that command lines use} */
  public String id() {
    return id;
  }

  /** {@return the type of an in-toto predicate in this format, as in-toto registers it} */
  public String predicateType() {
    return predicateType;
  }

  /**
   * {@return the format of that name, null if there is none}
   *
   * @param id as {@link #id()} gives it
   */
  public static @Nullable SbomFormat of(String id) {
    for (SbomFormat format : values()) {
      if (format.id.equals(id)) {
        return format;
      }
    }
    return null;
  }
}
