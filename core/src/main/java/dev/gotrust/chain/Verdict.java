package dev.gotrust.chain;

/** The policy applied to the chain. */
public enum Verdict {
  /** Nothing is contradicted, and all that was asked for holds. */
  PASS,
  /** Something is contradicted, or the policy is violated. */
  FAIL,
  /** Nothing is contradicted, but something that was asked for could not be shown. */
  INCOMPLETE
}
