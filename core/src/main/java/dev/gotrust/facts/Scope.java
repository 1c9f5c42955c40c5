package dev.gotrust.facts;

/** How much of a file is read beside its bytes, which are all hashed. */
public enum Scope {
  /** What headers, notes and the build info say, and platform signatures. */
  HEADERS,
  /**
   * The function table too, {@link GoBinary#code}; no platform signatures: a verdict judges them.
   */
  CODE,
  /**
   * As {@link #CODE}, but the content ID is not recomputed: which modules a file holds does not
   * depend on it.
   */
  MODULES,
  /** All of that. */
  ALL
}
