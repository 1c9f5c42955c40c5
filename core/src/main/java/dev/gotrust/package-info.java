/** The way in: what an embedding program calls first. */
@NullMarked
package dev.gotrust;

import org.jspecify.annotations.NullMarked;
