/** How JSON documents are written, whatever they hold; no part of the API. */
@NullMarked
package dev.gotrust.jsonout;

import org.jspecify.annotations.NullMarked;
