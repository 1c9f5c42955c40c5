/** From the facts of a program to a bill of its materials: CycloneDX and SPDX. */
@NullMarked
package dev.gotrust.sbom;

import org.jspecify.annotations.NullMarked;
