package dev.gotrust.attestation;

import java.util.List;

/**
 * What a verification summary must say, with the meaning that the options of slsa-verifier's {@code
 * verify-vsa} have. A text that is empty asks for nothing. Immutable, thread-safe.
 *
 * @param verifierId whose summaries are accepted; empty to accept none
 * @param resourceUri what must have been verified
 * @param levels what must have been found: a level of a SLSA track, such as {@code
 *     SLSA_BUILD_LEVEL_2}, or a higher one of it; any other name as it stands
 */
public record SummaryExpectations(String verifierId, String resourceUri, List<String> levels) {
  /** No summary is accepted. */
  public static final SummaryExpectations NONE = new SummaryExpectations("", "", List.of());

  /**
   * Copies the list.
   *
   * @param verifierId whose summaries are accepted
   * @param resourceUri what must have been verified
   * @param levels what must have been found; copied
   */
  public SummaryExpectations {
    levels = List.copyOf(levels);
  }

  /** {@return whether summaries are accepted} */
  public boolean isAsked() {
    return !verifierId.isEmpty();
  }
}
