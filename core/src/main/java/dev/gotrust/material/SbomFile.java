package dev.gotrust.material;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.components.Sbom;
import dev.gotrust.components.SbomReader;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.json.JsonReader;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.material.Material.Standing;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that holds an SBOM, read and not yet checked: plain, or in an envelope. Immutable,
 * thread-safe.
 *
 * @param material the file
 * @param document the SBOM, null where it is in an envelope or can't be used
 * @param envelope the envelope or bundle, null where the SBOM is plain or can't be used
 * @param refused why it can't be used, null where it can
 */
public record SbomFile(
    Material material,
    @Nullable Sbom document,
    @Nullable SignatureFile envelope,
    @Nullable RefusedException refused) {
  /** The kind of such a file. */
  public static final String KIND = "sbom";

  private static final String CHECK = "SBOM";

  /**
   * {@return a file that the user named: links are followed, pipes are read}
   *
   * @param file the path
   * @throws IOException if it can't be read
   */
  public static SbomFile given(Path file) throws IOException {
    return read(file, Standing.GIVEN);
  }

  /** A file that was found: a link is never followed, so that nothing outside is read. */
  static SbomFile found(Path file, Standing standing) throws IOException {
    return read(file, standing, LinkOption.NOFOLLOW_LINKS);
  }

  private static SbomFile read(Path file, Standing standing, OpenOption... options)
      throws IOException {
    byte[] data = MaterialFiles.readSome(file, "an SBOM", Limits.SBOM, options);
    return of(file.toString(), data, standing);
  }

  /**
   * {@return a file in memory}
   *
   * @param location what reports call it
   * @param data its bytes
   * @param standing how it came in
   */
  public static SbomFile of(String location, byte[] data, Standing standing) {
    Material material = new Material(KIND, location, Bytes.sha256(data), standing);
    try {
      return parse(material, data);
    } catch (RefusedException refused) {
      return new SbomFile(material, null, null, refused);
    }
  }

  private static SbomFile parse(Material material, byte[] data) throws RefusedException {
    if (data.length > Limits.SBOM) {
      throw RefusedException.undecided(
          CHECK,
          "more than the " + Limits.SBOM + " bytes that are read of an SBOM",
          "name an SBOM of this program alone");
    }
    SbomReader.refuseOtherSyntax(data);
    String location = material.location();
    try {
      List<JsonNode> nodes = JsonReader.readAll("the document", data);
      if (nodes.size() == 1 && SbomReader.isPlain(nodes.get(0))) {
        return new SbomFile(material, SbomReader.read(nodes.get(0)), null, null);
      }
      if (nodes.isEmpty() || !nodes.get(0).isObject() || !mayBeEnvelope(nodes.get(0))) {
        throw new RefusedException(
            CHECK, "CycloneDX, SPDX or an attestation in JSON was expected, but it is none");
      }
    } catch (JsonException malformed) {
      throw SbomReader.refused(malformed);
    }
    SignatureFile envelope = SignatureFile.of(location, data, material.standing());
    return new SbomFile(
        material, null, envelope.malformed() == null ? envelope : null, envelope.malformed());
  }

  /** Envelopes, Sigstore's bundles, and those of cosign. */
  private static boolean mayBeEnvelope(JsonNode node) throws JsonException {
    for (String field : List.of("payloadType", "mediaType", "base64Signature", "envelope")) {
      if (node.find(field) != null) {
        return true;
      }
    }
    return false;
  }
}
