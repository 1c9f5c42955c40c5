package dev.gotrust.material;

import dev.gotrust.bytes.Bytes;

/**
 * A file that the judgement rests on, beside the artifact.
 *
 * @param kind what it is, such as {@code go.sum}
 * @param location where it was read
 * @param sha256 of all its bytes
 * @param standing how it came in
 */
public record Material(String kind, String location, Bytes sha256, Standing standing) {
  /** How a material came in, the strongest first. */
  public enum Standing {
    /** The user named it. */
    GIVEN,
    /** It was found in the repository that the user works in. */
    REPOSITORY,
    /** It was found beside the artifact, or where no repository is: it may have come with it. */
    BESIDE
  }

  /** {@return the word that reports use: {@code given} or {@code found}} */
  public String origin() {
    return standing == Standing.GIVEN ? "given" : "found";
  }
}
