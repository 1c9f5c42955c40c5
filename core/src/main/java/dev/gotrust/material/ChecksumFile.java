package dev.gotrust.material;

import dev.gotrust.archive.ArchiveException;
import dev.gotrust.archive.ChecksumList;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.material.Material.Standing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A list of checksums that the user named.
 *
 * @param material the file
 * @param file where it lies: signatures are looked for beside it; null for one that has no place
 * @param input its bytes, which may be signed
 * @param list what it lists
 */
public record ChecksumFile(
    Material material, @Nullable Path file, SignedInput input, ChecksumList list) {
  /** The kind of such a file. */
  public static final String KIND = "checksums";

  /**
   * {@return a list}
   *
   * @param file the path
   * @throws ArchiveException if it is malformed or above a cap
   * @throws IOException if it can't be read
   */
  public static ChecksumFile read(Path file) throws ArchiveException, IOException {
    byte[] data;
    try (InputStream in = Files.newInputStream(file)) {
      // One more than is read of a list, so that its reader sees that there is more.
      data = in.readNBytes(Limits.CHECKSUMS + 1);
    }
    String name = file.toString();
    return new ChecksumFile(
        new Material(KIND, name, Bytes.sha256(data), Standing.GIVEN),
        file,
        SignedInput.of(name, data),
        ChecksumList.parse(name, data));
  }
}
