package dev.gotrust.checksumdb;

import dev.gotrust.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Two signed tree heads of one database that can't both be true: it shows one history to some and
 * another to others. Both notes together convict it.
 *
 * @param before the head of fewer records, or the one that was seen earlier
 * @param after the other
 * @param proof the hashes that lead to the later root, null where the trees are of one size or the
 *     database no longer shows them
 * @param computed the root that the tree of the later head has at the earlier size, null without a
 *     proof
 * @param reason one phrase that says what does not fit
 */
public record Fork(
    TreeHead before,
    TreeHead after,
    @Nullable ConsistencyProof proof,
    @Nullable Bytes computed,
    String reason) {}
