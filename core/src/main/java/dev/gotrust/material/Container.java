package dev.gotrust.material;

import dev.gotrust.keys.SignedInput;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The archive that an artifact lies in.
 *
 * @param archive its bytes
 * @param file where it lies: signatures are looked for beside it; null for one that has no place
 * @param member the path of the artifact in it
 */
public record Container(SignedInput archive, @Nullable Path file, String member) {}
