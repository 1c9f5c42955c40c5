package dev.gotrust.signature;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate authority of the tests: a root, what it issues, and the keys of both. */
final class VirtualAuthority {
  static final String FULCIO = "1.3.6.1.4.1.57264.1.";

  private static final ASN1ObjectIdentifier TIMESTAMPS =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2");

  private final X500Name name;
  private final KeyPair keys;
  private final X509CertificateHolder certificate;
  private int serial = 100;

  private VirtualAuthority(X500Name name, KeyPair keys, X509CertificateHolder certificate) {
    this.name = name;
    this.keys = keys;
    this.certificate = certificate;
  }

  X509CertificateHolder certificate() {
    return certificate;
  }

  static VirtualAuthority root(String title, Instant from, Instant to) throws Exception {
    KeyPair keys = keys("P-256");
    X500Name name = name(title, keys);
    X509v3CertificateBuilder builder = builder(name, name, keys.getPublic(), 1, from, to);
    addAuthority(builder);
    return new VirtualAuthority(name, keys, sign(builder, keys.getPrivate()));
  }

  VirtualAuthority intermediate(String title, Instant from, Instant to) throws Exception {
    KeyPair below = keys("P-256");
    X500Name subject = name(title, below);
    X509v3CertificateBuilder builder = builder(name, subject, below.getPublic(), 2, from, to);
    addAuthority(builder);
    return new VirtualAuthority(subject, below, sign(builder, keys.getPrivate()));
  }

  /** Those of two instances differ. */
  private static X500Name name(String title, KeyPair keys) throws GeneralSecurityException {
    String unique = VirtualBundle.hex(sha256(keys.getPublic().getEncoded())).substring(0, 8);
    return new X500Name("O=virtual.test, CN=" + title + " " + unique);
  }

  private static void addAuthority(X509v3CertificateBuilder builder) throws IOException {
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
  }

  /** What a leaf shall be. */
  record Leaf(
      PublicKey key,
      Instant from,
      Instant to,
      @Nullable GeneralNames names,
      @Nullable KeyPurposeId purpose,
      boolean isAuthority,
      Map<String, String> claims) {}

  /** Issues a certificate; where a log is named, with its timestamp of that time. */
  X509CertificateHolder issue(Leaf leaf, @Nullable KeyPair log, Instant loggedAt) throws Exception {
    X509v3CertificateBuilder builder =
        builder(name, subject(leaf), leaf.key(), serial++, leaf.from(), leaf.to());
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    if (leaf.purpose() != null) {
      boolean critical = leaf.purpose().equals(KeyPurposeId.id_kp_timeStamping);
      builder.addExtension(
          Extension.extendedKeyUsage, critical, new ExtendedKeyUsage(leaf.purpose()));
    }
    if (leaf.isAuthority()) {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    }
    if (leaf.names() != null) {
      builder.addExtension(Extension.subjectAlternativeName, true, leaf.names());
    }
    for (Map.Entry<String, String> claim : leaf.claims().entrySet()) {
      addClaim(builder, claim.getKey(), claim.getValue());
    }
    X509CertificateHolder bare = sign(builder, keys.getPrivate());
    if (log == null) {
      return bare;
    }
    byte[] logged = bare.toASN1Structure().getTBSCertificate().getEncoded("DER");
    builder.addExtension(TIMESTAMPS, false, new DEROctetString(timestamps(log, loggedAt, logged)));
    return sign(builder, keys.getPrivate());
  }

  /** Fulcio's certificates name nobody there; without other names the JDK asks for a subject. */
  private static X500Name subject(Leaf leaf) {
    return new X500Name(leaf.names() == null ? "CN=nobody" : "");
  }

  /** Those up to arc 6 are bare text, later ones UTF8String. */
  private static void addClaim(X509v3CertificateBuilder builder, String arc, String value)
      throws IOException {
    ASN1ObjectIdentifier oid = new ASN1ObjectIdentifier(FULCIO + arc);
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    boolean bare = Integer.parseInt(arc) <= 6;
    builder.addExtension(oid, false, bare ? text : new DERUTF8String(value).getEncoded("DER"));
  }

  /** A list of one signed certificate timestamp (RFC 6962, section 3.3). */
  private byte[] timestamps(KeyPair log, Instant at, byte[] logged) throws Exception {
    byte[] issuer = sha256(certificate.getSubjectPublicKeyInfo().getEncoded("DER"));
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes(new byte[] {0, 0});
    signed.writeBytes(ByteBuffer.allocate(8).putLong(at.toEpochMilli()).array());
    signed.writeBytes(new byte[] {0, 1});
    signed.writeBytes(issuer);
    signed.writeBytes(length(logged.length, 3));
    signed.writeBytes(logged);
    signed.writeBytes(new byte[] {0, 0});
    byte[] signature = sign("SHA256withECDSA", log.getPrivate(), signed.toByteArray());
    ByteArrayOutputStream timestamp = new ByteArrayOutputStream();
    timestamp.write(0);
    timestamp.writeBytes(sha256(log.getPublic().getEncoded()));
    timestamp.writeBytes(ByteBuffer.allocate(8).putLong(at.toEpochMilli()).array());
    timestamp.writeBytes(new byte[] {0, 0, 4, 3});
    timestamp.writeBytes(length(signature.length, 2));
    timestamp.writeBytes(signature);
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    list.writeBytes(length(timestamp.size() + 2, 2));
    list.writeBytes(length(timestamp.size(), 2));
    list.writeBytes(timestamp.toByteArray());
    return list.toByteArray();
  }

  private static byte[] length(int value, int bytes) {
    byte[] length = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      length[i] = (byte) (value >> 8 * (bytes - 1 - i));
    }
    return length;
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, int serial, Instant from, Instant to) {
    return new JcaX509v3CertificateBuilder(
        issuer, BigInteger.valueOf(serial), Date.from(from), Date.from(to), subject, key);
  }

  private static X509CertificateHolder sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws OperatorCreationException {
    ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
    return builder.build(signer);
  }

  /** Makes keys of {@code P-256}, {@code P-384}, {@code P-521}, {@code RSA} or {@code Ed25519}. */
  static KeyPair keys(String kind) throws GeneralSecurityException {
    if (kind.equals("RSA")) {
      KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
      rsa.initialize(2048);
      return rsa.generateKeyPair();
    }
    if (kind.equals("Ed25519")) {
      return KeyPairGenerator.getInstance(kind).generateKeyPair();
    }
    KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
    ec.initialize(new ECGenParameterSpec("secp" + kind.substring(2) + "r1"));
    return ec.generateKeyPair();
  }

  static byte[] sign(String algorithm, PrivateKey key, byte[] message)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(message);
    return signature.sign();
  }

  static byte[] sha256(byte[] data) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(data);
  }
}
