package dev.gotrust.codesign;

import dev.gotrust.bytes.Limits;
import dev.gotrust.keys.Pem;
import dev.gotrust.keys.RefusedException;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Set;

/**
 * Roots that the user chose for platform signatures. Immutable, thread-safe.
 *
 * @param location the file that they were read from
 * @param anchors at least one
 */
public record CodeRoots(String location, Set<TrustAnchor> anchors) {
  private static final String CHECK = "roots";

  /**
   * Copies the set.
   *
   * @param location the file that they were read from
   * @param anchors at least one; copied
   */
  public CodeRoots {
    anchors = Set.copyOf(anchors);
  }

  /**
   * {@return the roots of a file}
   *
   * @param location what reports call it
   * @param pem certificates in PEM
   * @throws RefusedException if it holds none, or something else
   */
  public static CodeRoots read(String location, byte[] pem) throws RefusedException {
    Set<TrustAnchor> anchors = new HashSet<>();
    for (Pem.Block block : Pem.read(pem)) {
      if (!block.label().equals("CERTIFICATE") || anchors.size() == Limits.KEYS) {
        throw new RefusedException(
            CHECK, "certificates were expected, but line " + block.line() + " is another block");
      }
      try {
        anchors.add(
            new TrustAnchor(
                (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(block.content())),
                null));
      } catch (CertificateException | RuntimeException malformed) {
        throw new RefusedException(
            CHECK, "the certificate on line " + block.line() + " is malformed");
      }
    }
    if (anchors.isEmpty()) {
      throw new RefusedException(CHECK, "it holds no certificate in PEM");
    }
    return new CodeRoots(location, anchors);
  }
}
