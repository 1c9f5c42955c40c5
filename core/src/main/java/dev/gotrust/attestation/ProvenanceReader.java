package dev.gotrust.attestation;

import dev.gotrust.attestation.Provenance.Dependency;
import dev.gotrust.bytes.Limits;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.keys.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads SLSA provenance. Each builder keeps source, ref and inputs in places of its own; what it
 * does not say stays empty. Fields that are not used are passed over.
 */
final class ProvenanceReader {
  private static final String CHECK = "provenance";

  private ProvenanceReader() {}

  static Provenance read(Statement statement) throws RefusedException {
    try {
      return switch (statement.predicateType()) {
        case PredicateTypes.PROVENANCE_0_2 -> version02(statement.predicate());
        case PredicateTypes.PROVENANCE_1 -> version1(statement.predicate());
        default ->
            throw new RefusedException(
                CHECK,
                "the predicate is no SLSA provenance",
                PredicateTypes.PROVENANCE_1 + " or " + PredicateTypes.PROVENANCE_0_2,
                statement.predicateType(),
                null);
      };
    } catch (JsonException malformed) {
      throw new RefusedException(CHECK, malformed.getMessage());
    }
  }

  private static Provenance version02(JsonNode predicate) throws JsonException {
    JsonNode invocation = predicate.find("invocation");
    JsonNode source = child(invocation, "configSource");
    JsonNode environment = child(invocation, "environment");
    JsonNode metadata = predicate.find("metadata");
    List<Dependency> materials = dependencies(predicate, "materials");
    Dependency first = materials.isEmpty() ? null : materials.get(0);
    // Google Cloud Build names no source of the configuration, only materials.
    String uri = or(text(source, "uri"), first == null ? "" : first.uri());
    String commit = or(text(child(source, "digest"), "sha1"), first == null ? "" : first.commit());
    JsonNode payload = child(environment, "github_event_payload");
    return new Provenance(
        predicate.get("builder").get("id").text(),
        predicate.get("buildType").text(),
        uri,
        commit,
        or(text(environment, "github_ref"), SourceUri.ref(uri)),
        text(source, "entryPoint"),
        text(environment, "github_event_name"),
        inputs(child(payload, "inputs")),
        materials,
        text(metadata, "buildInvocationId"));
  }

  private static Provenance version1(JsonNode predicate) throws JsonException {
    JsonNode definition = predicate.get("buildDefinition");
    JsonNode details = predicate.get("runDetails");
    JsonNode external = definition.find("externalParameters");
    JsonNode internal = definition.find("internalParameters");
    JsonNode metadata = details.find("metadata");
    List<Dependency> dependencies = dependencies(definition, "resolvedDependencies");
    Source source = source(external, internal, dependencies);
    // Delegators keep there what the event gave; their own inputs are those of the called workflow.
    JsonNode started = child(internal, "GITHUB_EVENT_PAYLOAD");
    return new Provenance(
        details.get("builder").get("id").text(),
        definition.get("buildType").text(),
        source.uri(),
        source.commit(),
        source.ref(),
        source.workflow(),
        or(text(child(internal, "github"), "event_name"), text(internal, "GITHUB_EVENT_NAME")),
        inputs(child(isObject(started) ? started : external, "inputs")),
        dependencies,
        or(text(metadata, "invocationId"), text(metadata, "invocationID")));
  }

  /** Where version 1 keeps what it built, by kind of builder. */
  private record Source(String uri, String commit, String ref, String workflow) {}

  private static Source source(
      @Nullable JsonNode external, @Nullable JsonNode internal, List<Dependency> dependencies)
      throws JsonException {
    JsonNode workflow = child(external, "workflow");
    JsonNode config = child(external, "buildConfigSource");
    JsonNode container = child(external, "source");
    String uri;
    String ref;
    String path;
    if (workflow != null && workflow.isObject()) {
      uri = text(workflow, "repository");
      ref = text(workflow, "ref");
      path = text(workflow, "path");
    } else if (config != null && config.isObject()) {
      uri = text(config, "repository");
      ref = text(config, "ref");
      path = text(config, "path");
    } else {
      boolean named = container != null && container.isObject();
      Dependency first = dependencies.isEmpty() ? null : dependencies.get(0);
      uri = named ? text(container, "uri") : first == null ? "" : first.uri();
      ref = or(SourceUri.ref(uri), text(internal, "GITHUB_REF"));
      path = or(text(external, "configPath"), text(child(external, "vars"), "GITHUB_WORKFLOW_REF"));
    }
    return new Source(uri, commit(uri, container, dependencies), ref, path);
  }

  /** The commit of the dependency that is the source, or the digest beside the source itself. */
  private static String commit(
      String uri, @Nullable JsonNode container, List<Dependency> dependencies)
      throws JsonException {
    String wanted = SourceUri.normal(uri);
    for (Dependency dependency : dependencies) {
      if (!dependency.commit().isEmpty() && SourceUri.normal(dependency.uri()).equals(wanted)) {
        return dependency.commit();
      }
    }
    JsonNode digest = container != null && container.isObject() ? container.find("digest") : null;
    return or(text(digest, "gitCommit"), text(digest, "sha1"));
  }

  private static List<Dependency> dependencies(JsonNode node, String field) throws JsonException {
    List<Dependency> dependencies = new ArrayList<>();
    List<JsonNode> elements = node.list(field);
    if (elements.size() > Limits.SUBJECTS) {
      throw node.wrong(
          "\""
              + field
              + "\" holds "
              + elements.size()
              + ", more than the "
              + Limits.SUBJECTS
              + " read");
    }
    for (JsonNode element : elements) {
      Map<String, String> digests = new LinkedHashMap<>();
      JsonNode digest = element.find("digest");
      if (digest != null) {
        for (String algorithm : digest.fields()) {
          digests.put(algorithm, text(digest, algorithm));
        }
      }
      dependencies.add(new Dependency(text(element, "uri"), text(element, "name"), digests));
    }
    return dependencies;
  }

  /** Inputs are texts, but for workflows that declare numbers or flags. */
  private static Map<String, String> inputs(@Nullable JsonNode node) throws JsonException {
    Map<String, String> inputs = new LinkedHashMap<>();
    if (node != null && node.isObject()) {
      for (String name : node.fields()) {
        JsonNode value = node.find(name);
        if (value == null) {
          inputs.put(name, "");
        } else if (value.isText()) {
          inputs.put(name, value.text());
        } else if (value.isNumber()) {
          inputs.put(name, value.digits());
        } else if (!value.isObject() && !value.isArray()) {
          inputs.put(name, Boolean.toString(value.flag()));
        }
      }
    }
    return inputs;
  }

  private static @Nullable JsonNode child(@Nullable JsonNode node, String field)
      throws JsonException {
    return node == null ? null : node.find(field);
  }

  private static String text(@Nullable JsonNode node, String field) throws JsonException {
    JsonNode child = child(node, field);
    return child == null ? "" : child.text();
  }

  private static boolean isObject(@Nullable JsonNode node) {
    return node != null && node.isObject();
  }

  private static String or(String one, String other) {
    return one.isEmpty() ? other : one;
  }
}
