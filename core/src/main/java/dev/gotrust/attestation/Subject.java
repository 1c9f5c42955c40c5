package dev.gotrust.attestation;

import dev.gotrust.bytes.Digest;
import dev.gotrust.bytes.DigestAlgorithm;
import dev.gotrust.keys.SignedInput;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file that a statement speaks of.
 *
 * @param name what it is called there; empty where it has no name
 * @param digests by the names of their hash functions, in lower-case hexadecimal digits; in the
 *     statement's order
 */
public record Subject(String name, Map<String, String> digests) {
  private static final int SHOWN = 4;

  /**
   * Copies the map.
   *
   * @param name what it is called there
   * @param digests by the names of their hash functions; copied
   */
  public Subject {
    digests = Collections.unmodifiableMap(new LinkedHashMap<>(digests));
  }

  /**
   * {@return whether it is this file: every digest of a function that is computed here is the
   * file's, and there is one}
   *
   * @param input the file
   * @throws IOException if it can't be read
   */
  public boolean covers(SignedInput input) throws IOException {
    boolean any = false;
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      String stated = digests.get(algorithm.id());
      Digest actual = stated == null ? null : input.digest(algorithm);
      if (stated != null && actual != null) {
        if (!actual.value().hex().equals(stated)) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }

  /** Returns it as messages show it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    int count = 0;
    for (Map.Entry<String, String> digest : digests.entrySet()) {
      if (++count > SHOWN) {
        text.append(" and ").append(digests.size() - SHOWN).append(" more");
        break;
      }
      text.append(text.isEmpty() ? "" : ", ").append(digest.getKey()).append(':');
      text.append(digest.getValue());
    }
    return name.isEmpty() ? text.toString() : name + " (" + text + ')';
  }
}
