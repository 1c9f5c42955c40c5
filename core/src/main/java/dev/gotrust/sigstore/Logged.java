package dev.gotrust.sigstore;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.keys.SignedInput;
import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * What a log entry must be about: the signature that a bundle carries.
 *
 * @param message what is signed: the file, or the pre-authentication encoding of an envelope
 * @param payload of the envelope, null for a signature of the file itself
 * @param signature the one that holds
 * @param certificate the signer's own in DER, null where a key signed
 * @param key the signer's public key
 */
public record Logged(
    SignedInput message,
    @Nullable SignedInput payload,
    Bytes signature,
    @Nullable Bytes certificate,
    PublicKey key) {}
