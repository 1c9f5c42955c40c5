package dev.gotrust.components;

import dev.gotrust.components.Sbom.Scope;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.keys.RefusedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads CycloneDX, JSON; see the specification's {@code bom-1.6.schema.json}. */
final class CycloneDxReader {
  static final Set<String> VERSIONS = Set.of("1.4", "1.5", "1.6");
  private static final String SHA_256 = "SHA-256";
  private static final String SHA_256_PREFIX = "sha256:";

  /** cyclonedx-gomod says so of the file that it read, with bin. */
  private static final String GOMOD_BINARY = "cdx:gomod:binary:hash:" + SHA_256;

  /** cyclonedx-gomod says so of what it was told to build, with app and bin. */
  private static final String GOMOD_BUILD = "cdx:gomod:build:";

  private static final String GOMOD = "cyclonedx-gomod";
  private static final String TRIVY_CLASS = "aquasecurity:trivy:Class";
  private static final String TRIVY_TYPE = "aquasecurity:trivy:Type";
  private static final String GOTRUST_H1 = "gotrust:h1";
  private static final String SYFT_H1 = "syft:metadata:h1Digest";
  private static final String SYFT_MAIN = "syft:metadata:mainModule";
  private static final String SYFT_LOCATION = "syft:location:0:path";
  private static final Set<String> NAMED_MODULES =
      Set.of("", "library", "application", "framework");
  private static final Set<String> WIDER =
      Set.of("container", "operating-system", "platform", "device", "firmware");
  private static final Set<String> BEFORE_A_BUILD = Set.of("design", "pre-build");

  private final Draft draft = new Draft();
  private int trivyPrograms;

  private CycloneDxReader() {}

  static Sbom read(JsonNode document) throws JsonException, RefusedException {
    CycloneDxReader reader = new CycloneDxReader();
    JsonNode metadata = document.find("metadata");
    if (metadata != null) {
      reader.tools(metadata.find("tools"));
    }
    JsonNode root = metadata == null ? null : metadata.find("component");
    if (root != null) {
      reader.subject(root);
    }
    reader.components(document.list("components"));
    if (metadata != null) {
      reader.metadata(metadata, root);
    }
    return reader.draft.build("CycloneDX " + document.get("specVersion").text());
  }

  /** Up to 1.4 a list of tools, since 1.5 components too. */
  private void tools(@Nullable JsonNode tools) throws JsonException {
    if (tools == null) {
      return;
    }
    for (JsonNode tool : tools.isArray() ? tools.elements() : tools.list("components")) {
      draft.tools.add(Draft.text(tool, "name"));
    }
  }

  private void subject(JsonNode root) throws JsonException, RefusedException {
    Component module = component(root);
    if (module != null) {
      draft.subject = module;
      draft.add(module);
    }
    components(root.list("components"));
  }

  private void metadata(JsonNode metadata, @Nullable JsonNode root) throws JsonException {
    Map<String, String> properties = properties(metadata);
    draft.addProgram("", properties.getOrDefault(GOMOD_BINARY, ""));
    boolean built = hasBuild(properties);
    for (JsonNode lifecycle : metadata.list("lifecycles")) {
      if (BEFORE_A_BUILD.contains(Draft.text(lifecycle, "phase"))) {
        draft.describes(Scope.SOURCE);
      }
    }
    if (root != null) {
      String type = Draft.text(root, "type");
      if (WIDER.contains(type)) {
        draft.describes(Scope.WIDER);
      }
      built |= hasBuild(properties(root));
      digests(root);
    }
    if (draft.tools.contains(GOMOD) && !built) {
      draft.describes(Scope.SOURCE);
    }
    if (trivyPrograms > 1) {
      draft.describes(Scope.WIDER);
    }
  }

  private static boolean hasBuild(Map<String, String> properties) {
    for (String name : properties.keySet()) {
      if (name.startsWith(GOMOD_BUILD)) {
        return true;
      }
    }
    return false;
  }

  /** What is of the file; cyclonedx-gomod writes the h1 of the main module there. */
  private void digests(JsonNode root) throws JsonException {
    String name = Draft.text(root, "name");
    String version = Draft.text(root, "version");
    if (version.startsWith(SHA_256_PREFIX)) {
      draft.addRoot(name, version.substring(SHA_256_PREFIX.length()));
    }
    if (draft.tools.contains(GOMOD)) {
      return;
    }
    if (draft.subject != null && draft.tools.contains("gotrust")) {
      draft.addProgram("", sha256(root));
    } else {
      draft.addRoot(name, sha256(root));
    }
  }

  private void components(List<JsonNode> nodes) throws JsonException, RefusedException {
    for (JsonNode node : nodes) {
      Component module = component(node);
      if (module == null) {
        other(node);
      } else {
        draft.add(module);
      }
      components(node.list("components"));
    }
  }

  private void other(JsonNode node) throws JsonException {
    draft.others++;
    String type = Draft.text(node, "type");
    if (type.equals("file")) {
      draft.addProgram(Draft.text(node, "name"), sha256(node));
    }
    String trivy = properties(node).getOrDefault(TRIVY_TYPE, "");
    if (trivy.equals("gobinary")) {
      trivyPrograms++;
    } else if (trivy.equals("gomod")) {
      draft.describes(Scope.SOURCE);
    }
  }

  /** {@return the Go module that a component is, null if it is none} */
  private @Nullable Component component(JsonNode node) throws JsonException {
    String name = node.get("name").text();
    String group = Draft.text(node, "group");
    String text = Draft.text(node, "purl");
    String version = Draft.text(node, "version");
    Map<String, String> properties = properties(node);
    GoPurl purl = GoPurl.parse(text);
    if (purl == null) {
      String full = group.isEmpty() ? name : group + '/' + name;
      boolean module =
          text.isEmpty()
              && NAMED_MODULES.contains(Draft.text(node, "type"))
              && !properties.containsKey(TRIVY_CLASS)
              && Draft.isModulePath(full);
      if (!module) {
        return null;
      }
      purl = new GoPurl(full, "", "");
    }
    String scope = Draft.text(node, "scope");
    return new Component(
        node.path(),
        name,
        Component.paths(group, name, purl),
        Component.versions(version, purl.version()),
        h1(node, properties),
        properties.getOrDefault(SYFT_LOCATION, ""),
        properties.getOrDefault(SYFT_MAIN, ""),
        scope.equals("optional") || scope.equals("excluded"));
  }

  private String h1(JsonNode node, Map<String, String> properties) throws JsonException {
    String h1 = properties.getOrDefault(SYFT_H1, properties.getOrDefault(GOTRUST_H1, ""));
    boolean root = node.path().startsWith("metadata") && !draft.tools.contains(GOMOD);
    return h1.isEmpty() && draft.writesH1() && !root ? Draft.h1(sha256(node)) : h1;
  }

  private static String sha256(JsonNode node) throws JsonException {
    for (JsonNode hash : node.list("hashes")) {
      if (Draft.text(hash, "alg").equals(SHA_256)) {
        return Draft.text(hash, "content");
      }
    }
    return "";
  }

  /** Of several with one name the first counts. */
  private static Map<String, String> properties(JsonNode node) throws JsonException {
    List<JsonNode> list = node.list("properties");
    if (list.isEmpty()) {
      return Map.of();
    }
    Map<String, String> properties = new HashMap<>();
    for (JsonNode property : list) {
      properties.putIfAbsent(Draft.text(property, "name"), Draft.text(property, "value"));
    }
    return properties;
  }
}
