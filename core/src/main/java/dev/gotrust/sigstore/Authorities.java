package dev.gotrust.sigstore;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.keys.Pem;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.sigstore.TrustedRoot.Authority;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * Authorities that the user names by certificates in PEM, as cosign takes them in the place of a
 * trusted root. Each is trusted as long as its root certificate is valid.
 */
public final class Authorities {
  private static final String CHECK = "authority";

  private Authorities() {}

  /**
   * {@return the certificates of a file, at least one}
   *
   * @param pem certificates in PEM
   * @throws RefusedException if one is malformed, there is none, or the file is above a cap
   */
  public static List<X509Certificate> certificates(byte[] pem) throws RefusedException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Pem.Block block : Pem.read(pem)) {
      if (!block.label().equals("CERTIFICATE") || certificates.size() == Limits.CERTIFICATES) {
        throw new RefusedException(
            CHECK,
            "up to "
                + Limits.CERTIFICATES
                + " certificates were expected, but line "
                + block.line()
                + " begins another block");
      }
      certificates.add(Certificates.parse(Bytes.of(block.content())));
    }
    if (certificates.isEmpty()) {
      throw new RefusedException(CHECK, "it holds no certificate in PEM");
    }
    return certificates;
  }

  /**
   * {@return the authority of one chain}
   *
   * @param location what messages call the file
   * @param chain at least one certificate, each issued by the next, the root last
   * @throws RefusedException if it is no such chain
   */
  public static Authority chain(String location, List<X509Certificate> chain)
      throws RefusedException {
    for (int i = 1; i < chain.size(); i++) {
      if (!isBy(chain.get(i - 1), chain.get(i))) {
        throw new RefusedException(
            CHECK,
            "its certificates are no chain: the next one was expected to issue the one before",
            chain.get(i - 1).getIssuerX500Principal().toString(),
            chain.get(i).getSubjectX500Principal().toString(),
            null);
      }
    }
    return authority(location, chain);
  }

  /**
   * {@return the authorities of a set of roots, and of those that they made}
   *
   * @param location what messages call the file
   * @param roots any number of certificates
   * @param intermediates certificates that may stand between a root and a signer
   * @throws RefusedException if they make more chains than are tried
   */
  public static List<Authority> roots(
      String location, List<X509Certificate> roots, List<X509Certificate> intermediates)
      throws RefusedException {
    List<Authority> authorities = new ArrayList<>();
    for (X509Certificate root : roots) {
      extend(location, List.of(root), intermediates, authorities);
    }
    return authorities;
  }

  /** Adds a chain, and every one that goes on below it; none goes through a certificate twice. */
  private static void extend(
      String location,
      List<X509Certificate> chain,
      List<X509Certificate> between,
      List<Authority> all)
      throws RefusedException {
    if (all.size() == Limits.KEYS) {
      throw new RefusedException(CHECK, "its certificates make more chains than are tried");
    }
    all.add(authority(location, chain));
    for (X509Certificate next : between) {
      if (isBy(next, chain.get(0)) && !chain.contains(next)) {
        List<X509Certificate> longer = new ArrayList<>(List.of(next));
        longer.addAll(chain);
        extend(location, longer, between, all);
      }
    }
  }

  private static boolean isBy(X509Certificate below, X509Certificate above) {
    return below.getIssuerX500Principal().equals(above.getSubjectX500Principal());
  }

  private static Authority authority(String location, List<X509Certificate> chain) {
    X509Certificate root = chain.get(chain.size() - 1);
    Validity validity =
        new Validity(root.getNotBefore().toInstant(), root.getNotAfter().toInstant());
    return new Authority(location, chain, validity);
  }
}
