/** Signs files and statements: by a private key, or by an identity with a short-lived one. */
@NullMarked
package dev.gotrust.signing;

import org.jspecify.annotations.NullMarked;
