package dev.gotrust.signing;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.signature.Verified;

/**
 * A bundle that was signed, and verified again before it was handed out. Immutable, thread-safe.
 *
 * @param json the bundle, of version 0.3, on one line without a line end
 * @param verified what verification says of it: the signer, and log entries and timestamps that
 *     hold
 */
public record Signed(Bytes json, Verified verified) {}
