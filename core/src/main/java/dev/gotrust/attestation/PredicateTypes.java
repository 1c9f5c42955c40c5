package dev.gotrust.attestation;

/** The types of predicates that are known here, and the short names that cosign has for some. */
public final class PredicateTypes {
  /** SLSA provenance, version 0.1, as Google Cloud Build writes it. */
  public static final String PROVENANCE_0_1 = "https://slsa.dev/provenance/v0.1";

  /** SLSA provenance, version 0.2. */
  public static final String PROVENANCE_0_2 = "https://slsa.dev/provenance/v0.2";

  /** SLSA provenance, version 1. */
  public static final String PROVENANCE_1 = "https://slsa.dev/provenance/v1";

  /** SLSA verification summary, before version 1. */
  public static final String SUMMARY_0_2 = "https://slsa.dev/verification_summary/v0.2";

  /** SLSA verification summary, version 1. */
  public static final String SUMMARY_1 = "https://slsa.dev/verification_summary/v1";

  /** in-toto's simple verification result, version 0.1. */
  public static final String RESULT_0_1 = "https://in-toto.io/attestation/svr/v0.1";

  /** CycloneDX; some tools add {@code /v} and a version. */
  public static final String CYCLONEDX = "https://cyclonedx.org/bom";

  /** SPDX; some tools add {@code /v} and a version. */
  public static final String SPDX = "https://spdx.dev/Document";

  private PredicateTypes() {}

  /**
   * {@return the type that a short name of cosign's {@code --type} stands for; any other text is a
   * type itself}
   *
   * @param name such as {@code slsaprovenance1}
   */
  public static String of(String name) {
    return switch (name) {
      case "slsaprovenance", "slsaprovenance02" -> PROVENANCE_0_2;
      case "slsaprovenance1" -> PROVENANCE_1;
      case "link" -> "https://in-toto.io/Link/v1";
      case "spdx", "spdxjson" -> SPDX;
      case "cyclonedx" -> CYCLONEDX;
      case "vuln" -> "https://cosign.sigstore.dev/attestation/vuln/v1";
      case "openvex" -> "https://openvex.dev/ns";
      case "custom" -> "https://cosign.sigstore.dev/attestation/v1";
      default -> name;
    };
  }

  /**
   * {@return whether a predicate is SLSA provenance}
   *
   * @param type its type
   */
  public static boolean isProvenance(String type) {
    return type.equals(PROVENANCE_0_1) || type.equals(PROVENANCE_0_2) || type.equals(PROVENANCE_1);
  }

  /**
   * {@return whether a predicate says that somebody else verified the file}
   *
   * @param type its type
   */
  public static boolean isSummary(String type) {
    return type.equals(SUMMARY_0_2) || type.equals(SUMMARY_1) || type.equals(RESULT_0_1);
  }

  /**
   * {@return whether a predicate is an SBOM of a kind that is read}
   *
   * @param type its type
   */
  public static boolean isSbom(String type) {
    for (String known : new String[] {CYCLONEDX, SPDX}) {
      if (type.equals(known) || type.startsWith(known + "/v")) {
        return true;
      }
    }
    return false;
  }
}
