package dev.gotrust.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.attestation.PredicateTypes;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.Link.Change;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.Verdict;
import dev.gotrust.jsonout.JsonOutput;
import dev.gotrust.material.Material;
import dev.gotrust.material.SbomFile;
import dev.gotrust.material.SignatureFile;
import dev.gotrust.policy.PolicyOutcome;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes what was verified as statements that others can rely on: SLSA's verification summary (VSA)
 * and in-toto's simple verification result (SVR), unsigned. Both say that something passed only
 * where the verdict is PASS. See {@code specs/signing.md}.
 */
public final class SummaryJson {
  /** The type of a statement whose predicate is the whole report, {@link TrustJson}'s document. */
  public static final String REPORT = "https://gotrust.dev/trust-report/v1";

  private static final String POLICY = "https://gotrust.dev/policy/";
  private static final String MATERIALS = "https://gotrust.dev/materials";
  private static final String VERDICT = "https://gotrust.dev/verdict";
  private static final String SLSA = "1.1";
  private static final String NOTHING = "SLSA_BUILD_LEVEL_0";

  /** Provenance exists, is of these bytes and by an accepted signer; how it was built is not. */
  private static final String PROVENANCE = "SLSA_BUILD_LEVEL_1";

  private static final Set<String> ATTESTATIONS = Set.of(SignatureFile.KIND, SbomFile.KIND);

  private final JsonGenerator out;
  private final JsonFields fields;
  private final TrustReport report;
  private final SummaryAbout about;

  private SummaryJson(
      JsonGenerator out, JsonFields fields, TrustReport report, SummaryAbout about) {
    this.out = out;
    this.fields = fields;
    this.report = report;
    this.about = about;
  }

  /**
   * {@return a statement with a verification summary, version 1: PASSED where the verdict is PASS,
   * else FAILED; in ASCII, on one line without a line end}
   *
   * @param report what was judged
   * @param about who verified what, and when
   */
  public static String summary(TrustReport report, SummaryAbout about) {
    return StatementJson.render(
        report.facts().name(),
        report.facts().sha256(),
        PredicateTypes.SUMMARY_1,
        (out, fields) -> new SummaryJson(out, fields, report, about).summary());
  }

  /**
   * {@return a statement with a simple verification result, version 0.1; in ASCII, on one line
   * without a line end}
   *
   * @param report what was judged; its verdict must be PASS, as whatever such a result lists has
   *     passed
   * @param about who verified, and when; its resource is not written, as the predicate has no field
   *     for it
   * @throws IllegalArgumentException if the verdict is another
   */
  public static String result(TrustReport report, SummaryAbout about) {
    if (!passed(report)) {
      throw new IllegalArgumentException("a simple verification result is of what passed only");
    }
    return StatementJson.render(
        report.facts().name(),
        report.facts().sha256(),
        PredicateTypes.RESULT_0_1,
        (out, fields) -> new SummaryJson(out, fields, report, about).result());
  }

  /**
   * {@return a statement whose predicate is the whole report, whatever its verdict; in ASCII, on
   * one line without a line end}
   *
   * @param report what was judged
   */
  public static String report(TrustReport report) {
    return StatementJson.render(
        report.facts().name(),
        report.facts().sha256(),
        REPORT,
        TrustJson.render(report, JsonLayout.LINE));
  }

  private static boolean passed(TrustReport report) {
    return report.outcome().verdict() == Verdict.PASS;
  }

  private void summary() throws IOException {
    verifier(false);
    fields.text("timeVerified", time());
    fields.text("resourceUri", about.resourceUri());
    policy();
    inputs();
    out.writeStringField("verificationResult", passed(report) ? "PASSED" : "FAILED");
    strings("verifiedLevels", passed(report) ? levels() : List.of("FAILED"));
    out.writeStringField("slsaVersion", SLSA);
    out.writeStringField(VERDICT, report.outcome().verdict().name());
    materials();
  }

  private void result() throws IOException {
    verifier(true);
    fields.text("timeCreated", time());
    strings("properties", levels());
  }

  private void verifier(boolean withPolicy) throws IOException {
    out.writeObjectFieldStart("verifier");
    fields.text("id", about.verifierId());
    out.writeObjectFieldStart("version");
    fields.text("gotrust", report.toolVersion());
    out.writeEndObject();
    if (withPolicy) {
      policy();
    }
    out.writeEndObject();
  }

  private String time() {
    return about.timeVerified().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** A resource descriptor: the policy by its name, with what this run asked for. */
  private void policy() throws IOException {
    PolicyOutcome outcome = report.outcome();
    out.writeObjectFieldStart("policy");
    fields.text("uri", POLICY + SummaryAbout.escape(outcome.policy()));
    Bytes digest = outcome.sha256();
    if (digest != null) {
      out.writeObjectFieldStart("digest");
      out.writeStringField("sha256", digest.hex());
      out.writeEndObject();
    }
    out.writeObjectFieldStart("annotations");
    out.writeObjectFieldStart("required");
    for (Map.Entry<LinkId, State> required : outcome.required().entrySet()) {
      out.writeStringField(required.getKey().id(), required.getValue().name());
    }
    out.writeEndObject();
    List<String> accepted = new ArrayList<>();
    for (Change change : outcome.accepted()) {
      accepted.add(change.id());
    }
    strings("accepted", accepted);
    out.writeEndObject();
    out.writeEndObject();
  }

  /** All attestations and signatures, found ones too; nothing else counts as an attestation. */
  private void inputs() throws IOException {
    out.writeArrayFieldStart("inputAttestations");
    for (Material material : report.materials()) {
      if (ATTESTATIONS.contains(material.kind())) {
        descriptor(material);
      }
    }
    out.writeEndArray();
  }

  private void descriptor(Material material) throws IOException {
    out.writeStartObject();
    fields.text("name", material.location());
    out.writeObjectFieldStart("digest");
    out.writeStringField("sha256", material.sha256().hex());
    out.writeEndObject();
    out.writeEndObject();
  }

  /** An extension: whatever the verdict rests on. */
  private void materials() throws IOException {
    out.writeArrayFieldStart(MATERIALS);
    for (Material material : report.materials()) {
      fields.material(material);
    }
    out.writeEndArray();
  }

  private void strings(String name, List<String> values) throws IOException {
    out.writeArrayFieldStart(name);
    for (String value : values) {
      out.writeString(JsonOutput.valid(value));
    }
    out.writeEndArray();
  }

  /** The level of SLSA's build track, and every link that outside evidence shows. */
  private List<String> levels() {
    List<String> levels = new ArrayList<>();
    boolean attested = report.chain().state(LinkId.PROVENANCE) == State.ATTESTED;
    levels.add(attested ? PROVENANCE : NOTHING);
    for (Link link : report.chain().links()) {
      boolean outside = link.state().meets(State.ATTESTED) && link.id() != LinkId.FILE;
      if (outside) {
        levels.add(name(link));
      }
    }
    return levels;
  }

  private static String name(Link link) {
    String id = link.id().id().replace('-', '_').toUpperCase(Locale.ROOT);
    return "GOTRUST_" + id + '_' + link.state().name();
  }
}
