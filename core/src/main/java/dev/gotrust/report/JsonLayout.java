package dev.gotrust.report;

/** How a JSON document is laid out. */
public enum JsonLayout {
  /** On several lines, indented by two spaces. */
  INDENTED,
  /** On one line, as JSON Lines asks for. */
  LINE
}
