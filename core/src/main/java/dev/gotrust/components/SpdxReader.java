package dev.gotrust.components;

import dev.gotrust.components.Sbom.Scope;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.keys.RefusedException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads SPDX, JSON; see the specification's chapters 7 (packages) and 11 (relationships). */
final class SpdxReader {
  static final Set<String> VERSIONS = Set.of("SPDX-2.2", "SPDX-2.3");
  private static final String DOCUMENT = "SPDXRef-DOCUMENT";
  private static final String TOOL = "Tool: ";
  private static final String SHA_256_PREFIX = "sha256:";

  /** What syft writes before the file that it found a module in. */
  private static final String SYFT_SOURCE = "acquired package info from go module information: ";

  /** How trivy says what it found modules in. */
  private static final String TRIVY_TYPE = "Type: ";

  private static final Set<String> NAMED_MODULES =
      Set.of("", "LIBRARY", "APPLICATION", "FRAMEWORK", "SOURCE", "OTHER");

  private static final Set<String> WIDER =
      Set.of("CONTAINER", "OPERATING-SYSTEM", "OPERATING_SYSTEM", "DEVICE", "FIRMWARE");

  private final Draft draft = new Draft();
  private final Set<String> described = new HashSet<>();
  private int trivyPrograms;

  private SpdxReader() {}

  static Sbom read(JsonNode document) throws JsonException, RefusedException {
    SpdxReader reader = new SpdxReader();
    JsonNode creation = document.find("creationInfo");
    for (JsonNode creator : creation == null ? List.<JsonNode>of() : creation.list("creators")) {
      reader.tool(creator.text());
    }
    reader.described(document);
    for (JsonNode node : document.list("packages")) {
      reader.add(node);
    }
    for (JsonNode node : document.list("packages")) {
      if (reader.described.contains(Draft.text(node, "SPDXID"))) {
        reader.root(node);
      }
    }
    reader.files(document.list("files"));
    if (reader.trivyPrograms > 1) {
      reader.draft.describes(Scope.WIDER);
    }
    return reader.draft.build(
        "SPDX " + document.get("spdxVersion").text().substring("SPDX-".length()));
  }

  /** A tool's name has its version behind a dash, as in {@code Tool: syft-1.18.1}. */
  private void tool(String creator) {
    if (creator.startsWith(TOOL)) {
      String tool = creator.substring(TOOL.length()).strip();
      int dash = 0;
      while (dash < tool.length() && !isVersion(tool, dash)) {
        dash++;
      }
      draft.tools.add(tool.substring(0, dash));
    }
  }

  private static boolean isVersion(String tool, int at) {
    int digit = tool.startsWith("-v", at) ? at + 2 : at + 1;
    return tool.charAt(at) == '-'
        && digit < tool.length()
        && Character.digit(tool.charAt(digit), 10) >= 0;
  }

  private void described(JsonNode document) throws JsonException {
    for (JsonNode id : document.list("documentDescribes")) {
      described.add(id.text());
    }
    for (JsonNode relationship : document.list("relationships")) {
      String from = Draft.text(relationship, "spdxElementId");
      if (from.equals(DOCUMENT)
          && Draft.text(relationship, "relationshipType").equals("DESCRIBES")) {
        described.add(Draft.text(relationship, "relatedSpdxElement"));
      }
    }
  }

  private void add(JsonNode node) throws JsonException, RefusedException {
    Component module = component(node);
    if (module == null) {
      draft.others++;
    } else {
      draft.add(module);
      if (described.size() == 1 && described.contains(Draft.text(node, "SPDXID"))) {
        draft.subject = module;
      }
    }
    String trivy = trivyType(node);
    if (trivy.equals("gobinary")) {
      trivyPrograms++;
    } else if (trivy.equals("gomod")) {
      draft.describes(Scope.SOURCE);
    }
  }

  private static String trivyType(JsonNode node) throws JsonException {
    for (JsonNode text : node.list("attributionTexts")) {
      if (text.text().startsWith(TRIVY_TYPE)) {
        return text.text().substring(TRIVY_TYPE.length());
      }
    }
    for (JsonNode annotation : node.list("annotations")) {
      String comment = Draft.text(annotation, "comment");
      if (comment.startsWith(TRIVY_TYPE)) {
        return comment.substring(TRIVY_TYPE.length());
      }
    }
    return "";
  }

  private void root(JsonNode node) throws JsonException {
    if (WIDER.contains(Draft.text(node, "primaryPackagePurpose"))) {
      draft.describes(Scope.WIDER);
    }
    String name = Draft.text(node, "name");
    String version = Draft.text(node, "versionInfo");
    if (version.startsWith(SHA_256_PREFIX)) {
      draft.addRoot(name, version.substring(SHA_256_PREFIX.length()));
    }
    if (GoPurl.parse(purl(node)) == null) {
      draft.addRoot(name, sha256(node));
    } else if (draft.tools.contains("gotrust")) {
      draft.addProgram("", sha256(node));
    }
  }

  /** A file in which a module was found, by its name. */
  private void files(List<JsonNode> files) throws JsonException {
    Map<String, String> locations = new HashMap<>();
    for (Component component : draft.components) {
      if (!component.isOfSource() && !component.location().isEmpty()) {
        locations.put(unrooted(component.location()), component.location());
      }
    }
    for (JsonNode file : files) {
      String location = locations.get(unrooted(Draft.text(file, "fileName")));
      if (location != null) {
        draft.addProgram(location, sha256(file));
      }
    }
  }

  private static String unrooted(String path) {
    int from = path.startsWith("./") ? 2 : path.startsWith("/") ? 1 : 0;
    return path.substring(from);
  }

  /** {@return the Go module that a package is, null if it is none} */
  private @Nullable Component component(JsonNode node) throws JsonException {
    String name = node.get("name").text();
    String text = purl(node);
    GoPurl purl = GoPurl.parse(text);
    if (purl == null) {
      String purpose = Draft.text(node, "primaryPackagePurpose").toUpperCase(Locale.ROOT);
      if (!text.isEmpty() || !NAMED_MODULES.contains(purpose) || !Draft.isModulePath(name)) {
        return null;
      }
      purl = new GoPurl(name, "", "");
    }
    String source = Draft.text(node, "sourceInfo");
    String location = source.startsWith(SYFT_SOURCE) ? source.substring(SYFT_SOURCE.length()) : "";
    return new Component(
        node.path(),
        name,
        Component.paths("", name, purl),
        Component.versions(Draft.text(node, "versionInfo"), purl.version()),
        h1(node),
        location,
        "",
        false);
  }

  /** gotrust writes it as a reference; others as the checksum of what is no file. */
  private String h1(JsonNode node) throws JsonException {
    for (JsonNode reference : node.list("externalRefs")) {
      if (Draft.text(reference, "referenceType").equals("h1")) {
        return Draft.text(reference, "referenceLocator");
      }
    }
    boolean root = described.contains(Draft.text(node, "SPDXID"));
    return draft.writesH1() && !root ? Draft.h1(sha256(node)) : "";
  }

  /** {@return the package URL of Go, else the first; empty where there is none} */
  private static String purl(JsonNode node) throws JsonException {
    String first = "";
    for (JsonNode reference : node.list("externalRefs")) {
      String locator = Draft.text(reference, "referenceLocator");
      if (Draft.text(reference, "referenceType").equals("purl")) {
        if (GoPurl.parse(locator) != null) {
          return locator;
        }
        first = first.isEmpty() ? locator : first;
      }
    }
    return first;
  }

  private static String sha256(JsonNode node) throws JsonException {
    for (JsonNode checksum : node.list("checksums")) {
      if (Draft.text(checksum, "algorithm").equals("SHA256")) {
        return Draft.text(checksum, "checksumValue");
      }
    }
    return "";
  }
}
