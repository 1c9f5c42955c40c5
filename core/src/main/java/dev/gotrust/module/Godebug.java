package dev.gotrust.module;

/**
 * A godebug directive of a go.mod or go.work.
 *
 * @param key the setting, such as {@code http2client}, or {@code default}
 * @param value what it is set to
 */
public record Godebug(String key, String value) {}
