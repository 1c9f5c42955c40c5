package dev.gotrust.facts;

import dev.gotrust.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Why a file could not be analysed.
 *
 * @param name the file as the caller named it
 * @param target where it leads if the name is a symbolic link, else null
 * @param size in bytes, null where it could not be read
 * @param sha256 of all its bytes, null where they could not be read
 * @param kind {@code not-go}, {@code malformed}, {@code unsupported}, {@code too-large} or {@code
 *     unreadable}
 * @param message what was expected, what was found, and what to do next
 * @param offset where in the file, -1 where no place can be named
 */
public record Refusal(
    String name,
    @Nullable String target,
    @Nullable Long size,
    @Nullable Bytes sha256,
    String kind,
    String message,
    long offset)
    implements Reading {}
