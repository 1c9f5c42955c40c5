package dev.gotrust.attestation;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.signature.SignedStatements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text as a statement that was signed, with all that it can be asked. */
@Tag("fuzz")
class StatementFuzzTest {
  private static final SignedInput FILE = SignedInput.of("nothing", new byte[0]);
  private static final ProvenanceExpectations EXPECTED =
      new ProvenanceExpectations(
          "https://github.com/o/r/.github/workflows/b.yml@v1",
          "github.com/o/r",
          "v1.2.3",
          "v1",
          "main",
          Map.of("a", "b"));

  static Stream<byte[]> statements() {
    return Stream.of(
            statement(
                "https://slsa.dev/provenance/v0.1",
                "{\"builder\":{\"id\":\"https://cloudbuild.googleapis.com/GoogleHostedWorker@v0.3\"},"
                    + "\"recipe\":{\"type\":\"https://cloudbuild.googleapis.com/CloudBuildYaml@v0.1\","
                    + "\"arguments\":{\"@type\":"
                    + "\"type.googleapis.com/google.devtools.cloudbuild.v1.Build\","
                    + "\"substitutions\":{\"TAG_NAME\":\"v1.2.3\"}}},\"materials\":[{\"uri\":"
                    + "\"https://u:p@github.com/o/r/commit/ab\"}]}"),
            statement(
                "https://slsa.dev/provenance/v0.2",
                "{\"builder\":{\"id\":\"b\"},\"buildType\":\"t\",\"invocation\":{\"configSource\":"
                    + "{\"uri\":\"git@github.com:o/r.git#refs/heads/main:d\"},\"environment\":"
                    + "{\"GITHUB_REF\":\"refs/tags/v1.2.3\",\"GITHUB_EVENT_NAME\":\"release\","
                    + "\"GITHUB_EVENT_PAYLOAD\":{\"release\":{\"target_commitish\":\"main\"}}}}}"),
            statement(
                "https://slsa.dev/provenance/v0.2",
                "{\"builder\":{\"id\":\"b\"},\"buildType\":\"t\",\"invocation\":{\"configSource\":"
                    + "{\"uri\":\"git+https://github.com/o/r@refs/tags/v1.2.3\",\"digest\":"
                    + "{\"sha1\":\"ab\"}},\"environment\":{\"github_event_payload\":"
                    + "{\"inputs\":{\"a\":1}}}},\"materials\":[{\"uri\":\"pkg:golang/x@v1\"}]}"),
            statement(
                "https://slsa.dev/provenance/v1",
                "{\"buildDefinition\":{\"buildType\":\"t\",\"externalParameters\":{\"workflow\":"
                    + "{\"ref\":\"refs/tags/v1.2.3\",\"repository\":\"https://github.com/o/r\"}}},"
                    + "\"runDetails\":{\"builder\":{\"id\":\"b\"}}}"),
            statement(
                "https://slsa.dev/verification_summary/v1",
                "{\"verifier\":{\"id\":\"v\"},\"resourceUri\":\"r\",\"verificationResult\":"
                    + "\"PASSED\",\"verifiedLevels\":[\"SLSA_BUILD_LEVEL_3\"]}"))
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  private static String statement(String type, String predicate) {
    return "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"f\",\"digest\":"
        + "{\"sha512\":\"ab\"}}],\"predicateType\":\""
        + type
        + "\",\"predicate\":"
        + predicate
        + '}';
  }

  @MethodSource("statements")
  @FuzzTest
  void statement(byte[] bytes) throws IOException {
    try {
      Statement statement =
          Statement.read(SignedStatements.of(new String(bytes, StandardCharsets.UTF_8)));
      if (statement.subjects().isEmpty() || statement.shownSubjects().isEmpty()) {
        throw new AssertionError("a statement of nothing");
      }
      statement.subject(FILE);
      if (PredicateTypes.isProvenance(statement.predicateType())) {
        EXPECTED.compare(Provenance.read(statement), null);
      } else {
        VerificationSummary.read(statement)
            .compare(new SummaryExpectations("v", "r", List.of("SLSA_BUILD_LEVEL_3", "x")));
      }
    } catch (RefusedException refused) {
      if (refused.check().isEmpty() || refused.getMessage().isEmpty()) {
        throw new AssertionError("a refusal that says nothing");
      }
    }
  }
}
