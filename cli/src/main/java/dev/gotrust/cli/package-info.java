/** The command line of gotrust. */
@NullMarked
package dev.gotrust.cli;

import org.jspecify.annotations.NullMarked;
