package dev.gotrust.report;

import dev.gotrust.chain.TrustChain;
import dev.gotrust.facts.Inspection;
import dev.gotrust.material.Material;
import dev.gotrust.policy.PolicyOutcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A judged artifact: everything that any output format says of it.
 *
 * @param facts what was read from the artifact
 * @param chain the judged links
 * @param outcome what the policy makes of them
 * @param materials what the links were judged by, beside the artifact, in the order in which it was
 *     read; without its content, which may be large
 * @param setAside what was found and can't be used, as sentences that name the file
 * @param judgedAt the time that a date was held against, null where the report does not depend on
 *     the time
 * @param toolVersion the version of gotrust that judged
 */
public record TrustReport(
    Inspection facts,
    TrustChain chain,
    PolicyOutcome outcome,
    List<Material> materials,
    List<String> setAside,
    @Nullable Instant judgedAt,
    String toolVersion) {
  /**
   * Copies the lists.
   *
   * @param facts what was read from the artifact
   * @param chain the judged links
   * @param outcome what the policy makes of them
   * @param materials what the links were judged by; copied
   * @param setAside what was found and can't be used; copied
   * @param judgedAt the time that a date was held against, or null
   * @param toolVersion the version of gotrust that judged
   */
  public TrustReport {
    materials = List.copyOf(materials);
    setAside = List.copyOf(setAside);
  }
}
