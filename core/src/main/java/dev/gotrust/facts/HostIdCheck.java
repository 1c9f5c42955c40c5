package dev.gotrust.facts;

/**
 * Whether the host build ID (GNU build-id, LC_UUID) is the one that Go 1.24 and later derive from
 * parts 1 to 3 of the Go build ID.
 *
 * @param outcome how they compare
 * @param reason a sentence for people
 */
public record HostIdCheck(Outcome outcome, String reason) {
  /** How recorded and derived host build ID compare. */
  public enum Outcome {
    /** Derived from the Go build ID. */
    DERIVED,
    /** Another value, which {@code -B} and C linkers legitimately set. */
    OTHER,
    /** There is none, or no Go build ID to derive it from. */
    NOT_APPLICABLE
  }
}
