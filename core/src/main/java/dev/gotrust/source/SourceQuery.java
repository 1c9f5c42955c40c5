package dev.gotrust.source;

/**
 * What a checkout is asked for.
 *
 * @param mainModule the path of the main module, such as {@code example.com/app/v2}
 * @param revision the ID of a commit, as {@code vcs.revision} has it; empty for that of HEAD
 * @param version what the main module is called, such as {@code v1.2.3} or a pseudo-version: the
 *     tag that it names is looked up; empty or {@code (devel)} where it has no version
 */
public record SourceQuery(String mainModule, String revision, String version) {}
