package dev.gotrust.source;

/** A repository that is not read; why, and what to do about it. */
final class SourceException extends Exception {
  private static final long serialVersionUID = 1;

  private final String reason;
  private final String next;

  SourceException(String reason, String next) {
    super(reason);
    this.reason = reason;
    this.next = next;
  }

  String reason() {
    return reason;
  }

  String next() {
    return next;
  }
}
