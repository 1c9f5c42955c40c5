package dev.gotrust.chain;

import org.jspecify.annotations.Nullable;

/**
 * Something about the modules of a build that is wrong or open.
 *
 * @param verdict {@link Verdict#FAIL} for what is wrong, {@link Verdict#INCOMPLETE} for what is
 *     open
 * @param place a file, with its line where it has one, or an address
 * @param what a phrase
 * @param expected what should stand there; null where there is no single thing
 * @param found what stands there; null if nothing does
 * @param next what to do about it
 */
public record ModuleProblem(
    Verdict verdict,
    String place,
    String what,
    @Nullable String expected,
    @Nullable String found,
    String next) {}
