package dev.gotrust.report;

import dev.gotrust.chain.TrustChain;
import dev.gotrust.facts.Inspection;
import dev.gotrust.material.Materials;
import dev.gotrust.policy.PolicyOutcome;

/**
 * A judged artifact: everything that any output format says of it.
 *
 * @param facts what was read from the artifact
 * @param chain the judged links
 * @param outcome what the policy makes of them
 * @param materials what the links were judged by, beside the artifact
 * @param toolVersion the version of gotrust that judged
 */
public record TrustReport(
    Inspection facts,
    TrustChain chain,
    PolicyOutcome outcome,
    Materials materials,
    String toolVersion) {}
