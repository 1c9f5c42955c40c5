/** Public keys, what they sign, and single signatures held against them. */
@NullMarked
package dev.gotrust.keys;

import org.jspecify.annotations.NullMarked;
