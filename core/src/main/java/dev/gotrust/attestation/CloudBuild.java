package dev.gotrust.attestation;

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
 * Reads provenance of version 0.1, and what Google Cloud Build adds of its own: it names tag and
 * branch by what it puts into the build's variables.
 */
final class CloudBuild {
  private static final String BUILDER = "https://cloudbuild.googleapis.com/GoogleHostedWorker";
  private static final String TYPE =
      "https://cloud.google.com/build/gcb-buildtypes/google-worker/v1";
  private static final String ARGUMENTS = "type.googleapis.com/google.devtools.cloudbuild.v1.Build";
  private static final String RECIPES = "https://cloudbuild.googleapis.com/CloudBuild";
  private static final String COMMIT = "/commit/";

  private CloudBuild() {}

  static Provenance version01(JsonNode predicate) throws JsonException, RefusedException {
    JsonNode recipe = predicate.get("recipe");
    String builder = predicate.get("builder").get("id").text();
    String type = recipe.get("type").text();
    List<Dependency> materials = PredicateFields.dependencies(predicate, "materials");
    JsonNode arguments = PredicateFields.object(recipe, "arguments");
    if (isBuilder(builder)) {
      check(builder, type, arguments);
    }
    Dependency first = materials.isEmpty() ? null : materials.get(0);
    String uri = first == null ? "" : first.uri();
    String commit = first == null ? "" : first.commit();
    int end = uri.lastIndexOf(COMMIT);
    if (isBuilder(builder) && end >= 0) {
      commit = or(commit, uri.substring(end + COMMIT.length()));
      uri = uri.substring(0, end);
    }
    JsonNode variables = PredicateFields.object(arguments, "substitutions");
    return new Provenance(
        builder,
        type,
        uri,
        "",
        or(commit, SourceUri.commit(uri)),
        isRepository(uri) ? or(ref(variables), SourceUri.ref(uri)) : "",
        "",
        text(recipe, "entryPoint"),
        "",
        Map.of(),
        materials,
        text(PredicateFields.object(predicate, "metadata"), "buildInvocationId"));
  }

  private static boolean isBuilder(String builder) {
    return builder.equals(BUILDER) || builder.startsWith(BUILDER + '@');
  }

  /** Whoever starts a build of an uploaded archive chooses the variables too. */
  private static boolean isRepository(String uri) {
    return !uri.startsWith("gs://");
  }

  /** As slsa-verifier does: each version of the builder writes recipes of its own. */
  private static void check(String builder, String type, @Nullable JsonNode arguments)
      throws RefusedException, JsonException {
    String version = builder.substring(BUILDER.length());
    boolean known =
        switch (version) {
          case "@v0.2" -> type.equals(builder);
          case "@v0.3" -> type.startsWith(RECIPES + "Yaml@") || type.startsWith(RECIPES + "Steps@");
          default -> throw refusal("it is none that writes this", BUILDER + "@v0.3", builder);
        };
    if (!known) {
      throw refusal("it writes other recipes", builder, type);
    }
    String kind = text(arguments, "@type");
    if (!kind.equals(ARGUMENTS)) {
      throw refusal("it writes other arguments", ARGUMENTS, kind);
    }
  }

  private static String ref(@Nullable JsonNode variables) throws JsonException {
    String tag = text(variables, "TAG_NAME");
    String branch = text(variables, "BRANCH_NAME");
    return tag.isEmpty() ? (branch.isEmpty() ? "" : "refs/heads/" + branch) : "refs/tags/" + tag;
  }

  /** In version 1 the source has a ref too: they must be the same. */
  static void checkVersion1(String builder, String type, @Nullable JsonNode internal, String ref)
      throws RefusedException, JsonException {
    if (!isBuilder(builder)) {
      return;
    }
    if (!builder.equals(BUILDER) || !type.equals(TYPE)) {
      throw refusal("it writes other builds", BUILDER + ", " + TYPE, builder + ", " + type);
    }
    String named = ref(PredicateFields.object(internal, "systemSubstitutions"));
    if (!named.equals(ref)) {
      throw refusal("its variables name another ref than its source", ref, named);
    }
  }

  private static RefusedException refusal(String why, String expected, String actual) {
    return new RefusedException(
        "Google Cloud Build", why, expected, actual.isEmpty() ? null : actual, null);
  }
}
