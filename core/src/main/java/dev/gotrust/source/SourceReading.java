package dev.gotrust.source;

/** What came of reading a checkout: its facts, or why there are none. */
public sealed interface SourceReading permits SourceFacts, SourceReading.Unread {
  /** {@return where its work tree begins, or the directory that was named} */
  String location();

  /**
   * A checkout that can't be read, or not by this version.
   *
   * @param location where
   * @param reason a phrase that says why, such as {@code its objects are named by sha256}
   * @param next what the user can do about it
   */
  record Unread(String location, String reason, String next) implements SourceReading {}
}
