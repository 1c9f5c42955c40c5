/** Go modules: versions, go.mod, go.sum and the hashes in it. */
@NullMarked
package dev.gotrust.module;

import org.jspecify.annotations.NullMarked;
