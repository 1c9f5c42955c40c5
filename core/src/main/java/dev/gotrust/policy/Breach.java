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
 * @param rule which demand it breaks
 * @param subject which of the things that the demand is about, such as a module's path; empty where
 *     it is about one thing
 */
public record Breach(
    LinkId link, boolean fails, String reason, boolean unreachable, Rule rule, String subject) {
  /**
   * Creates a breach that no lack of reach explains, by evidence that was given.
   *
   * @param link the link that carries the claim
   * @param fails whether it is known not to hold
   * @param reason a phrase that stands behind the link's name
   */
  public Breach(LinkId link, boolean fails, String reason) {
    this(link, fails, reason, false);
  }

  /**
   * Creates a breach by evidence that was given, which no exception excuses.
   *
   * @param link the link that carries the claim
   * @param fails whether it is known not to hold
   * @param reason a phrase that stands behind the link's name
   * @param unreachable whether it can't be told because evidence could not be reached
   */
  public Breach(LinkId link, boolean fails, String reason, boolean unreachable) {
    this(link, fails, reason, unreachable, Rule.EVIDENCE, "");
  }

  /**
   * Creates a breach of a demand of the policy.
   *
   * @param rule which demand it breaks
   * @param subject which of the things that the demand is about, may be empty
   * @param link the link that carries the claim
   * @param fails whether it is known not to hold
   * @param reason a phrase that stands behind the link's name
   */
  public Breach(Rule rule, String subject, LinkId link, boolean fails, String reason) {
    this(link, fails, reason, false, rule, subject);
  }
}
