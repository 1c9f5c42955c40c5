package dev.gotrust.chain;

/**
 * What was found of one module of a build. Immutable.
 *
 * @param path the module path
 * @param version the version that was selected
 * @param replacement whose files it has, a module at a version or a directory; empty if its own
 * @param goSum whether go.sum tells what its zip is, and its go.mod is as told
 * @param zip its zip in the module cache, held against go.sum
 * @param directory its extracted directory in the module cache, held against go.sum
 * @param vendor its files in the vendor tree, held against its zip
 * @param database its lines of go.sum, held against a checksum database
 * @param isSettled whether nothing that was asked for is open or wrong
 */
public record ModuleRow(
    String path,
    String version,
    String replacement,
    State goSum,
    State zip,
    State directory,
    State vendor,
    State database,
    boolean isSettled) {}
