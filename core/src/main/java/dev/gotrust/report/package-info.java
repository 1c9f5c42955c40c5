/** Facts and chains as documents that other programs and people read. */
@NullMarked
package dev.gotrust.report;

import org.jspecify.annotations.NullMarked;
