package dev.gotrust.attestation;

import dev.gotrust.sigstore.SigningCertificate;
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
  private static final String DISPATCH = "workflow_dispatch";

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
    CertifiedBuild certified = certificate == null ? null : new CertifiedBuild(certificate);
    if (!builderId.isEmpty()) {
      all.add(builder(provenance, certified));
    }
    if (!sourceUri.isEmpty()) {
      addSource(provenance, all);
    }
    addRefs(provenance, certified, all);
    if (!inputs.isEmpty()) {
      addInputs(provenance, certified, all);
    }
    if (certified != null) {
      if (builderId.isEmpty()) {
        certified.addBuilder(provenance, !sourceUri.isEmpty(), all);
      }
      certified.addSource(provenance, all);
    }
    return all;
  }

  /** The certificate's builder counts where there is one: the statement's is the builder's word. */
  private Comparison builder(Provenance provenance, @Nullable CertifiedBuild certified) {
    String actual = provenance.builderId();
    String claimed = certified == null ? null : certified.builder();
    boolean agrees = Builders.matches(builderId, actual);
    if (agrees && claimed != null && !Builders.isHosted(builderId)) {
      // Delegators sign for the reusable workflow that called them; who is trusted was checked
      // with the certificate.
      boolean delegated = Builders.isDelegator(claimed);
      boolean named = builderId.indexOf('@') >= 0;
      agrees =
          Builders.matches(builderId, claimed)
              || (delegated && (named || Builders.isAtRelease(actual)));
      actual = agrees || delegated ? actual : claimed;
    }
    return Comparison.of("builder", builderId, actual, agrees);
  }

  private void addSource(Provenance provenance, List<Comparison> all) {
    String expected = SourceUri.normal(sourceUri);
    all.add(
        Comparison.equal("source repository", expected, SourceUri.normal(provenance.sourceUri())));
    if (!provenance.materialUri().isEmpty()) {
      all.add(
          Comparison.equal(
              "source repository of the materials",
              expected,
              SourceUri.normal(provenance.materialUri())));
    }
  }

  private void addRefs(
      Provenance provenance, @Nullable CertifiedBuild certified, List<Comparison> all) {
    String ref = provenance.ref();
    if (!sourceTag.isEmpty()) {
      all.add(Comparison.equal("source tag", TAGS + sourceTag, ref));
    }
    if (!sourceVersionedTag.isEmpty()) {
      boolean agrees =
          ref.startsWith(TAGS)
              && VersionedTag.matches(sourceVersionedTag, ref.substring(TAGS.length()));
      all.add(Comparison.of("source versioned tag", sourceVersionedTag, ref, agrees));
    }
    if (!sourceBranch.isEmpty()) {
      // Whoever signs by himself could name any branch with a tag.
      boolean telling = certified == null || certified.isGenerator();
      boolean branched = telling && ref.startsWith(TAGS) && !provenance.branch().isEmpty();
      String actual = branched ? provenance.branch() : ref;
      all.add(Comparison.equal("source branch", HEADS + sourceBranch, actual));
    }
  }

  /** Other events than this have no inputs: what stands there is not what somebody gave. */
  private void addInputs(
      Provenance provenance, @Nullable CertifiedBuild certified, List<Comparison> all) {
    String trigger = provenance.trigger();
    String named = certified == null || !trigger.isEmpty() ? trigger : certified.trigger();
    Comparison started = Comparison.equal("build trigger, for its inputs", DISPATCH, named);
    all.add(started);
    if (started.result() == Comparison.Result.DIFFERS) {
      return;
    }
    for (Map.Entry<String, String> input : inputs.entrySet()) {
      String what = "build workflow input " + input.getKey();
      String actual = provenance.inputs().get(input.getKey());
      boolean agrees = input.getValue().equals(actual);
      all.add(Comparison.of(what, input.getValue(), actual == null ? "" : actual, agrees));
    }
  }
}
