package dev.gotrust.sbom;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.jsonout.JsonOutput;
import dev.gotrust.sbom.Part.Replaced;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a bill of materials as CycloneDX 1.6 (ECMA-424). For one use. */
final class CycloneDx {
  private static final String OWN = "gotrust:";

  private final JsonGenerator out;
  private final Bom bom;
  private final String tool;
  private final String root;
  private final List<String> modules;
  private final List<String> libraries;
  private final List<String> toolchains;

  CycloneDx(JsonGenerator out, Bom bom, String tool) {
    this.out = out;
    this.bom = bom;
    this.tool = tool;
    Names names = new Names();
    this.root = names.unique(ref(bom.root()));
    this.modules = names.unique(bom.modules(), CycloneDx::ref);
    this.libraries = names.unique(bom.libraries(), CycloneDx::ref);
    this.toolchains = names.unique(bom.toolchains(), CycloneDx::ref);
  }

  private static String ref(Part part) {
    return part.purl() == null ? "module:" + part.text() : part.purl();
  }

  void write(String uuid) throws IOException {
    out.writeStartObject();
    text("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
    text("bomFormat", "CycloneDX");
    text("specVersion", "1.6");
    text("serialNumber", "urn:uuid:" + uuid);
    out.writeNumberField("version", 1);
    metadata();
    out.writeArrayFieldStart("components");
    components(bom.modules(), modules, "library", null);
    components(bom.libraries(), libraries, "library", null);
    components(bom.toolchains(), toolchains, "application", "excluded");
    out.writeEndArray();
    dependencies();
    compositions();
    out.writeEndObject();
  }

  private void metadata() throws IOException {
    out.writeObjectFieldStart("metadata");
    if (bom.time() != null) {
      text("timestamp", bom.time().toString());
    }
    out.writeArrayFieldStart("lifecycles");
    out.writeStartObject();
    text("phase", "post-build");
    out.writeEndObject();
    out.writeEndArray();
    tools();
    out.writeFieldName("component");
    component(bom.root(), root, "application", null, bom.sha256());
    List<Property> properties = new ArrayList<>();
    bom.gaps().forEach(gap -> properties.add(new Property("incomplete", gap)));
    bom.remarks().forEach(remark -> properties.add(new Property("remark", remark)));
    properties(properties);
    out.writeEndObject();
  }

  private void tools() throws IOException {
    out.writeObjectFieldStart("tools");
    out.writeArrayFieldStart("components");
    out.writeStartObject();
    text("type", "application");
    text("name", "gotrust");
    text("version", tool);
    out.writeEndObject();
    out.writeEndArray();
    out.writeEndObject();
  }

  private void components(List<Part> parts, List<String> refs, String type, @Nullable String scope)
      throws IOException {
    for (int i = 0; i < parts.size(); i++) {
      component(parts.get(i), refs.get(i), type, scope, null);
    }
  }

  private void component(
      Part part, String ref, String type, @Nullable String scope, @Nullable Bytes sha256)
      throws IOException {
    out.writeStartObject();
    text("type", type);
    text("bom-ref", ref);
    text("name", part.name());
    optional("version", part.version());
    if (scope != null) {
      text("scope", scope);
    }
    if (sha256 != null) {
      out.writeArrayFieldStart("hashes");
      out.writeStartObject();
      text("alg", "SHA-256");
      text("content", sha256.hex());
      out.writeEndObject();
      out.writeEndArray();
    }
    if (part.purl() != null) {
      text("purl", part.purl());
    }
    if (part.replaced() != null) {
      pedigree(part.replaced());
    }
    properties(properties(part));
    out.writeEndObject();
  }

  /** What go.mod asks for is what the code that was compiled in its place comes from. */
  private void pedigree(Replaced replaced) throws IOException {
    out.writeObjectFieldStart("pedigree");
    out.writeArrayFieldStart("ancestors");
    out.writeStartObject();
    text("type", "library");
    text("name", replaced.name());
    optional("version", replaced.version());
    if (replaced.purl() != null) {
      text("purl", replaced.purl());
    }
    out.writeEndObject();
    out.writeEndArray();
    text("notes", "a replace directive put this in the place of " + replaced.text());
    out.writeEndObject();
  }

  private static List<Property> properties(Part part) {
    List<Property> properties = new ArrayList<>();
    if (!part.h1().isEmpty()) {
      properties.add(new Property("h1", part.h1()));
    }
    if (part.replaced() != null) {
      properties.add(new Property("replaces", part.replaced().text()));
    }
    properties.addAll(part.properties());
    return properties;
  }

  private void properties(List<Property> properties) throws IOException {
    if (properties.isEmpty()) {
      return;
    }
    out.writeArrayFieldStart("properties");
    for (Property property : properties) {
      out.writeStartObject();
      text("name", OWN + property.name());
      text("value", property.value());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** What is not in this list has dependencies that are not known. */
  private void dependencies() throws IOException {
    out.writeArrayFieldStart("dependencies");
    List<String> ofRoot = named(bom.graph().root());
    ofRoot.addAll(libraries);
    dependency(root, ofRoot);
    for (int i = 0; i < modules.size(); i++) {
      List<Integer> needs = bom.graph().needs().get(i);
      if (needs != null) {
        dependency(modules.get(i), named(needs));
      }
    }
    out.writeEndArray();
  }

  private List<String> named(List<Integer> places) {
    List<String> names = new ArrayList<>(places.size());
    for (int place : places) {
      names.add(modules.get(place));
    }
    return names;
  }

  private void dependency(String ref, List<String> needs) throws IOException {
    out.writeStartObject();
    text("ref", ref);
    texts("dependsOn", needs);
    out.writeEndObject();
  }

  private void compositions() throws IOException {
    List<String> known = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    (bom.graph().isRootKnown() ? known : unknown).add(root);
    for (int i = 0; i < modules.size(); i++) {
      (bom.graph().needs().get(i) == null ? unknown : known).add(modules.get(i));
    }
    unknown.addAll(libraries);
    unknown.addAll(toolchains);
    out.writeArrayFieldStart("compositions");
    composition(bom.isComplete() ? "complete" : "incomplete", "assemblies", List.of(root));
    composition("complete", "dependencies", known);
    composition("unknown", "dependencies", unknown);
    out.writeEndArray();
  }

  private void composition(String aggregate, String kind, List<String> refs) throws IOException {
    if (!refs.isEmpty()) {
      out.writeStartObject();
      text("aggregate", aggregate);
      texts(kind, refs);
      out.writeEndObject();
    }
  }

  private void texts(String name, List<String> values) throws IOException {
    JsonOutput.texts(out, name, values);
  }

  private void optional(String name, String value) throws IOException {
    if (!value.isEmpty()) {
      text(name, value);
    }
  }

  private void text(String name, String value) throws IOException {
    JsonOutput.text(out, name, value);
  }
}
