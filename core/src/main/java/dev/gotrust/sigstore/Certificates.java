package dev.gotrust.sigstore;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.keys.RefusedException;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** Certificates in DER, one of them, and no byte behind it. */
final class Certificates {
  private static final String CHECK = "certificate";

  private Certificates() {}

  static X509Certificate parse(Bytes der) throws RefusedException {
    byte[] data = der.toArray();
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(data));
      if (Bytes.of(certificate.getEncoded()).equals(der)) {
        return certificate;
      }
    } catch (CertificateException | RuntimeException malformed) {
      throw new RefusedException(CHECK, "it is malformed: " + reason(malformed));
    }
    throw new RefusedException(CHECK, "bytes stand behind the certificate");
  }

  /** What the JDK says last, without the names of its exceptions. */
  private static String reason(Exception malformed) {
    String message = String.valueOf(malformed.getMessage());
    return message.substring(message.lastIndexOf(": ") < 0 ? 0 : message.lastIndexOf(": ") + 2);
  }
}
