/**
 * One class a link: pure functions of facts and materials. Nothing here reads a file, asks a clock
 * or throws for what an artifact is.
 */
@NullMarked
package dev.gotrust.check;

import org.jspecify.annotations.NullMarked;
