package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.LinkId;
import org.jspecify.annotations.Nullable;

/**
 * What one image shows of one thing that the policy asks for.
 *
 * @param link the link that carries the claim
 * @param grade whether it holds
 * @param reason a phrase that stands behind the link's name; for HOLDS, what a reader of the link
 *     should know, null where there is nothing of that kind
 * @param evidence what was compared
 */
record Finding(LinkId link, Grade grade, @Nullable String reason, Evidence evidence) {
  /** From the least grave to the gravest. */
  enum Grade {
    /** It holds. */
    HOLDS,
    /** It can't be told whether it holds. */
    UNTOLD,
    /** It is known not to hold. */
    BROKEN
  }
}
