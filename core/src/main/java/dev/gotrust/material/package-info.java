/**
 * What a verifier is given beside the artifact, or finds: the one door to the outside. Checks get
 * what is in here and open nothing themselves.
 */
@NullMarked
package dev.gotrust.material;

import org.jspecify.annotations.NullMarked;
