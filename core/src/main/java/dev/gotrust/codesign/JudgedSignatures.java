package dev.gotrust.codesign;

import java.util.List;

/**
 * Platform signatures of an artifact, led to roots that the user gave.
 *
 * @param roots the roots
 * @param signatures what was found, in the order of the slices
 */
public record JudgedSignatures(CodeRoots roots, List<PlatformSignature> signatures) {
  /**
   * Copies the list.
   *
   * @param roots the roots
   * @param signatures what was found, in the order of the slices; copied
   */
  public JudgedSignatures {
    signatures = List.copyOf(signatures);
  }
}
