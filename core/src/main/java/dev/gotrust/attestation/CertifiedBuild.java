package dev.gotrust.attestation;

import dev.gotrust.sigstore.SigningCertificate;
import dev.gotrust.sigstore.SigningCertificate.Claim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a signer's certificate says of a build on GitHub, which the build could not choose. */
final class CertifiedBuild {
  private static final String CALLED = "a release of slsa-github-generator's workflows";

  private final SigningCertificate certificate;

  CertifiedBuild(SigningCertificate certificate) {
    this.certificate = certificate;
  }

  /** Returns the workflow that signed, null where nothing of the kind did. */
  @Nullable String builder() {
    String builder = certificate.claim(Claim.BUILD_SIGNER_URI);
    String identity = certificate.identity();
    return builder == null && Builders.isWorkflow(identity) ? identity : builder;
  }

  private String workflow() {
    String builder = builder();
    return builder == null ? certificate.identity() : builder;
  }

  /** Returns whether slsa-github-generator signed, at a release: its statements are its own. */
  boolean isGenerator() {
    return Builders.isDefault(workflow());
  }

  /** Returns the event that started the build, empty where it is not named. */
  String trigger() {
    String trigger = claim(Claim.BUILD_TRIGGER);
    return trigger == null ? "" : trigger;
  }

  /**
   * A workflow can write any builder into what it signs: where the certificate is a workflow's, the
   * name must be that workflow's, its runner's or a run's. Where nothing but the signer was named,
   * a name that GitHub does not give is that signer's own word.
   */
  void addBuilder(Provenance provenance, boolean sourceNamed, List<Comparison> all) {
    String workflow = workflow();
    String actual = provenance.builderId();
    if (Builders.isDelegator(workflow)) {
      boolean trusted = Builders.isTrustedToBeCalled(actual);
      all.add(Comparison.of("builder that a delegator called", CALLED, actual, trusted));
      return;
    }
    if (!Builders.isWorkflow(workflow) || Builders.matches(actual, workflow)) {
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
    String repository = claim(Claim.SOURCE_REPOSITORY_URI);
    boolean run = repository != null && actual.startsWith(repository + "/actions/runs/");
    boolean bare = actual.equals(Builders.GITHUB + "actions/runner");
    if (Builders.isWorkflow(actual) || (sourceNamed && !run && !bare)) {
      all.add(Comparison.equal("builder of the certificate", workflow, actual));
    }
  }

  /** A claim, where it is missing as Fulcio wrote it before 2023. */
  private @Nullable String claim(Claim claim) {
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

  void addSource(Provenance provenance, List<Comparison> all) {
    String repository = claim(Claim.SOURCE_REPOSITORY_URI);
    if (repository != null && !provenance.sourceUri().isEmpty()) {
      all.add(
          Comparison.equal(
              "source repository of the certificate",
              SourceUri.normal(repository),
              SourceUri.normal(provenance.sourceUri())));
    }
    boolean elsewhere = Builders.isDelegator(workflow()) && provenance.ref().isEmpty();
    if (!elsewhere) {
      // A delegator may build another commit than the one that it was started for: it says no ref.
      add(Claim.SOURCE_REPOSITORY_DIGEST, "source commit", provenance.commit(), all);
    }
    if (provenance.ref().startsWith("refs/")) {
      add(Claim.SOURCE_REPOSITORY_REF, "source ref", provenance.ref(), all);
    }
    add(Claim.BUILD_TRIGGER, "build trigger", provenance.trigger(), all);
  }

  private void add(Claim claim, String what, String actual, List<Comparison> all) {
    String expected = claim(claim);
    if (expected != null && !actual.isEmpty()) {
      all.add(Comparison.equal(what + " of the certificate", expected, actual));
    }
  }
}
