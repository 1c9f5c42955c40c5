package dev.gotrust.facts;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.codesign.PlatformSignature;
import dev.gotrust.image.Format;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read from a file that holds Go code.
 *
 * @param name the file as the caller named it
 * @param target where it leads if the name is a symbolic link, else null
 * @param size in bytes
 * @param sha256 of all its bytes
 * @param format container format of the file
 * @param binaries the Go images: one, or one a Go slice of a fat file, in file order; never empty
 * @param oddities things that keep the file from being one well-formed Go executable, as sentences:
 *     slices that are no Go, bytes between slices; empty for an ordinary file
 * @param platformSignatures what platform signatures were found to be, in the order of the slices;
 *     none where there are none, or they were not looked at
 */
public record Inspection(
    String name,
    @Nullable String target,
    long size,
    Bytes sha256,
    Format format,
    List<GoBinary> binaries,
    List<String> oddities,
    List<PlatformSignature> platformSignatures)
    implements Reading {
  /**
   * Copies the lists.
   *
   * @param name the file as the caller named it
   * @param target where a symbolic link leads, null if it is none
   * @param size in bytes
   * @param sha256 of all bytes of the file
   * @param format container format of the file
   * @param binaries the Go images, at least one; copied
   * @param oddities what keeps the file from being one well-formed Go executable; copied
   * @param platformSignatures what platform signatures were found to be; copied
   */
  public Inspection {
    binaries = List.copyOf(binaries);
    oddities = List.copyOf(oddities);
    platformSignatures = List.copyOf(platformSignatures);
  }

  /** {@return whether an image carries a platform signature} */
  public boolean isSigned() {
    for (GoBinary binary : binaries) {
      if (binary.linkage().signed() != null) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@return the same with platform signatures}
   *
   * @param found what they were found to be
   */
  public Inspection withPlatformSignatures(List<PlatformSignature> found) {
    return new Inspection(name, target, size, sha256, format, binaries, oddities, found);
  }

  /** {@return the first Go image, whose facts stand at the top level of a report} */
  public GoBinary first() {
    return binaries.get(0);
  }
}
