/**
 * Executable images: ELF, PE, Mach-O, XCOFF, Plan 9 and wasm, recognised by content. An image says
 * where things stand in a file; it knows nothing of Go beyond the names of places.
 */
@NullMarked
package dev.gotrust.image;

import org.jspecify.annotations.NullMarked;
