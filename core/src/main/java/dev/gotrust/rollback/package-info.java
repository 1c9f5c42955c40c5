/** What was accepted before: a log of hash-chained lines, so that nothing older passes unsaid. */
@NullMarked
package dev.gotrust.rollback;

import org.jspecify.annotations.NullMarked;
