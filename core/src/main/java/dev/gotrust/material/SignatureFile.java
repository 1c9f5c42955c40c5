package dev.gotrust.material;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.signature.Bundle;
import dev.gotrust.signature.BundleReader;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of signatures or attestations, read and not yet checked.
 *
 * @param material the file
 * @param bundles what it holds; none where it is malformed
 * @param malformed why it can't be used, null where it can
 */
public record SignatureFile(
    Material material, List<Bundle> bundles, @Nullable RefusedException malformed) {
  /** The kind of such a file. */
  public static final String KIND = "signature";

  /**
   * Copies the list.
   *
   * @param material the file
   * @param bundles what it holds; copied
   * @param malformed why it can't be used, null where it can
   */
  public SignatureFile {
    bundles = List.copyOf(bundles);
  }

  /**
   * {@return a file that the user named: links are followed, pipes are read}
   *
   * @param file the path
   * @throws IOException if it can't be read
   */
  public static SignatureFile given(Path file) throws IOException {
    return read(file, Standing.GIVEN);
  }

  /** A file that was found: a link is never followed, so that nothing outside is read. */
  static SignatureFile found(Path file, Standing standing) throws IOException {
    return read(file, standing, LinkOption.NOFOLLOW_LINKS);
  }

  private static SignatureFile read(Path file, Standing standing, OpenOption... options)
      throws IOException {
    byte[] data =
        MaterialFiles.readSome(file, "a signature or bundle", Limits.SIGNATURE_FILE, options);
    return of(file.toString(), data, standing);
  }

  /**
   * {@return a file in memory}
   *
   * @param location what reports call it
   * @param data its bytes
   * @param standing how it came in
   */
  public static SignatureFile of(String location, byte[] data, Standing standing) {
    Material material = new Material(KIND, location, Bytes.sha256(data), standing);
    try {
      return new SignatureFile(material, BundleReader.read(location, data), null);
    } catch (RefusedException malformed) {
      return new SignatureFile(material, List.of(), malformed);
    }
  }
}
