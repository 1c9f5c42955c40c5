package dev.gotrust.policy;

import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A set of demands that goes by one name; each asks for all that the one before it asks. */
public enum Profile {
  /** Nothing beyond what is always in force. */
  BASIC,
  /**
   * For what is published: claims that are corroborated, modules held against a go.sum, a clean
   * tree, and a signature or provenance.
   */
  RELEASE,
  /** All that can be shown without a rebuild and without a record of what was accepted before. */
  STRICT;

  /** {@return the name that {@code --profile} takes, such as {@code release}} */
  public String id() {
    return switch (this) {
      case BASIC -> "basic";
      case RELEASE -> "release";
      case STRICT -> "strict";
    };
  }

  /** {@return the state that each link must reach, in report order} */
  public Map<LinkId, State> required() {
    Map<LinkId, State> required = new EnumMap<>(LinkId.class);
    if (this != BASIC) {
      required.put(LinkId.BUILD_INFO, State.CORROBORATED);
      required.put(LinkId.TOOLCHAIN, State.CORROBORATED);
      required.put(LinkId.SETTINGS, State.CORROBORATED);
      required.put(LinkId.PACKAGES, State.CORROBORATED);
      required.put(LinkId.GO_SUM, State.PROVEN);
    }
    if (this == STRICT) {
      required.put(LinkId.CHECKSUM_DB, State.PROVEN);
      required.put(LinkId.MODULE_CONTENT, State.PROVEN);
      required.put(LinkId.SOURCE, State.PROVEN);
      required.put(LinkId.PROVENANCE, State.ATTESTED);
      required.put(LinkId.SBOM, State.ATTESTED);
    }
    return Collections.unmodifiableMap(required);
  }

  /** {@return whether the tree that was built must be clean} */
  public boolean asksForCleanTree() {
    return this != BASIC;
  }

  /** {@return whether a signature or provenance must hold} */
  public boolean asksForSigner() {
    return this != BASIC;
  }

  /**
   * {@return the profile with that name, or null if there is none}
   *
   * @param id as {@code --profile} takes it
   */
  public static @Nullable Profile of(String id) {
    for (Profile profile : values()) {
      if (profile.id().equals(id)) {
        return profile;
      }
    }
    return null;
  }
}
