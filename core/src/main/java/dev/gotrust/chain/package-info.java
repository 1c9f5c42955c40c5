/** The vocabulary of a report: links, their states and evidence. It knows no cryptography. */
@NullMarked
package dev.gotrust.chain;

import org.jspecify.annotations.NullMarked;
