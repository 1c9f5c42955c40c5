package dev.gotrust.attestation;

import static dev.gotrust.attestation.PredicateFields.child;
import static dev.gotrust.attestation.PredicateFields.dependencies;
import static dev.gotrust.attestation.PredicateFields.object;
import static dev.gotrust.attestation.PredicateFields.or;
import static dev.gotrust.attestation.PredicateFields.text;

import dev.gotrust.attestation.Provenance.Dependency;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.keys.RefusedException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads SLSA provenance. Each builder keeps source, ref and inputs in places of its own; what it
 * does not say stays empty. Fields that are not used are passed over.
 */
final class ProvenanceReader {
  private static final String CHECK = "provenance";
  private static final String DELEGATOR =
      "https://github.com/slsa-framework/slsa-github-generator/delegator-generic@v0";

  private ProvenanceReader() {}

  static Provenance read(Statement statement) throws RefusedException {
    try {
      return switch (statement.predicateType()) {
        case PredicateTypes.PROVENANCE_0_1 -> CloudBuild.version01(statement.predicate());
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
    String type = predicate.get("buildType").text();
    JsonNode invocation = predicate.find("invocation");
    JsonNode config = child(invocation, "configSource");
    GitHubRun run = GitHubRun.read(child(invocation, "environment"));
    List<Dependency> materials = dependencies(predicate, "materials");
    Dependency first = materials.isEmpty() ? null : materials.get(0);
    Source source = source02(type, config, first, run);
    return new Provenance(
        predicate.get("builder").get("id").text(),
        type,
        source.uri(),
        material(type, materials),
        source.commit(),
        source.ref(),
        run.branch(),
        text(config, "entryPoint"),
        run.trigger(),
        run.inputs(),
        materials,
        text(predicate.find("metadata"), "buildInvocationId"));
  }

  private static Source source02(
      String type, @Nullable JsonNode config, @Nullable Dependency first, GitHubRun run)
      throws JsonException {
    String uri = text(config, "uri");
    // Delegators may build another commit than the one that they were started for, and some
    // builders name no source of the configuration.
    if (first != null && (uri.isEmpty() || type.equals(DELEGATOR))) {
      return new Source(first.uri(), first.commit(), SourceUri.ref(first.uri()), "");
    }
    String commit = or(text(child(config, "digest"), "sha1"), SourceUri.commit(uri));
    if (commit.isEmpty() && first != null) {
      commit = commit(uri, null, List.of(first));
    }
    return new Source(uri, commit, or(run.ref(), SourceUri.ref(uri)), "");
  }

  /** BuildKit lists its materials by kind and not by weight. */
  private static String material(String type, List<Dependency> materials) {
    for (Dependency material : materials) {
      boolean repository = !material.commit().isEmpty() && !material.uri().startsWith("pkg:");
      if (repository && !type.startsWith("https://mobyproject.org/buildkit")) {
        return material.uri();
      }
    }
    return "";
  }

  private static Provenance version1(JsonNode predicate) throws JsonException, RefusedException {
    JsonNode definition = predicate.get("buildDefinition");
    JsonNode details = predicate.get("runDetails");
    String builder = details.get("builder").get("id").text();
    String type = definition.get("buildType").text();
    JsonNode external = definition.find("externalParameters");
    JsonNode internal = definition.find("internalParameters");
    JsonNode metadata = details.find("metadata");
    List<Dependency> dependencies = dependencies(definition, "resolvedDependencies");
    GitHubRun run = GitHubRun.read(internal);
    Source source = source1(type, external, run, dependencies);
    CloudBuild.checkVersion1(builder, type, internal, source.ref());
    return new Provenance(
        builder,
        type,
        source.uri(),
        "",
        source.commit(),
        source.ref(),
        run.branch(),
        source.workflow(),
        or(text(object(internal, "github"), "event_name"), run.trigger()),
        inputs(type, external, run),
        dependencies,
        or(text(metadata, "invocationId"), text(metadata, "invocationID")));
  }

  /** Delegators and the container-based builder write the inputs of their own workflow there. */
  private static Map<String, String> inputs(String type, @Nullable JsonNode external, GitHubRun run)
      throws JsonException {
    return type.endsWith("buildtypes/workflow/v1")
        ? PredicateFields.inputs(object(external, "inputs"))
        : run.inputs();
  }

  /** What was built, and the file in it that says how. */
  private record Source(String uri, String commit, String ref, String workflow) {}

  /** Where version 1 keeps what it built, by kind of builder. */
  private static Source source1(
      String type, @Nullable JsonNode external, GitHubRun run, List<Dependency> dependencies)
      throws JsonException {
    for (String field : new String[] {"workflow", "buildConfigSource"}) {
      JsonNode config = object(external, field);
      if (config != null) {
        String uri = text(config, "repository");
        String commit = commit(uri, null, dependencies);
        return new Source(uri, commit, text(config, "ref"), text(config, "path"));
      }
    }
    JsonNode named = object(external, "source");
    named = named == null ? object(external, "configSource") : named;
    Dependency first = dependencies.isEmpty() ? null : dependencies.get(0);
    String uri = named != null ? text(named, "uri") : first == null ? "" : first.uri();
    String started = type.equals(DELEGATOR) ? "" : run.ref();
    String path = or(text(external, "configPath"), text(named, "path"));
    path = or(path, text(object(external, "vars"), "GITHUB_WORKFLOW_REF"));
    return new Source(uri, commit(uri, named, dependencies), or(SourceUri.ref(uri), started), path);
  }

  /** The commit of the dependency that is the source, or the digest beside the source itself. */
  private static String commit(String uri, @Nullable JsonNode named, List<Dependency> dependencies)
      throws JsonException {
    String wanted = SourceUri.normal(uri);
    for (Dependency dependency : dependencies) {
      if (!dependency.commit().isEmpty() && SourceUri.normal(dependency.uri()).equals(wanted)) {
        return dependency.commit();
      }
    }
    JsonNode digest = object(named, "digest");
    return or(or(text(digest, "gitCommit"), text(digest, "sha1")), SourceUri.commit(uri));
  }
}
