/**
 * Bytes under judgement: sources that are read by position, windows that check every bound, and the
 * limits that hostile input meets.
 */
@NullMarked
package dev.gotrust.bytes;

import org.jspecify.annotations.NullMarked;
