/**
 * Signatures that platforms put into executables: Authenticode in PE, code signatures in Mach-O.
 * What they cover is recomputed; who signed is told, and led to roots that the user gave.
 */
@NullMarked
package dev.gotrust.codesign;

import org.jspecify.annotations.NullMarked;
