package dev.gotrust.chain;

/** How far a link of the chain could be shown to hold. */
public enum State {
  /**
   * Recomputed or cryptographically checked here, against bytes in hand or a root the user chose.
   */
  PROVEN(4, 0),
  /** A signer that the policy trusts says so, and the signature holds. */
  ATTESTED(3, 1),
  /** Independent traces inside the artifact agree; no outside root. */
  CORROBORATED(2, 2),
  /** Only the artifact's own metadata says so. */
  CLAIMED(1, 4),
  /** Nothing to check. */
  ABSENT(0, 5),
  /** Could not be decided; the reason says why. */
  UNDECIDED(0, 6),
  /** Evidence disagrees. */
  CONTRADICTED(0, 7),
  /** The link has no meaning for this artifact. */
  NOT_APPLICABLE(0, 3);

  private final int strength;
  private final int gravity;

  State(int strength, int gravity) {
    this.strength = strength;
    this.gravity = gravity;
  }

  /**
   * {@return whether this state meets a requirement of {@code required}: that one or a stronger;
   * never for a state that is no strength}
   *
   * @param required what is asked for
   */
  public boolean meets(State required) {
    return strength > 0 && strength >= required.strength;
  }

  /**
   * {@return whether a requirement can ask for this state: PROVEN, ATTESTED, CORROBORATED, CLAIMED}
   */
  public boolean isStrength() {
    return strength > 0;
  }

  /**
   * {@return the graver of the two, CONTRADICTED being the gravest and PROVEN the least}
   *
   * @param other the state to compare with
   */
  public State graver(State other) {
    return gravity >= other.gravity ? this : other;
  }
}
