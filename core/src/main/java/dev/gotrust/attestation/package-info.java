/**
 * What signers say of files: in-toto statements, and the predicates of SLSA. Read from verified
 * envelopes only.
 */
@NullMarked
package dev.gotrust.attestation;

import org.jspecify.annotations.NullMarked;
