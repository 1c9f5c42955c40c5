package dev.gotrust.sbom;

/**
 * Something that is said of a component and has no field of its own in either format.
 *
 * @param name below {@code gotrust:}, in the letters that CycloneDX's taxonomy allows
 * @param value as the file has it
 */
record Property(String name, String value) {}
