package dev.gotrust.sigstore;

import dev.gotrust.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a transparency log as a bundle carries it, before anything is checked.
 *
 * @param logIndex of the entry in the log, over all of its shards
 * @param logId the identifier of the log's key, raw bytes
 * @param kind such as {@code hashedrekord}; empty where the carrier does not say
 * @param version of the kind, such as {@code 0.0.1}; empty where the carrier does not say
 * @param integratedTime seconds since 1970, 0 where there is none; only a promise signs it
 * @param promise the signed entry timestamp, null where there is none
 * @param proof of the entry's place in the tree, null where there is none
 * @param body the canonical JSON of the entry, which is what the tree's leaf hashes
 */
public record LogEntry(
    long logIndex,
    Bytes logId,
    String kind,
    String version,
    long integratedTime,
    @Nullable Bytes promise,
    @Nullable InclusionProof proof,
    Bytes body) {}
