package dev.gotrust.facts;

/** What came of reading a file: its facts, or why there are none. */
public sealed interface Reading permits Inspection, Refusal {
  /** {@return the file as the caller named it} */
  String name();
}
