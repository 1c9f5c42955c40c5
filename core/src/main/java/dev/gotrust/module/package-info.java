/** Go modules: paths, versions, and the files that name them with the hashes in them. */
@NullMarked
package dev.gotrust.module;

import org.jspecify.annotations.NullMarked;
