/**
 * Facts and chains as documents: JSON and text. Everything that is printed comes out of here, and
 * everything in it that came from outside goes through {@link dev.gotrust.report.Printable}.
 */
@NullMarked
package dev.gotrust.report;

import org.jspecify.annotations.NullMarked;
