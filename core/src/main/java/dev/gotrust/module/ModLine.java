package dev.gotrust.module;

import java.util.List;

/**
 * One directive of a go.mod or go.work, whether it stands alone or in a block.
 *
 * @param verb its first word, or that of its block
 * @param arguments the words behind it, as they are spelled
 * @param line where it stands, counted from 1
 * @param comment what is said above it and behind it, or above its block where that is nothing
 * @param suffix the comment behind it, without slashes; empty if there is none
 */
record ModLine(String verb, List<String> arguments, int line, String comment, String suffix) {}
