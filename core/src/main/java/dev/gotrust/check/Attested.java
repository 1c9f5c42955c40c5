package dev.gotrust.check;

import dev.gotrust.attestation.Statement;
import dev.gotrust.chain.Link;
import org.jspecify.annotations.Nullable;

/**
 * The judgement of attestations of any file.
 *
 * @param link what came of it
 * @param statement what the link is ATTESTED by, null for any other state
 */
public record Attested(Link link, @Nullable Statement statement) {}
