package dev.gotrust.attestation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.attestation.Comparison.Result;
import dev.gotrust.fixtures.SigstoreSamples;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.signature.BundleReader;
import dev.gotrust.signature.SignedStatements;
import dev.gotrust.sigstore.SigningCertificate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a real certificate of a workflow on GitHub says of the build, against the statement. */
final class BuilderClaimsTest {
  private static final String SAMPLE = "npm-sigstore-2.0.0-provenance.json";
  private static final String SOURCE = "github.com/sigstore/sigstore-js";
  private static final String RUNNER = "https://github.com/actions/runner/github-hosted";

  private static SigningCertificate certificate() throws RefusedException {
    return SigningCertificate.parse(
        BundleReader.read(SAMPLE, SigstoreSamples.bytes(SAMPLE)).get(0).certificates().get(0));
  }

  private static Provenance provenance(String builder, String repository, String commit)
      throws RefusedException {
    return Provenance.read(
        Statement.read(
            SignedStatements.of(
                "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"digest\":"
                    + "{\"sha1\":\"ab\"}}],\"predicateType\":\"https://slsa.dev/provenance/v1\","
                    + "\"predicate\":{\"buildDefinition\":{\"buildType\":\"t\","
                    + "\"externalParameters\":{\"workflow\":{\"repository\":\"https://"
                    + repository
                    + "\"}},\"resolvedDependencies\":[{\"uri\":\"https://"
                    + repository
                    + "\",\"digest\":{\"gitCommit\":\""
                    + commit
                    + "\"}}]},\"runDetails\":{\"builder\":{\"id\":\""
                    + builder
                    + "\"}}}}")));
  }

  private static List<String> different(String source, Provenance provenance) throws Exception {
    ProvenanceExpectations expected = new ProvenanceExpectations("", source, "", "", "", Map.of());
    List<String> different = new ArrayList<>();
    for (Comparison comparison : expected.compare(provenance, certificate())) {
      if (comparison.result() == Result.DIFFERS) {
        different.add(comparison.what());
      }
    }
    return different;
  }

  private static String commit() throws RefusedException {
    return String.valueOf(certificate().claim(SigningCertificate.Claim.SOURCE_REPOSITORY_DIGEST));
  }

  @Test
  void theBuildersNameIsTheWorkflowsItsRunnersOrARuns() throws Exception {
    for (String builder :
        List.of(RUNNER, certificate().identity(), "https://" + SOURCE + "/actions/runs/1")) {
      assertEquals(List.of(), different(SOURCE, provenance(builder, SOURCE, commit())), builder);
    }
  }

  @Test
  void aWorkflowCanNotBeAnotherBuilder() throws Exception {
    String generator =
        "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/"
            + "generator_generic_slsa3.yml@refs/tags/v2.1.0";
    for (String builder : List.of(generator, "https://gitlab.com/gitlab-org/gitlab-runner")) {
      assertEquals(
          List.of("builder of the certificate"),
          different(SOURCE, provenance(builder, SOURCE, commit())));
    }
    assertEquals(
        List.of("runner of the certificate"),
        different(
            "", provenance(RUNNER.replace("github-hosted", "self-hosted"), SOURCE, commit())));
    assertEquals(
        List.of("builder of the certificate"),
        different("", provenance(generator, SOURCE, commit())));
  }

  @Test
  void aBuilderThatTheSignerNamesItselfIsThatSignersWord() throws Exception {
    assertEquals(
        List.of(), different("", provenance("https://example.com/builder", SOURCE, commit())));
  }

  @Test
  void repositoryAndCommitAreTheCertificates() throws Exception {
    assertEquals(
        List.of("source commit of the certificate"),
        different(SOURCE, provenance(RUNNER, SOURCE, "0".repeat(40))));
    assertEquals(
        List.of("source repository", "source repository of the certificate"),
        different(SOURCE, provenance(RUNNER, "github.com/o/r", commit())));
  }

  @Test
  void certificatesOfTheSourceAloneAreAccepted() throws Exception {
    new BuilderIdentity("", SOURCE).check(certificate());
    new BuilderIdentity(RUNNER, SOURCE).check(certificate());
    new BuilderIdentity(certificate().identity(), SOURCE).check(certificate());
    for (BuilderIdentity other :
        List.of(
            new BuilderIdentity("", "github.com/sigstore/sigstore"),
            new BuilderIdentity("", ""),
            new BuilderIdentity(RUNNER, ""),
            new BuilderIdentity(RUNNER.replace("github-hosted", "self-hosted"), SOURCE),
            new BuilderIdentity("https://github.com/o/r/.github/workflows/b.yml", SOURCE))) {
      assertThrows(RefusedException.class, () -> other.check(certificate()), other.toString());
    }
  }

  @Test
  void generatorsAreTrustedAtReleasesAlone() {
    String generator =
        "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/"
            + "generator_generic_slsa3.yml";
    assertTrue(Builders.isReleaseIfGenerator(generator + "@refs/tags/v2.1.0"));
    assertEquals(false, Builders.isReleaseIfGenerator(generator + "@refs/heads/main"));
    assertEquals(false, Builders.isReleaseIfGenerator(generator));
    assertTrue(Builders.isReleaseIfGenerator("https://github.com/o/r/.github/workflows/b.yml@x"));
  }

  @Test
  void filesOfCloudBuildHoldEnvelopes() throws Exception {
    String envelope =
        "{\"envelope\":{\"payload\":\"e30=\",\"payloadType\":\"application/vnd.in-toto+json\","
            + "\"signatures\":[{\"keyid\":\"k\",\"sig\":\"MEUCIQ==\"}]}}";
    String head = "{\"image_summary\":{\"digest\":\"x\"},\"provenance_summary\":{\"provenance\":[";
    assertEquals(2, size(head + envelope + ',' + envelope + "]}}"));
    for (String broken : List.of(head + "]}}", head + "{}]}}", head + "1]}}")) {
      assertThrows(RefusedException.class, () -> size(broken), broken);
    }
  }

  private static int size(String json) throws RefusedException {
    return BundleReader.read("f", json.getBytes(StandardCharsets.UTF_8)).size();
  }
}
