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
      if (builderId.isEmpty()) {
        addBuilder(certificate, provenance, all);
      }
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

  /**
   * A workflow can write any builder into what it signs: where the certificate is a workflow's, the
   * name must be that workflow's, its runner's or a run's. Where nothing but the signer was named,
   * a name that GitHub does not give is that signer's own word.
   */
  private void addBuilder(
      SigningCertificate certificate, Provenance provenance, List<Comparison> all) {
    String workflow = certificate.claim(Claim.BUILD_SIGNER_URI);
    workflow = workflow == null ? certificate.identity() : workflow;
    String actual = provenance.builderId();
    if (!Builders.isWorkflow(workflow)
        || Builders.isDelegator(workflow)
        || Builders.matches(actual, workflow)) {
      return;
    }
    String runner = certificate.claim(Claim.RUNNER_ENVIRONMENT);
    if (Builders.isHosted(actual)) {
      String kind = actual.substring(actual.lastIndexOf('/') + 1);
      if (runner != null && !runner.equals(kind)) {
        all.add(Comparison.equal("runner of the certificate", runner, kind));
      }
      return;
    }
    String repository = claim(certificate, Claim.SOURCE_REPOSITORY_URI);
    boolean run = repository != null && actual.startsWith(repository + "/actions/runs/");
    boolean bare = actual.equals(Builders.GITHUB + "actions/runner");
    if (Builders.isWorkflow(actual) || (!sourceUri.isEmpty() && !run && !bare)) {
      all.add(Comparison.equal("builder of the certificate", workflow, actual));
    }
  }

  /** A claim, where it is missing as Fulcio wrote it before 2023. */
  private static @Nullable String claim(SigningCertificate certificate, Claim claim) {
    String value = certificate.claim(claim);
    if (value != null) {
      return value;
    }
    return switch (claim) {
      case SOURCE_REPOSITORY_URI -> {
        String name = certificate.claim(Claim.GITHUB_WORKFLOW_REPOSITORY);
        yield name == null ? null : Builders.GITHUB + name;
      }
      case SOURCE_REPOSITORY_DIGEST -> certificate.claim(Claim.GITHUB_WORKFLOW_SHA);
      case SOURCE_REPOSITORY_REF -> certificate.claim(Claim.GITHUB_WORKFLOW_REF);
      case BUILD_TRIGGER -> certificate.claim(Claim.GITHUB_WORKFLOW_TRIGGER);
      default -> null;
    };
  }

  private static void addCertified(
      SigningCertificate certificate, Provenance provenance, List<Comparison> all) {
    String repository = claim(certificate, Claim.SOURCE_REPOSITORY_URI);
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
    String expected = claim(certificate, claim);
    if (expected != null && !actual.isEmpty()) {
      all.add(Comparison.equal(what + " of the certificate", expected, actual));
    }
  }
}
