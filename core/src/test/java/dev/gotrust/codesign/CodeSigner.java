package dev.gotrust.codesign;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A signer of code with an authority of its own, minted for a test. */
record CodeSigner(X509Certificate[] chain, PrivateKey key, X509Certificate root) {
  static final String CODE_SIGNING = Cms.CODE_SIGNING;
  static final String TIMESTAMPING = "1.3.6.1.5.5.7.3.8";
  static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant TO = Instant.parse("2027-01-01T00:00:00Z");

  /** Times that no test sees, for what the clock of the machine judges. */
  static final Instant EVER = Instant.parse("2000-01-01T00:00:00Z");

  static final Instant NEVER = Instant.parse("2199-01-01T00:00:00Z");

  static CodeSigner mint(String name, String use) {
    return mint(name, use, FROM, TO);
  }

  /** Mints a signer whose own certificate is valid for a time, and its authority for ever. */
  static CodeSigner mint(String name, String use, Instant from, Instant to) {
    try {
      KeyPair above = keys();
      KeyPair below = keys();
      X509Certificate root = certificate("root", 1, above, "root", above, null, EVER, NEVER);
      X509Certificate leaf = certificate("root", 2, above, name, below, use, from, to);
      return new CodeSigner(new X509Certificate[] {leaf, root}, below.getPrivate(), root);
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Has an authority between root and leaf that is itself for a use, or for any; null for any. */
  static CodeSigner below(@Nullable String use) throws Exception {
    KeyPair top = keys();
    KeyPair middle = keys();
    KeyPair below = keys();
    X509Certificate root = certificate("root", 1, top, "root", top, null);
    X509Certificate between = authority("root", top, "between", middle, use);
    X509Certificate leaf = certificate("between", 3, middle, "signer", below, CODE_SIGNING);
    return new CodeSigner(new X509Certificate[] {leaf, between}, below.getPrivate(), root);
  }

  private static X509Certificate authority(
      String issuer, KeyPair above, String subject, KeyPair keys, @Nullable String use)
      throws Exception {
    JcaX509v3CertificateBuilder builder = builder(issuer, 2, subject, keys, FROM, TO);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    if (use != null) {
      KeyPurposeId purpose = KeyPurposeId.getInstance(new ASN1ObjectIdentifier(use));
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    }
    return signed(builder, above);
  }

  /** Signs by an algorithm of old. */
  static CodeSigner dsa() throws Exception {
    KeyPair above = keys();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("DSA");
    generator.initialize(2048);
    KeyPair below = generator.generateKeyPair();
    X509Certificate root = certificate("root", 1, above, "root", above, null);
    X509Certificate leaf = certificate("root", 2, above, "signer", below, CODE_SIGNING);
    return new CodeSigner(new X509Certificate[] {leaf}, below.getPrivate(), root);
  }

  /** Has a certificate whose key is for other things than signatures. */
  static CodeSigner forAgreement() throws Exception {
    KeyPair above = keys();
    KeyPair below = keys();
    X509Certificate root = certificate("root", 1, above, "root", above, null);
    JcaX509v3CertificateBuilder builder = builder("root", 2, "signer", below, FROM, TO);
    ExtendedKeyUsage use = new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning);
    builder.addExtension(Extension.extendedKeyUsage, false, use);
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyAgreement));
    X509Certificate leaf = signed(builder, above);
    return new CodeSigner(new X509Certificate[] {leaf}, below.getPrivate(), root);
  }

  /** Brings many certificates, each of which has signed each of the others. */
  static CodeSigner tangled(String name, int count) throws Exception {
    KeyPair above = keys();
    KeyPair below = keys();
    List<X509Certificate> chain = new ArrayList<>();
    chain.add(certificate("root", 1, above, name, below, CODE_SIGNING));
    for (int i = 0; i < count; i++) {
      chain.add(certificate("root", 2 + i, above, "root", above, null));
    }
    return new CodeSigner(chain.toArray(new X509Certificate[0]), below.getPrivate(), chain.get(1));
  }

  private static KeyPair keys() throws Exception {
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    return rsa.generateKeyPair();
  }

  private static X509Certificate certificate(
      String issuer, int serial, KeyPair above, String subject, KeyPair keys, @Nullable String use)
      throws Exception {
    return certificate(issuer, serial, above, subject, keys, use, FROM, TO);
  }

  private static X509Certificate certificate(
      String issuer,
      int serial,
      KeyPair above,
      String subject,
      KeyPair keys,
      @Nullable String use,
      Instant from,
      Instant to)
      throws Exception {
    JcaX509v3CertificateBuilder builder = builder(issuer, serial, subject, keys, from, to);
    if (use == null) {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    } else {
      KeyPurposeId purpose = KeyPurposeId.getInstance(new ASN1ObjectIdentifier(use));
      boolean critical = purpose.equals(KeyPurposeId.id_kp_timeStamping); // RFC 3161, 2.3
      builder.addExtension(Extension.extendedKeyUsage, critical, new ExtendedKeyUsage(purpose));
    }
    return signed(builder, above);
  }

  private static JcaX509v3CertificateBuilder builder(
      String issuer, int serial, String subject, KeyPair keys, Instant from, Instant to) {
    return new JcaX509v3CertificateBuilder(
        new X500Principal("CN=" + issuer),
        BigInteger.valueOf(serial),
        Date.from(from),
        Date.from(to),
        new X500Principal("CN=" + subject),
        keys.getPublic());
  }

  private static X509Certificate signed(JcaX509v3CertificateBuilder builder, KeyPair above)
      throws Exception {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(above.getPrivate())));
  }

  byte[] rootPem() throws Exception {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(root.getEncoded());
    return ("-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
