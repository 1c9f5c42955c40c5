package dev.gotrust.sbom;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.jsonout.JsonOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a bill of materials as SPDX 2.3. For one use. */
final class Spdx {
  private static final String DOCUMENT = "SPDXRef-DOCUMENT";
  private static final String NOASSERTION = "NOASSERTION";
  private static final String NAMESPACE = "https://gotrust.dev/spdx/";

  private final JsonGenerator out;
  private final Bom bom;
  private final String tool;
  private final String created;
  private final String root;
  private final List<String> modules;
  private final List<String> libraries;
  private final List<String> toolchains;

  Spdx(JsonGenerator out, Bom bom, String tool) {
    this.out = out;
    this.bom = bom;
    this.tool = "Tool: gotrust-" + tool;
    this.created = (bom.time() == null ? Instant.EPOCH : bom.time()).toString();
    Names names = new Names();
    names.unique(DOCUMENT);
    this.root = names.unique(id(bom.root()));
    this.modules = names.unique(bom.modules(), Spdx::id);
    this.libraries = names.unique(bom.libraries(), Spdx::id);
    this.toolchains = names.unique(bom.toolchains(), Spdx::id);
  }

  /** An identifier has letters, digits, dots and hyphens. */
  private static String id(Part part) {
    String text = part.text().isEmpty() ? "unnamed" : part.text();
    return "SPDXRef-" + text.replaceAll("[^A-Za-z0-9.-]", "-");
  }

  void write(String uuid) throws IOException {
    out.writeStartObject();
    text("spdxVersion", "SPDX-2.3");
    text("dataLicense", "CC0-1.0");
    text("SPDXID", DOCUMENT);
    text("name", bom.root().text());
    text("documentNamespace", NAMESPACE + uuid);
    creation();
    comment();
    out.writeArrayFieldStart("packages");
    part(bom.root(), root, "APPLICATION", bom.sha256());
    parts(bom.modules(), modules, "LIBRARY");
    parts(bom.libraries(), libraries, "LIBRARY");
    parts(bom.toolchains(), toolchains, "APPLICATION");
    out.writeEndArray();
    relationships();
    out.writeEndObject();
  }

  private void creation() throws IOException {
    out.writeObjectFieldStart("creationInfo");
    text("created", created);
    texts("creators", List.of(tool));
    if (bom.time() == null) {
      text("comment", "The file names no time, and none was given: the time is a placeholder.");
    }
    out.writeEndObject();
  }

  private void comment() throws IOException {
    List<String> sentences = new ArrayList<>();
    bom.gaps().forEach(gap -> sentences.add("Incomplete: " + gap + '.'));
    bom.remarks().forEach(remark -> sentences.add("Remark: " + remark + '.'));
    if (!bom.graph().isComplete()) {
      sentences.add(
          "The dependency graph is incomplete: packages that depend on NOASSERTION have a go.mod"
              + " that was not given.");
    }
    if (!sentences.isEmpty()) {
      text("comment", String.join("\n", sentences));
    }
  }

  private void parts(List<Part> parts, List<String> ids, String purpose) throws IOException {
    for (int i = 0; i < parts.size(); i++) {
      part(parts.get(i), ids.get(i), purpose, null);
    }
  }

  private void part(Part part, String id, String purpose, @Nullable Bytes sha256)
      throws IOException {
    out.writeStartObject();
    text("SPDXID", id);
    text("name", part.name());
    if (!part.version().isEmpty()) {
      text("versionInfo", part.version());
    }
    text("downloadLocation", NOASSERTION);
    out.writeBooleanField("filesAnalyzed", false);
    text("licenseConcluded", NOASSERTION);
    text("licenseDeclared", NOASSERTION);
    text("copyrightText", NOASSERTION);
    text("primaryPackagePurpose", purpose);
    if (sha256 != null) {
      checksum(sha256);
    }
    if (part.replaced() != null) {
      text("sourceInfo", "a replace directive put this in the place of " + part.replaced().text());
    }
    references(part);
    annotations(part.properties());
    out.writeEndObject();
  }

  private void checksum(Bytes sha256) throws IOException {
    out.writeArrayFieldStart("checksums");
    out.writeStartObject();
    text("algorithm", "SHA256");
    text("checksumValue", sha256.hex());
    out.writeEndObject();
    out.writeEndArray();
  }

  private void references(Part part) throws IOException {
    String replaced = part.replaced() == null ? null : part.replaced().purl();
    if (part.purl() == null && replaced == null && !isPlain(part.h1())) {
      return;
    }
    out.writeArrayFieldStart("externalRefs");
    reference("PACKAGE-MANAGER", "purl", part.purl(), null);
    if (isPlain(part.h1())) {
      reference(
          "OTHER",
          "h1",
          part.h1(),
          "Go's hash of the files of the module's zip, as in go.sum; no digest of a file");
    }
    reference("OTHER", "replaces", replaced, "What go.mod requires, and this stands for");
    out.writeEndArray();
  }

  /** A locator has no spaces. */
  private static boolean isPlain(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  private void reference(
      String category, String type, @Nullable String locator, @Nullable String comment)
      throws IOException {
    if (locator == null) {
      return;
    }
    out.writeStartObject();
    text("referenceCategory", category);
    text("referenceType", type);
    text("referenceLocator", locator);
    if (comment != null) {
      text("comment", comment);
    }
    out.writeEndObject();
  }

  private void annotations(List<Property> properties) throws IOException {
    if (properties.isEmpty()) {
      return;
    }
    out.writeArrayFieldStart("annotations");
    for (Property property : properties) {
      out.writeStartObject();
      text("annotationDate", created);
      text("annotationType", "OTHER");
      text("annotator", tool);
      text("comment", property.name() + ": " + property.value());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void relationships() throws IOException {
    out.writeArrayFieldStart("relationships");
    relationship(DOCUMENT, "DESCRIBES", root);
    Graph graph = bom.graph();
    for (int place : graph.root()) {
      relationship(root, "DEPENDS_ON", modules.get(place));
    }
    for (String library : libraries) {
      relationship(root, "DEPENDS_ON", library);
    }
    if (!graph.isRootKnown()) {
      relationship(root, "DEPENDS_ON", NOASSERTION);
    }
    for (int i = 0; i < modules.size(); i++) {
      needs(modules.get(i), graph.needs().get(i));
    }
    for (String toolchain : toolchains) {
      relationship(toolchain, "BUILD_TOOL_OF", root);
    }
    out.writeEndArray();
  }

  private void needs(String id, @Nullable List<Integer> needs) throws IOException {
    if (needs == null) {
      relationship(id, "DEPENDS_ON", NOASSERTION);
      return;
    }
    for (int place : needs) {
      relationship(id, "DEPENDS_ON", modules.get(place));
    }
  }

  private void relationship(String from, String type, String to) throws IOException {
    out.writeStartObject();
    text("spdxElementId", from);
    text("relationshipType", type);
    text("relatedSpdxElement", to);
    out.writeEndObject();
  }

  private void texts(String name, List<String> values) throws IOException {
    JsonOutput.texts(out, name, values);
  }

  private void text(String name, String value) throws IOException {
    JsonOutput.text(out, name, value);
  }
}
