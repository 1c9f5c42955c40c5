package dev.gotrust.attestation;

import dev.gotrust.keys.RefusedException;
import dev.gotrust.signature.IdentityPolicy;
import dev.gotrust.sigstore.SigningCertificate;
import dev.gotrust.sigstore.SigningCertificate.Claim;
import org.jspecify.annotations.Nullable;

/**
 * Accepts the certificates of trusted builders on GitHub, as slsa-verifier does: of the builder
 * that was named, else of its default reusable workflows at the tag of a release, else, as {@code
 * gh attestation verify} does, of a workflow of the very repository that was named as source.
 * Immutable, thread-safe.
 *
 * @param builderId who must have built; empty for the defaults
 * @param sourceUri the repository that must have been built; empty to ask for none
 */
public record BuilderIdentity(String builderId, String sourceUri) implements IdentityPolicy {
  private static final String ISSUER = "https://token.actions.githubusercontent.com";
  private static final String HOSTED = "github-hosted";

  @Override
  public void check(SigningCertificate certificate) throws RefusedException {
    compare("certificate issuer", ISSUER, certificate.issuer());
    String repository = certificate.claim(Claim.SOURCE_REPOSITORY_URI);
    String legacy = certificate.claim(Claim.GITHUB_WORKFLOW_REPOSITORY);
    if (repository == null && legacy != null) {
      repository = Builders.GITHUB + legacy;
    }
    if (!sourceUri.isEmpty()) {
      compare(
          "source repository of the certificate",
          SourceUri.normal(sourceUri),
          repository == null ? null : SourceUri.normal(repository));
    }
    checkBuilder(certificate, repository);
  }

  private void checkBuilder(SigningCertificate certificate, @Nullable String repository)
      throws RefusedException {
    String claimed = certificate.claim(Claim.BUILD_SIGNER_URI);
    String workflow = claimed == null ? certificate.identity() : claimed;
    if (!workflow.equals(certificate.identity())) {
      throw refusal("certificate identity", workflow, certificate.identity());
    }
    if (sourceUri.isEmpty() && Builders.isOpenToAll(workflow, builderId)) {
      throw new RefusedException(
          "builder of the certificate",
          "it builds for anybody who asks, so it says nothing without a source",
          null,
          workflow,
          "name the repository that you trust with --source-uri");
    }
    if (Builders.isHosted(builderId)) {
      String expected = builderId.substring(builderId.lastIndexOf('/') + 1);
      compare("runner of the certificate", expected, certificate.claim(Claim.RUNNER_ENVIRONMENT));
      return;
    }
    if (!builderId.isEmpty()) {
      boolean named =
          Builders.matches(builderId, workflow)
              && (builderId.indexOf('@') >= 0 || Builders.isReleaseIfGenerator(workflow));
      if (!named && !Builders.isDelegator(workflow)) {
        throw refusal("builder of the certificate", builderId, workflow);
      }
      return;
    }
    boolean own =
        !sourceUri.isEmpty()
            && repository != null
            && workflow.startsWith(repository + '/')
            && HOSTED.equals(certificate.claim(Claim.RUNNER_ENVIRONMENT));
    if (!Builders.isDefault(workflow) && !own) {
      throw refusal(
          "builder of the certificate",
          "a release of slsa-github-generator's workflows, or a workflow of the source repository"
              + " on a runner of GitHub's",
          workflow);
    }
  }

  private static void compare(String check, String expected, @Nullable String actual)
      throws RefusedException {
    if (!expected.equals(actual)) {
      throw refusal(check, expected, actual);
    }
  }

  private static RefusedException refusal(String check, String expected, @Nullable String actual) {
    return new RefusedException(
        check,
        actual == null ? "the certificate does not name it" : "it is another",
        expected,
        actual,
        "name the builder that you trust with --builder-id, and the source with --source-uri");
  }
}
