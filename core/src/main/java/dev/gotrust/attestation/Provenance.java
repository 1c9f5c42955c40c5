package dev.gotrust.attestation;

import dev.gotrust.keys.RefusedException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What SLSA provenance of version 0.1, 0.2 or 1 says of a build, whoever built. A text that it does
 * not say is empty. Immutable, thread-safe. See slsa.dev, {@code provenance/v0.1}, {@code v0.2} and
 * {@code v1}.
 *
 * @param builderId who built
 * @param buildType how the rest is to be read
 * @param sourceUri the repository that was built
 * @param materialUri the first repository among the materials, where what says how to build may lie
 *     in another: version 0.2 alone
 * @param commit its commit
 * @param ref its ref, such as {@code refs/tags/v1.0.0}
 * @param branch for a tag the branch that it was made on, as {@code refs/heads/main}, where the
 *     event that started the build says so
 * @param workflow the file in it that says how to build
 * @param trigger the event that started the build
 * @param inputs what was given to the build by whoever started it
 * @param dependencies everything that went in
 * @param invocation the run
 */
public record Provenance(
    String builderId,
    String buildType,
    String sourceUri,
    String materialUri,
    String commit,
    String ref,
    String branch,
    String workflow,
    String trigger,
    Map<String, String> inputs,
    List<Dependency> dependencies,
    String invocation) {
  /**
   * Copies map and list.
   *
   * @param builderId who built
   * @param buildType how the rest is to be read
   * @param sourceUri the repository that was built
   * @param materialUri the first repository among the materials
   * @param commit its commit
   * @param ref its ref
   * @param branch for a tag the branch that it was made on
   * @param workflow the file in it that says how to build
   * @param trigger the event that started the build
   * @param inputs what was given to the build; copied
   * @param dependencies everything that went in; copied
   * @param invocation the run
   */
  public Provenance {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    dependencies = List.copyOf(dependencies);
  }

  /**
   * Something that went into a build.
   *
   * @param uri its address; empty where there is none
   * @param name what it is called; empty where it has no name
   * @param digests by the names of their hash functions
   */
  public record Dependency(String uri, String name, Map<String, String> digests) {
    /**
     * Copies the map.
     *
     * @param uri its address
     * @param name what it is called
     * @param digests by the names of their hash functions; copied
     */
    public Dependency {
      digests = Collections.unmodifiableMap(new LinkedHashMap<>(digests));
    }

    /** {@return the commit that it is at, empty where it is no repository} */
    public String commit() {
      String commit = digests.get("gitCommit");
      return commit == null ? digests.getOrDefault("sha1", "") : commit;
    }
  }

  /**
   * {@return the provenance that a statement holds}
   *
   * @param statement whose predicate is SLSA provenance
   * @throws RefusedException if the predicate is of another type, or malformed
   */
  public static Provenance read(Statement statement) throws RefusedException {
    return ProvenanceReader.read(statement);
  }
}
