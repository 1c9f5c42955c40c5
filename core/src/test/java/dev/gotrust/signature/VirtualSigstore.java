package dev.gotrust.signature;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * An instance of Sigstore that lives in the tests: its own certificate authority, certificate log,
 * transparency logs of both versions of Rekor, and timestamp authority. What it mints holds, until
 * a test changes it.
 */
public final class VirtualSigstore {
  /** When its signatures are made. */
  public static final Instant SIGNED_AT = Instant.parse("2026-03-01T12:00:00Z");

  /** A time at which every short-lived certificate has expired. */
  public static final Instant LATER = Instant.parse("2026-06-01T12:00:00Z");

  /** Who its signatures are by, unless a test says otherwise. */
  public static final String IDENTITY =
      "https://github.com/acme/tool/.github/workflows/release.yml@refs/tags/v1.2.3";

  /** Who vouched for that identity. */
  public static final String ISSUER = "https://token.actions.githubusercontent.com";

  private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2035-01-01T00:00:00Z");

  private final VirtualAuthority root = VirtualAuthority.root("root", FROM, TO);
  private final VirtualAuthority issuer = root.intermediate("intermediate", FROM, TO);
  private final KeyPair certificateLog = VirtualAuthority.keys("P-256");
  private final VirtualLog first = VirtualLog.first("rekor.virtual.test");
  private final VirtualLog second = VirtualLog.second("log2026.virtual.test");
  private final VirtualStamps stamps = new VirtualStamps(FROM, TO);

  /**
   * Starts an instance with keys of its own.
   *
   * @throws Exception never on a JDK with the usual algorithms
   */
  public VirtualSigstore() throws Exception {}

  VirtualAuthority issuer() {
    return issuer;
  }

  VirtualAuthority rootAuthority() {
    return root;
  }

  KeyPair certificateLog() {
    return certificateLog;
  }

  VirtualLog log(boolean ofSecondVersion) {
    return ofSecondVersion ? second : first;
  }

  /**
   * {@return a signature of a file, to be minted as it is or after changes}
   *
   * @param file its bytes
   */
  public VirtualBundle ofFile(byte[] file) {
    return new VirtualBundle(this, file, null);
  }

  /**
   * {@return an envelope, to be minted as it is or after changes}
   *
   * @param payload an in-toto statement
   */
  public VirtualBundle ofStatement(String payload) {
    return new VirtualBundle(
        this, payload.getBytes(StandardCharsets.UTF_8), "application/vnd.in-toto+json");
  }

  /** {@return its trusted root, to be written as it is or after changes} */
  public ObjectNode trustedRoot() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("mediaType", "application/vnd.dev.sigstore.trustedroot+json;version=0.1");
    ArrayNode logs = node.putArray("tlogs");
    logs.add(first.trusted(FROM, TO));
    logs.add(second.trusted(FROM, TO));
    authority(
        node.putArray("certificateAuthorities").addObject(),
        List.of(issuer.certificate(), root.certificate()));
    node.putArray("ctlogs")
        .add(
            VirtualLog.trusted(
                "https://ct.virtual.test",
                certificateLog,
                "PKIX_ECDSA_P256_SHA_256",
                sha256(certificateLog.getPublic().getEncoded()),
                FROM,
                TO));
    authority(node.putArray("timestampAuthorities").addObject(), stamps.chain());
    return node;
  }

  private static void authority(ObjectNode node, List<X509CertificateHolder> chain) {
    node.putObject("subject").put("organization", "virtual.test").put("commonName", "virtual");
    node.put("uri", "https://virtual.test");
    ArrayNode certificates = node.putObject("certChain").putArray("certificates");
    for (X509CertificateHolder certificate : chain) {
      certificates.addObject().put("rawBytes", VirtualLog.base64(encoded(certificate)));
    }
    node.putObject("validFor").put("start", FROM.toString()).put("end", TO.toString());
  }

  static byte[] encoded(X509CertificateHolder certificate) {
    try {
      return certificate.getEncoded();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] sha256(byte[] data) {
    return dev.gotrust.bytes.Bytes.sha256(data).toArray();
  }

  VirtualStamps stamps() {
    return stamps;
  }

  /** How long a certificate for a signer is valid. */
  static Duration lifetime() {
    return Duration.ofMinutes(10);
  }

  /**
   * Writes the trusted root for other programs.
   *
   * @param directory one that exists
   * @return the file
   * @throws IOException if it can't be written
   */
  public Path writeTrustedRoot(Path directory) throws IOException {
    return Files.writeString(
        directory.resolve("trusted_root.json"), trustedRoot().toPrettyString());
  }
}
