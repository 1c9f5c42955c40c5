package dev.gotrust.codesign;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Platform signatures of an artifact, led to roots that the user gave.
 *
 * @param roots the roots
 * @param signatures what was found, in the order of the slices
 * @param uncovered a part of the file that no signature is of, null where they cover all of it
 */
public record JudgedSignatures(
    CodeRoots roots, List<PlatformSignature> signatures, @Nullable String uncovered) {
  /**
   * Copies the list.
   *
   * @param roots the roots
   * @param signatures what was found, in the order of the slices; copied
   * @param uncovered a part of the file that no signature is of, null where they cover all of it
   */
  public JudgedSignatures {
    signatures = List.copyOf(signatures);
  }
}
