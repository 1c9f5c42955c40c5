/**
 * What Sigstore's instances vouch with: trusted roots, signing certificates, entries of
 * transparency logs, timestamps. Knows no artifact and no policy.
 */
@NullMarked
package dev.gotrust.sigstore;

import org.jspecify.annotations.NullMarked;
