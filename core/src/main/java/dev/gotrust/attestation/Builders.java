package dev.gotrust.attestation;

/** Names of builders, and those that slsa-verifier trusts where none is named. */
final class Builders {
  static final String GITHUB = "https://github.com/";

  private static final String GENERATOR =
      GITHUB + "slsa-framework/slsa-github-generator/.github/workflows/";
  private static final String[] DEFAULTS = {
    "generator_generic_slsa3.yml",
    "builder_go_slsa3.yml",
    "builder_container-based_slsa3.yml",
    "delegator_generic_slsa3.yml",
    "delegator_lowperms-generic_slsa3.yml"
  };
  private static final String JRELEASER = GITHUB + "jreleaser/release-action/";
  private static final String HOSTED = GITHUB + "actions/runner/";
  private static final String TAGS = "refs/tags/";

  private Builders() {}

  /**
   * Returns whether a builder is the expected one, whose version may be left out, or be written
   * without {@code refs/tags/}. A name with two versions, or with an empty one, is only itself.
   */
  static boolean matches(String expected, String actual) {
    int at = actual.indexOf('@');
    boolean wellFormed = at < 0 || (at == actual.lastIndexOf('@') && at < actual.length() - 1);
    if (!wellFormed || at < 0 || expected.equals(actual)) {
      return expected.equals(actual) && !expected.endsWith("@");
    }
    String name = actual.substring(0, at);
    boolean tagged = actual.startsWith(TAGS, at + 1);
    return expected.equals(name)
        || (tagged && expected.equals(name + '@' + actual.substring(at + 1 + TAGS.length())));
  }

  /** Returns whether a workflow is one that is trusted by default, at the tag of a release. */
  static boolean isDefault(String workflow) {
    for (String name : DEFAULTS) {
      if (isRelease(workflow, GENERATOR + name)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a workflow signs for others that call it, at the tag of a release. */
  static boolean isDelegator(String workflow) {
    return workflow.startsWith(GENERATOR + "delegator_") && isDefault(workflow);
  }

  /** Returns whether anybody may have a builder build: the source alone says for whom it did. */
  static boolean isOpenToAll(String workflow, String builder) {
    return isHosted(builder) || workflow.startsWith(GENERATOR);
  }

  /** Returns whether a workflow, if slsa-github-generator's, is at the tag of a release. */
  static boolean isReleaseIfGenerator(String workflow) {
    return !workflow.startsWith(GENERATOR) || isAtRelease(workflow);
  }

  /** Returns whether a workflow that a delegator called is trusted where none is named. */
  static boolean isTrustedToBeCalled(String workflow) {
    return workflow.startsWith(GENERATOR) && isAtRelease(workflow);
  }

  /** Returns whether a workflow is at the tag of a release; JReleaser names its language there. */
  static boolean isAtRelease(String workflow) {
    int at = workflow.indexOf('@');
    boolean java = workflow.startsWith(JRELEASER) && workflow.endsWith("-java");
    String plain = java ? workflow.substring(0, workflow.length() - "-java".length()) : workflow;
    return at >= 0 && isRelease(plain, workflow.substring(0, at));
  }

  /** Returns whether a builder's name is that of a workflow on GitHub. */
  static boolean isWorkflow(String builder) {
    return builder.startsWith(GITHUB) && builder.contains("/.github/workflows/");
  }

  /** Returns whether a builder is a runner of GitHub's, which no workflow names. */
  static boolean isHosted(String builder) {
    return builder.startsWith(HOSTED);
  }

  private static boolean isRelease(String workflow, String name) {
    String head = name + '@' + TAGS;
    if (!workflow.startsWith(head)) {
      return false;
    }
    String tag = workflow.substring(head.length());
    return VersionedTag.isVersion(tag)
        && tag.chars().filter(c -> c == '.').count() == 2
        && tag.indexOf('-') < 0
        && tag.indexOf('+') < 0;
  }
}
