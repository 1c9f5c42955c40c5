package dev.gotrust.check;

import dev.gotrust.chain.Link;
import dev.gotrust.rollback.Acceptance;
import org.jspecify.annotations.Nullable;

/**
 * What came of holding an artifact against what was accepted before.
 *
 * @param link the judged link
 * @param isAllowed whether the artifact may pass though the link does not hold
 * @param toRecord what is to be written to the log once the artifact passes; null where nothing is
 * @param reason why it may pass all the same, null where the link holds
 */
public record RollbackJudgement(
    Link link, boolean isAllowed, @Nullable Acceptance toRecord, @Nullable String reason) {}
