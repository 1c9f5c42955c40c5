/** Which links must reach which state, and what follows from it for a chain. */
@NullMarked
package dev.gotrust.policy;

import org.jspecify.annotations.NullMarked;
