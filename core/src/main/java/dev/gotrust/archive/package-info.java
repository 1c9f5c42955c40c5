/**
 * How releases carry files: archives that hold them, and lists of their checksums. Nothing is
 * written to disk.
 */
@NullMarked
package dev.gotrust.archive;

import org.jspecify.annotations.NullMarked;
