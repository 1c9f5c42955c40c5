/**
 * What a Go binary says of itself: build ID, build info, versions, linkage. Facts are read,
 * recomputed where the bytes allow it, and never judged here.
 */
@NullMarked
package dev.gotrust.facts;

import org.jspecify.annotations.NullMarked;
