package dev.gotrust.facts;

import dev.gotrust.module.ModuleVersion;
import org.jspecify.annotations.Nullable;

/**
 * A directory that source files of a package lay in, as a file name in the function table shows it.
 *
 * @param fits whether the directory's name ends as the package's path asks for; where it does not,
 *     this is only where some code of the package came from, perhaps inlined
 * @param root what stands in front of the module's or package's path, such as {@code
 *     /root/go/pkg/mod/}, {@code /usr/local/go/src/} or, with -trimpath, nothing; the whole
 *     directory where it does not fit
 * @param module the module at a version that the name shows, null where it shows none. Its path is
 *     that of the directory: with a replacement it need not lead to the package's path
 * @param file the file's name as it stands in the table
 * @param offset where that name stands, from the start of the image; -1 where a wasm file does not
 *     hold its first byte
 * @param function the name of a function that names the file
 */
public record SourcePlace(
    boolean fits,
    String root,
    @Nullable ModuleVersion module,
    String file,
    long offset,
    String function) {}
