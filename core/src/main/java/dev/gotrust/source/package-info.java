/**
 * What a git checkout is: its commit, tags and versions, the module files of a commit, and whether
 * its tree has changes. Nothing here writes, starts a program or reads the user's configuration.
 */
@NullMarked
package dev.gotrust.source;

import org.jspecify.annotations.NullMarked;
