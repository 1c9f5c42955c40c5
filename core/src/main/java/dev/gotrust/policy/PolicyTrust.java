package dev.gotrust.policy;

import dev.gotrust.attestation.ProvenanceExpectations;
import dev.gotrust.keys.VerifyingKey;
import dev.gotrust.signature.CertificateIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whom a policy trusts. Immutable, thread-safe.
 *
 * @param keys whose signatures are accepted
 * @param identities whose certificates are accepted
 * @param builders who may have built; empty for anybody
 * @param sources what may have been built; empty for anything
 */
public record PolicyTrust(
    List<VerifyingKey> keys,
    List<CertificateIdentity> identities,
    List<String> builders,
    List<String> sources) {
  /** Nobody. */
  public static final PolicyTrust NOBODY =
      new PolicyTrust(List.of(), List.of(), List.of(), List.of());

  /**
   * Copies the lists.
   *
   * @param keys whose signatures are accepted; copied
   * @param identities whose certificates are accepted; copied
   * @param builders who may have built; copied
   * @param sources what may have been built; copied
   */
  public PolicyTrust {
    keys = List.copyOf(keys);
    identities = List.copyOf(identities);
    builders = List.copyOf(builders);
    sources = List.copyOf(sources);
  }

  /** {@return whether nobody is named} */
  public boolean isEmpty() {
    return keys.isEmpty() && identities.isEmpty() && builders.isEmpty() && sources.isEmpty();
  }

  /** {@return whether certificates are needed, so that a trusted root is} */
  public boolean needsRoot() {
    return !identities.isEmpty() || keys.isEmpty() && !(builders.isEmpty() && sources.isEmpty());
  }

  /** {@return what provenance must say, one of these; none where nothing is asked} */
  public List<ProvenanceExpectations> expectations() {
    List<ProvenanceExpectations> all = new ArrayList<>();
    if (builders.isEmpty() && sources.isEmpty()) {
      return all;
    }
    for (String builder : builders.isEmpty() ? List.of("") : builders) {
      for (String source : sources.isEmpty() ? List.of("") : sources) {
        all.add(new ProvenanceExpectations(builder, source, "", "", "", Map.of()));
      }
    }
    return all;
  }
}
