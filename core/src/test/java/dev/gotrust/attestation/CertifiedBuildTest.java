package dev.gotrust.attestation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gotrust.attestation.Comparison.Result;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.signature.BundleReader;
import dev.gotrust.signature.VirtualBundle;
import dev.gotrust.signature.VirtualSigstore;
import dev.gotrust.sigstore.SigningCertificate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates of the builders of slsa-github-generator, of others, and of older times. */
final class CertifiedBuildTest {
  private static final String GENERATOR =
      "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/";
  private static final String GENERIC = GENERATOR + "generator_generic_slsa3.yml@refs/tags/v2.1.0";
  private static final String DELEGATOR =
      GENERATOR + "delegator_generic_slsa3.yml@refs/tags/v2.1.0";
  private static final String MAVEN = GENERATOR + "builder_maven_slsa3.yml@refs/tags/v2.1.0";
  private static final String OTHERS =
      "https://github.com/someone/builder/.github/workflows/b.yml@refs/tags/v1.0.0";
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final String OTHER = "76543210fedcba9876543210fedcba9876543210";
  private static final String SOURCE = "github.com/acme/tool";
  private static final String REF = "refs/tags/v1.2.3";

  private static VirtualSigstore instance;

  @BeforeAll
  static void start() throws Exception {
    instance = new VirtualSigstore();
  }

  private static SigningCertificate certificate(VirtualBundle bundle) throws RefusedException {
    byte[] json = bundle.mint().toString().getBytes(StandardCharsets.UTF_8);
    return SigningCertificate.parse(BundleReader.read("b", json).get(0).certificates().get(0));
  }

  private static VirtualBundle of(String workflow) {
    return instance
        .ofFile(new byte[0])
        .identity(workflow)
        .claim("9", workflow)
        .claim("11", "github-hosted")
        .claim("13", COMMIT)
        .claim("14", REF)
        .claim("20", "push");
  }

  private static Provenance provenance(String builder, String commit, String ref, String branch) {
    return new Provenance(
        builder,
        "t",
        "git+https://" + SOURCE,
        "",
        commit,
        ref,
        branch,
        "",
        "push",
        Map.of(),
        List.of(),
        "");
  }

  private static Provenance provenance(String builder) {
    return provenance(builder, COMMIT, REF, "");
  }

  private static List<String> different(
      ProvenanceExpectations expected, Provenance provenance, VirtualBundle bundle)
      throws RefusedException {
    List<String> different = new ArrayList<>();
    for (Comparison comparison : expected.compare(provenance, certificate(bundle))) {
      if (comparison.result() == Result.DIFFERS) {
        different.add(comparison.what());
      }
    }
    return different;
  }

  private static ProvenanceExpectations expect(String builder, String branch) {
    return new ProvenanceExpectations(builder, SOURCE, "", "", branch, Map.of());
  }

  @Test
  void aGeneratorIsTheBuilderThatItNames() throws Exception {
    assertEquals(List.of(), different(expect("", ""), provenance(GENERIC), of(GENERIC)));
    assertEquals(
        List.of("builder of the certificate"),
        different(expect("", ""), provenance(MAVEN), of(GENERIC)));
    assertEquals(List.of("builder"), different(expect(MAVEN, ""), provenance(MAVEN), of(GENERIC)));
  }

  @Test
  void delegatorsCallWhomTheUserTrusts() throws Exception {
    String called = "builder that a delegator called";
    String bare = OTHERS.substring(0, OTHERS.indexOf('@'));
    String head = bare + "@refs/heads/main";
    assertEquals(List.of(), different(expect("", ""), provenance(MAVEN), of(DELEGATOR)));
    assertEquals(List.of(called), different(expect("", ""), provenance(OTHERS), of(DELEGATOR)));
    assertEquals(
        List.of(called),
        different(
            expect("", ""),
            provenance(MAVEN.replace("refs/tags/v2.1.0", "refs/heads/main")),
            of(DELEGATOR)));
    assertEquals(List.of(), different(expect(bare, ""), provenance(OTHERS), of(DELEGATOR)));
    assertEquals(List.of("builder"), different(expect(bare, ""), provenance(head), of(DELEGATOR)));
    assertEquals(List.of(), different(expect(head, ""), provenance(head), of(DELEGATOR)));
    assertEquals(List.of("builder"), different(expect(bare, ""), provenance(MAVEN), of(DELEGATOR)));
  }

  @Test
  void nobodyElseMayNameAnotherBuilder() throws Exception {
    String own = "https://github.com/acme/tool/.github/workflows/release.yml@" + REF;
    for (String named : List.of(GENERIC, OTHERS, MAVEN, "https://example.com/b")) {
      assertEquals(
          List.of("builder of the certificate"),
          different(expect("", ""), provenance(named), of(own)),
          named);
      assertEquals(List.of("builder"), different(expect(named, ""), provenance(named), of(own)));
    }
  }

  @Test
  void certificatesOfOlderTimesNameTheBuilderByTheirIdentity() throws Exception {
    VirtualBundle old =
        of(GENERIC).claim("9", null).claim("12", null).claim("13", null).claim("14", null);
    assertEquals(List.of(), different(expect(GENERIC, ""), provenance(GENERIC), old));
    assertEquals(List.of("builder"), different(expect(OTHERS, ""), provenance(OTHERS), old));
    assertEquals(
        List.of("source commit of the certificate"),
        different(expect("", ""), provenance(GENERIC, OTHER, REF, ""), old));
  }

  @ParameterizedTest
  @CsvSource({
    "12, https://github.com/acme/other, source repository of the certificate",
    "13, 76543210fedcba9876543210fedcba9876543210, source commit of the certificate",
    "14, refs/heads/main, source ref of the certificate",
    "20, workflow_dispatch, build trigger of the certificate"
  })
  void theBuildCouldNotChooseWhatTheCertificateSays(String arc, String value, String what)
      throws Exception {
    assertEquals(
        List.of(what),
        different(expect("", ""), provenance(GENERIC), of(GENERIC).claim(arc, value)));
  }

  @Test
  void delegatorsMayBuildAnotherCommit() throws Exception {
    Provenance another = provenance(MAVEN, OTHER, "", "");
    assertEquals(List.of(), different(expect("", ""), another, of(DELEGATOR)));
    assertEquals(
        List.of("source commit of the certificate"),
        different(expect("", ""), provenance(MAVEN, OTHER, REF, ""), of(DELEGATOR)));
    assertEquals(
        List.of("source commit of the certificate"),
        different(expect("", ""), provenance(GENERIC, OTHER, "", ""), of(GENERIC)));
  }

  @Test
  void theBranchOfATagIsTheGeneratorsWordAlone() throws Exception {
    assertEquals(
        List.of(),
        different(
            expect("", "main"), provenance(GENERIC, COMMIT, REF, "refs/heads/main"), of(GENERIC)));
    String own = "https://github.com/acme/tool/.github/workflows/release.yml@" + REF;
    assertEquals(
        List.of("source branch"),
        different(expect("", "main"), provenance(own, COMMIT, REF, "refs/heads/main"), of(own)));
  }

  @Test
  void inputsCountWhereTheCertificateNamesTheTrigger() throws Exception {
    Provenance silent =
        new Provenance(GENERIC, "t", "", "", "", "", "", "", "", Map.of("a", "b"), List.of(), "");
    ProvenanceExpectations inputs =
        new ProvenanceExpectations("", "", "", "", "", Map.of("a", "b"));
    assertEquals(List.of("build trigger, for its inputs"), different(inputs, silent, of(GENERIC)));
    assertEquals(
        List.of(), different(inputs, silent, of(GENERIC).claim("20", "workflow_dispatch")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "builder_go_slsa3.yml@refs/tags/v1.10.0",
        "builder_container-based_slsa3.yml@refs/tags/v2.0.0",
        "generator_generic_slsa3.yml@refs/tags/v2.1.0",
        "delegator_lowperms-generic_slsa3.yml@refs/tags/v2.1.0"
      })
  void releasesOfTheDefaultBuildersAreTrusted(String workflow) throws Exception {
    SigningCertificate release = certificate(of(GENERATOR + workflow));
    assertDoesNotThrow(() -> new BuilderIdentity("", SOURCE).check(release));
    int at = workflow.indexOf('@');
    String bare = GENERATOR + workflow.substring(0, at);
    assertDoesNotThrow(() -> new BuilderIdentity(bare, SOURCE).check(release));
    SigningCertificate head = certificate(of(bare + "@refs/heads/main"));
    for (String named : List.of("", bare)) {
      assertThrows(
          RefusedException.class, () -> new BuilderIdentity(named, SOURCE).check(head), named);
    }
    assertDoesNotThrow(() -> new BuilderIdentity(bare + "@refs/heads/main", SOURCE).check(head));
  }

  @Test
  void whoBuildsForAnybodyNeedsASource() throws Exception {
    SigningCertificate release = certificate(of(GENERIC));
    assertThrows(RefusedException.class, () -> new BuilderIdentity(GENERIC, "").check(release));
    assertThrows(
        RefusedException.class,
        () -> new BuilderIdentity("", "github.com/acme/other").check(release));
    SigningCertificate elsewhere =
        certificate(
            of(GENERIC).claim("8", "https://example.com").claim("1", "https://example.com"));
    assertThrows(RefusedException.class, () -> new BuilderIdentity("", SOURCE).check(elsewhere));
  }
}
