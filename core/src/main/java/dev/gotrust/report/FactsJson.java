package dev.gotrust.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.codesign.PlatformSignature;
import dev.gotrust.facts.BuildId;
import dev.gotrust.facts.BuildInfoCopies;
import dev.gotrust.facts.ContentId;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.HostIdCheck;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.Reading;
import dev.gotrust.facts.Refusal;
import dev.gotrust.facts.VersionTraces;
import dev.gotrust.image.HostId;
import dev.gotrust.image.Linkage;
import dev.gotrust.image.Span;
import dev.gotrust.jsonout.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The document that {@code inspect --output json} prints; see {@code specs/report.md}. */
public final class FactsJson {
  private final JsonGenerator out;

  private FactsJson(JsonGenerator out) {
    this.out = out;
  }

  /**
   * {@return the document, in ASCII, indented, with a line end}
   *
   * @param reading the facts, or why there are none
   */
  public static String render(Reading reading) {
    return render(reading, JsonLayout.INDENTED);
  }

  /**
   * {@return the document, in ASCII, with a line end}
   *
   * @param reading the facts, or why there are none
   * @param layout on how many lines
   */
  public static String render(Reading reading, JsonLayout layout) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(out, reading, layout);
    } catch (IOException impossible) {
      throw new IllegalStateException("memory can be written to", impossible);
    }
    return out.toString(StandardCharsets.US_ASCII);
  }

  /**
   * Writes one document, in ASCII, with a line end.
   *
   * @param out takes the document; stays open and is not flushed
   * @param reading the facts, or why there are none
   * @param layout on how many lines
   * @throws IOException if {@code out} can't be written to
   */
  public static void write(OutputStream out, Reading reading, JsonLayout layout)
      throws IOException {
    JsonGenerator document = JsonDocument.begin(out, layout);
    FactsJson json = new FactsJson(document);
    if (reading instanceof Inspection inspection) {
      json.inspection(inspection);
    } else if (reading instanceof Refusal refusal) {
      json.refusal(refusal);
    }
    JsonDocument.end(document);
  }

  private void refusal(Refusal refusal) throws IOException {
    out.writeStartObject();
    text("file", refusal.name());
    optional("target", refusal.target());
    if (refusal.sha256() != null) {
      out.writeStringField("sha256", refusal.sha256().hex());
    }
    if (refusal.size() != null) {
      out.writeNumberField("size", refusal.size());
    }
    out.writeObjectFieldStart("error");
    text("kind", refusal.kind().id());
    text("message", refusal.message());
    if (refusal.offset() >= 0) {
      out.writeNumberField("offset", refusal.offset());
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  private void inspection(Inspection inspection) throws IOException {
    GoBinary first = inspection.first();
    out.writeStartObject();
    text("file", inspection.name());
    optional("target", inspection.target());
    out.writeStringField("sha256", inspection.sha256().hex());
    out.writeNumberField("size", inspection.size());
    text("format", inspection.format().id());
    binary(first);
    if (!inspection.oddities().isEmpty()) {
      texts("oddities", inspection.oddities());
    }
    if (!inspection.platformSignatures().isEmpty()) {
      signatures("platformSignatures", inspection.platformSignatures());
    }
    if (inspection.format() != first.format()) {
      out.writeArrayFieldStart("slices");
      for (GoBinary slice : inspection.binaries()) {
        slice(slice);
      }
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  private void signatures(String name, List<PlatformSignature> all) throws IOException {
    out.writeArrayFieldStart(name);
    for (PlatformSignature signature : all) {
      signature(signature);
    }
    out.writeEndArray();
  }

  private void signature(PlatformSignature signature) throws IOException {
    out.writeStartObject();
    text("kind", signature.kind().id());
    text("state", signature.matches() ? "match" : "mismatch");
    nullable("problem", signature.problem());
    text("algorithm", signature.algorithm());
    text("recorded", signature.recorded());
    nullable("computed", signature.computed());
    nullable("identifier", signature.identifier());
    nullable("team", signature.team());
    texts("flags", signature.flags());
    nullable("signer", signature.signer());
    nullable("signedAt", signature.signedAt() == null ? null : signature.signedAt().toString());
    texts("remarks", signature.remarks());
    if (!signature.further().isEmpty()) {
      signatures("further", signature.further());
    }
    out.writeEndObject();
  }

  private void slice(GoBinary slice) throws IOException {
    out.writeStartObject();
    out.writeNumberField("offset", slice.span().offset());
    out.writeNumberField("size", slice.span().length());
    text("format", slice.format().id());
    binary(slice);
    out.writeEndObject();
  }

  private void binary(GoBinary binary) throws IOException {
    text("os", binary.os());
    text("arch", binary.arch());
    BuildId buildId = binary.buildId();
    nullable("buildId", buildId == null ? null : buildId.text());
    nullable("gnuBuildId", hostId(binary.hostId(), HostId.Kind.GNU_BUILD_ID));
    nullable("uuid", uuid(hostId(binary.hostId(), HostId.Kind.LC_UUID)));
    hostIdCheck(binary.hostIdCheck());
    contentId(binary.contentId());
    out.writeFieldName("buildInfo");
    if (binary.buildInfo() == null) {
      out.writeNull();
    } else {
      BuildInfoJson.write(out, binary.buildInfo());
      if (!binary.buildInfo().unknownLines().isEmpty()) {
        texts("unknownLines", binary.buildInfo().unknownLines());
      }
    }
    copies(binary.copies());
    versions(binary.versions());
    linkage(binary.linkage());
    out.writeFieldName("packages");
    if (binary.code() == null) {
      out.writeNull();
    } else {
      PackagesJson.write(out, binary.code(), binary.buildInfo(), binary.settingTraces());
    }
    if (!binary.notes().isEmpty()) {
      texts("notes", binary.notes());
    }
  }

  private static @Nullable String hostId(@Nullable HostId id, HostId.Kind kind) {
    return id == null || id.kind() != kind ? null : id.value().hex();
  }

  /** Upper case in groups, as Apple's tools print it. */
  private static @Nullable String uuid(@Nullable String hex) {
    if (hex == null || hex.length() != 32) {
      return hex;
    }
    String upper = hex.toUpperCase(Locale.ROOT);
    return upper.substring(0, 8)
        + "-"
        + upper.substring(8, 12)
        + "-"
        + upper.substring(12, 16)
        + "-"
        + upper.substring(16, 20)
        + "-"
        + upper.substring(20);
  }

  private void hostIdCheck(HostIdCheck check) throws IOException {
    out.writeObjectFieldStart("hostBuildId");
    text("state", check.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    text("reason", check.reason());
    out.writeEndObject();
  }

  private void contentId(ContentId id) throws IOException {
    out.writeObjectFieldStart("contentId");
    nullable("recorded", id.recorded());
    nullable("computed", id.computed());
    text("state", id.state().id());
    text("reason", id.reason());
    out.writeEndObject();
  }

  private void copies(BuildInfoCopies copies) throws IOException {
    out.writeObjectFieldStart("buildInfoCopies");
    text("outcome", copies.outcome().name().toLowerCase(Locale.ROOT));
    if (copies.first() != null) {
      out.writeFieldName("first");
      span(copies.first());
    }
    out.writeArrayFieldStart("others");
    for (Span span : copies.others()) {
      span(span);
    }
    out.writeEndArray();
    if (copies.difference() != null) {
      out.writeObjectFieldStart("difference");
      text("shown", copies.difference().shown());
      text("read", copies.difference().read());
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private void span(Span span) throws IOException {
    out.writeStartObject();
    out.writeNumberField("offset", span.offset());
    out.writeNumberField("length", span.length());
    out.writeEndObject();
  }

  private void versions(VersionTraces traces) throws IOException {
    out.writeObjectFieldStart("versionTraces");
    texts("buildVersions", traces.buildVersions());
    nullable("pclntab", traces.pclntab() == null ? null : traces.pclntab().id());
    nullable(
        "buildInfoLayout",
        traces.buildInfo() == null ? null : traces.buildInfo().name().toLowerCase(Locale.ROOT));
    out.writeEndObject();
  }

  private void linkage(Linkage linkage) throws IOException {
    out.writeObjectFieldStart("linkage");
    text("type", linkage.type());
    nullable("interpreter", linkage.interpreter());
    texts("libraries", linkage.libraries());
    out.writeBooleanField("static", linkage.isStatic());
    out.writeBooleanField("pie", linkage.pie());
    out.writeBooleanField("symbols", linkage.symbols());
    out.writeBooleanField("debug", linkage.debug());
    nullable("signed", linkage.signed());
    out.writeEndObject();
  }

  private void texts(String name, List<String> values) throws IOException {
    out.writeArrayFieldStart(name);
    for (String value : values) {
      out.writeString(JsonOutput.valid(value));
    }
    out.writeEndArray();
  }

  private void text(String name, String value) throws IOException {
    out.writeStringField(name, JsonOutput.valid(value));
  }

  private void optional(String name, @Nullable String value) throws IOException {
    if (value != null) {
      text(name, value);
    }
  }

  private void nullable(String name, @Nullable String value) throws IOException {
    if (value == null) {
      out.writeNullField(name);
    } else {
      text(name, value);
    }
  }
}
