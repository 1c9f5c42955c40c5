/** One class for each command. */
@NullMarked
package dev.gotrust.cli.command;

import org.jspecify.annotations.NullMarked;
