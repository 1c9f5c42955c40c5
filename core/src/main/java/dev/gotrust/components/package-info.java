/** Software bills of materials, as far as they speak of Go modules. */
@NullMarked
package dev.gotrust.components;

import org.jspecify.annotations.NullMarked;
