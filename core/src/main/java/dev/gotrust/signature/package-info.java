/**
 * Signatures of files and envelopes, by keys and by Sigstore identities: read from every form that
 * cosign and Sigstore's clients write, and verified. Only verification makes a {@code Verified} or
 * a {@code VerifiedEnvelope}.
 */
@NullMarked
package dev.gotrust.signature;

import org.jspecify.annotations.NullMarked;
