package dev.gotrust.codesign;

import dev.gotrust.bytes.Bytes;

/**
 * What names a code directory.
 *
 * @param algorithm the hash function that the directory uses for pages, and that names it
 * @param hash of the whole directory, not cut
 */
record CodeHash(String algorithm, Bytes hash) {}
