package dev.gotrust.attestation;

import dev.gotrust.sigstore.SigningCertificate;
import dev.gotrust.sigstore.SigningCertificate.Claim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What provenance must say, with the meaning that slsa-verifier's options have. A text that is
 * empty asks for nothing. Immutable, thread-safe.
 *
 * @param builderId who must have built: exactly, or up to the {@code @} before its version
 * @param sourceUri the repository that must have been built
 * @param sourceTag the tag that it must have been built from
 * @param sourceVersionedTag the version that the tag must be: {@code v1} for all of 1.x.y
 * @param sourceBranch the branch that it must have been built from
 * @param inputs inputs that the workflow must have been started with
 */
public record ProvenanceExpectations(
    String builderId,
    String sourceUri,
    String sourceTag,
    String sourceVersionedTag,
    String sourceBranch,
    Map<String, String> inputs) {
  /** Nothing is asked for. */
  public static final ProvenanceExpectations NONE =
      new ProvenanceExpectations("", "", "", "", "", Map.of());

  private static final String TAGS = "refs/tags/";
  private static final String HEADS = "refs/heads/";

  /**
   * Copies the map.
   *
   * @param builderId who must have built
   * @param sourceUri the repository that must have been built
   * @param sourceTag the tag that it must have been built from
   * @param sourceVersionedTag the version that the tag must be
   * @param sourceBranch the branch that it must have been built from
   * @param inputs inputs that the workflow must have been started with; copied
   * @throws IllegalArgumentException if the versioned tag is no version
   */
  public ProvenanceExpectations {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    if (!sourceVersionedTag.isEmpty() && !VersionedTag.isVersion(sourceVersionedTag)) {
      throw new IllegalArgumentException(
          "a version such as v1, v1.2 or v1.2.3 was expected, but "
              + sourceVersionedTag
              + " was found");
    }
  }

  /** {@return whether anything is asked for} */
  public boolean isEmpty() {
    return builderId.isEmpty()
        && sourceUri.isEmpty()
        && sourceTag.isEmpty()
        && sourceVersionedTag.isEmpty()
        && sourceBranch.isEmpty()
        && inputs.isEmpty();
  }

  /**
   * {@return every comparison of what is asked for, and of what the signer's certificate says of
   * the same build, which the builder could not choose}
   *
   * @param provenance what the statement says
   * @param certificate the signer's, null where a key signed
   */
  public List<Comparison> compare(Provenance provenance, @Nullable SigningCertificate certificate) {
    List<Comparison> all = new ArrayList<>();
    String claimed = certificate == null ? null : certificate.claim(Claim.BUILD_SIGNER_URI);
    if (!builderId.isEmpty()) {
      all.add(builder(provenance, claimed));
    }
    if (!sourceUri.isEmpty()) {
      all.add(
          Comparison.equal(
              "source repository",
              SourceUri.normal(sourceUri),
              SourceUri.normal(provenance.sourceUri())));
    }
    if (!sourceTag.isEmpty()) {
      all.add(Comparison.equal("source tag", TAGS + sourceTag, provenance.ref()));
    }
    if (!sourceVersionedTag.isEmpty()) {
      String ref = provenance.ref();
      boolean agrees =
          ref.startsWith(TAGS)
              && VersionedTag.matches(sourceVersionedTag, ref.substring(TAGS.length()));
      all.add(Comparison.of("source versioned tag", sourceVersionedTag, ref, agrees));
    }
    if (!sourceBranch.isEmpty()) {
      all.add(Comparison.equal("source branch", HEADS + sourceBranch, provenance.ref()));
    }
    for (Map.Entry<String, String> input : inputs.entrySet()) {
      String actual = provenance.inputs().getOrDefault(input.getKey(), "");
      all.add(Comparison.equal("build workflow input " + input.getKey(), input.getValue(), actual));
    }
    if (certificate != null) {
      addCertified(certificate, provenance, all);
    }
    return all;
  }

  /** The certificate's builder counts where there is one: the statement's is the builder's word. */
  private Comparison builder(Provenance provenance, @Nullable String claimed) {
    String actual = provenance.builderId();
    boolean agrees = Builders.matches(builderId, actual);
    if (agrees && claimed != null && !Builders.isHosted(builderId)) {
      // Delegators sign for the reusable workflow that called them; who is trusted was checked
      // with the certificate.
      agrees = Builders.matches(builderId, claimed) || Builders.isDelegator(claimed);
      actual = agrees ? actual : claimed;
    }
    return Comparison.of("builder", builderId, actual, agrees);
  }

  private static void addCertified(
      SigningCertificate certificate, Provenance provenance, List<Comparison> all) {
    String repository = certificate.claim(Claim.SOURCE_REPOSITORY_URI);
    if (repository != null && !provenance.sourceUri().isEmpty()) {
      all.add(
          Comparison.equal(
              "source repository of the certificate",
              SourceUri.normal(repository),
              SourceUri.normal(provenance.sourceUri())));
    }
    add(certificate, Claim.SOURCE_REPOSITORY_DIGEST, "source commit", provenance.commit(), all);
    add(certificate, Claim.SOURCE_REPOSITORY_REF, "source ref", provenance.ref(), all);
    add(certificate, Claim.BUILD_TRIGGER, "build trigger", provenance.trigger(), all);
  }

  private static void add(
      SigningCertificate certificate,
      Claim claim,
      String what,
      String actual,
      List<Comparison> all) {
    String expected = certificate.claim(claim);
    if (expected != null && !actual.isEmpty()) {
      all.add(Comparison.equal(what + " of the certificate", expected, actual));
    }
  }
}
