package dev.gotrust.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.checksumdb.Answer;
import dev.gotrust.checksumdb.ConsistencyProof;
import dev.gotrust.checksumdb.Fork;
import dev.gotrust.checksumdb.ProvenRecord;
import dev.gotrust.checksumdb.TreeHead;
import dev.gotrust.report.ProofReport.Claim;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The document that {@code modules prove --output json} prints. */
public final class ProofJson {
  /** Names this layout of the document; a change that breaks readers changes it. */
  public static final String SCHEMA = "gotrust.dev/modules-proof/v1";

  private final JsonGenerator out;
  private final JsonFields fields;

  private ProofJson(JsonGenerator out) {
    this.out = out;
    this.fields = new JsonFields(out);
  }

  /**
   * Writes one document, in ASCII, with a line end.
   *
   * @param out takes the document; stays open and is not flushed
   * @param report what was proven
   * @param layout on how many lines
   * @throws IOException if {@code out} can't be written to
   */
  public static void write(OutputStream out, ProofReport report, JsonLayout layout)
      throws IOException {
    JsonGenerator document = JsonDocument.begin(out, layout);
    new ProofJson(document).report(report);
    JsonDocument.end(document);
  }

  private void report(ProofReport report) throws IOException {
    out.writeStartObject();
    out.writeStringField("schema", SCHEMA);
    out.writeStringField("state", report.state().name());
    fields.text("key", report.answers().key().toString());
    fields.text("location", report.answers().location());
    TreeHead head = report.answers().head();
    if (head == null) {
      out.writeNullField("head");
    } else {
      head("head", head);
    }
    fork(report.answers().fork());
    out.writeArrayFieldStart("modules");
    for (Claim claim : report.claims()) {
      claim(report, claim);
    }
    out.writeEndArray();
    fields.tool(report.toolVersion());
    out.writeEndObject();
  }

  private void head(String name, TreeHead head) throws IOException {
    out.writeObjectFieldStart(name);
    out.writeNumberField("size", head.size());
    out.writeStringField("root", base64(head.root()));
    fields.text("note", head.note().toString());
    out.writeEndObject();
  }

  private void fork(@Nullable Fork fork) throws IOException {
    if (fork == null) {
      out.writeNullField("fork");
      return;
    }
    out.writeObjectFieldStart("fork");
    fields.text("reason", fork.reason());
    head("before", fork.before());
    head("after", fork.after());
    ConsistencyProof proof = fork.proof();
    path("path", proof == null ? List.of() : proof.path());
    fields.nullable("rootBefore", fork.computed() == null ? null : base64(fork.computed()));
    out.writeEndObject();
  }

  private void claim(ProofReport report, Claim claim) throws IOException {
    out.writeStartObject();
    fields.text("path", claim.module().path());
    fields.text("version", claim.module().version());
    fields.nullable("declared", claim.h1());
    fields.nullable("declaredBy", claim.by());
    out.writeStringField("state", report.state(claim).name());
    fields.text("reason", report.reason(claim));
    if (report.answers().answer(claim.module()) instanceof Answer.Proven proven) {
      record(proven.record());
    } else {
      out.writeNullField("record");
    }
    out.writeEndObject();
  }

  private void record(ProvenRecord record) throws IOException {
    out.writeObjectFieldStart("record");
    out.writeNumberField("id", record.id());
    fields.text("text", record.text());
    fields.text("h1", record.zipH1());
    fields.nullable("goModH1", record.goModH1());
    out.writeStringField("leaf", base64(record.leaf()));
    out.writeArrayFieldStart("steps");
    for (ProofStep step : ProofStep.of(record)) {
      out.writeStartObject();
      out.writeStringField("side", step.isLeft() ? "left" : "right");
      out.writeStringField("sibling", base64(step.sibling()));
      out.writeStringField("node", base64(step.node()));
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private void path(String name, List<Bytes> hashes) throws IOException {
    out.writeArrayFieldStart(name);
    for (Bytes hash : hashes) {
      out.writeString(base64(hash));
    }
    out.writeEndArray();
  }

  private static String base64(Bytes hash) {
    return Base64.getEncoder().encodeToString(hash.toArray());
  }
}
