/** JSON as evidence carries it: read whole, strictly, with bounds, each value knowing its place. */
@NullMarked
package dev.gotrust.json;

import org.jspecify.annotations.NullMarked;
