package dev.gotrust.report;

/**
 * Paints words of a text report. Whoever knows whether a terminal is there supplies one; what is
 * painted is escaped already and its width is settled.
 */
public interface Style {
  /** What a word is, for who wants to paint it. */
  enum Tone {
    /** The name of a file. */
    TITLE,
    /** A label, or words that may stand back. */
    LABEL,
    /** Holds; the one tone that may be green. */
    GOOD,
    /** Neither holds nor fails: claimed, absent, not applicable, or resting on a contradiction. */
    NEUTRAL,
    /** Undecided or incomplete. */
    WARNING,
    /** Contradicted or failed. */
    BAD
  }

  /** Leaves every word as it is. */
  Style PLAIN =
      new Style() {
        @Override
        public String paint(Tone tone, String text) {
          return text;
        }
      };

  /**
   * {@return the text, painted, which must leave its width on a terminal as it is}
   *
   * @param tone what the text is
   * @param text one line or less, escaped
   */
  String paint(Tone tone, String text);
}
