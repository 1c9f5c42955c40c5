package dev.gotrust.material;

import dev.gotrust.keys.SignedInput;
import java.util.List;

/**
 * Bytes that stand for the artifact: the artifact itself, the archive that holds it, or a list of
 * checksums in which either stands.
 *
 * @param input the bytes, or their digest
 * @param steps how they lead to the artifact, one phrase a step; none for the artifact itself
 */
public record Carrier(SignedInput input, List<Step> steps) {
  /**
   * Copies the list.
   *
   * @param input the bytes, or their digest
   * @param steps how they lead to the artifact; copied
   */
  public Carrier {
    steps = List.copyOf(steps);
  }

  /**
   * One step from what is signed to the artifact.
   *
   * @param what what is looked up, such as {@code checksums.txt, line 3}
   * @param digest the digest that leads on
   * @param location where it stands
   */
  public record Step(String what, String digest, String location) {}

  /**
   * {@return the artifact itself}
   *
   * @param input its bytes
   */
  public static Carrier of(SignedInput input) {
    return new Carrier(input, List.of());
  }
}
