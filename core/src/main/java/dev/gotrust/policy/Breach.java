package dev.gotrust.policy;

import dev.gotrust.chain.LinkId;

/**
 * Something that the policy asks of what an artifact claims, and that does not hold.
 *
 * @param link the link that carries the claim
 * @param fails whether it is known not to hold, so that the verdict is FAIL; false where it can't
 *     be told, so that the verdict is INCOMPLETE at best
 * @param reason a phrase that stands behind the link's name, such as {@code is not certified: ...}
 * @param unreachable whether it can't be told because evidence could not be reached
 */
public record Breach(LinkId link, boolean fails, String reason, boolean unreachable) {
  /**
   * Creates a breach that no lack of reach explains.
   *
   * @param link the link that carries the claim
   * @param fails whether it is known not to hold
   * @param reason a phrase that stands behind the link's name
   */
  public Breach(LinkId link, boolean fails, String reason) {
    this(link, fails, reason, false);
  }
}
