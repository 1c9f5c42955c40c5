/** The Go checksum database: signed notes, tree heads, tiles and proofs. */
@NullMarked
package dev.gotrust.checksumdb;

import org.jspecify.annotations.NullMarked;
