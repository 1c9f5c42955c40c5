package dev.gotrust.signature;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.EdDSAParameterSpec;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/**
 * Mints one bundle. Every setting has a value by which the bundle holds; a test changes one, or the
 * JSON that comes out.
 */
public final class VirtualBundle {
  private final VirtualSigstore sigstore;
  private final byte[] content;
  private final @Nullable String payloadType;
  private final Map<String, String> claims = new LinkedHashMap<>();

  private String version = "0.3";
  private String logged;
  private String keyKind = "P-256";
  private Instant issuedAt = VirtualSigstore.SIGNED_AT.minusSeconds(30);
  private Instant integratedAt = VirtualSigstore.SIGNED_AT;
  private Instant certificateLoggedAt = issuedAt;
  private boolean promise = true;
  private @Nullable Instant stampedAt;
  private VirtualStamps.Kind stampKind = VirtualStamps.Kind.PLAIN;
  private GeneralName @Nullable [] names;
  private @Nullable KeyPurposeId purpose = KeyPurposeId.id_kp_codeSigning;
  private boolean authority;
  private @Nullable KeyPair certificateLog;
  private boolean logsCertificate = true;
  private @Nullable VirtualSigstore issuedBy;
  private boolean byRoot;
  private boolean withKey;
  private @Nullable KeyPair keys;

  VirtualBundle(VirtualSigstore sigstore, byte[] content, @Nullable String payloadType) {
    this.sigstore = sigstore;
    this.content = content.clone();
    this.payloadType = payloadType;
    this.logged = payloadType == null ? "hashedrekord 0.0.1" : "dsse 0.0.1";
    claims.put("1", VirtualSigstore.ISSUER);
    claims.put("8", VirtualSigstore.ISSUER);
    claims.put("2", "push");
    claims.put("3", "0123456789abcdef0123456789abcdef01234567");
    claims.put("4", "Release");
    claims.put("5", "acme/tool");
    claims.put("6", "refs/tags/v1.2.3");
    claims.put("12", "https://github.com/acme/tool");
  }

  /** Sets the bundle's version; that of 0.1 and 0.2 carries a chain. */
  public VirtualBundle version(String changed) {
    version = changed;
    return this;
  }

  /** Sets the kind of the log entry; that of Rekor's second version has no promise but a stamp. */
  public VirtualBundle logged(String changed) {
    logged = changed;
    if (isOfSecondLog()) {
      promise = false;
      stampedAt = integratedAt;
    }
    return this;
  }

  /** Sets the kind of key: P-256, P-384, P-521, RSA or Ed25519. */
  public VirtualBundle key(String changed) {
    keyKind = changed;
    return this;
  }

  /** Carries a hint at that key in place of a certificate. */
  public VirtualBundle key(KeyPair changed) {
    keys = changed;
    withKey = true;
    return this;
  }

  public VirtualBundle issuedAt(Instant changed) {
    issuedAt = changed;
    return this;
  }

  public VirtualBundle integratedAt(Instant changed) {
    integratedAt = changed;
    return this;
  }

  public VirtualBundle promised(boolean changed) {
    promise = changed;
    return this;
  }

  public VirtualBundle stampedAt(@Nullable Instant changed) {
    stampedAt = changed;
    return this;
  }

  VirtualBundle stamped(VirtualStamps.Kind changed) {
    stampKind = changed;
    return this;
  }

  VirtualBundle names(GeneralName... changed) {
    names = changed;
    return this;
  }

  /** Sets the subject alternative name to that URI. */
  public VirtualBundle identity(String changed) {
    return names(new GeneralName(GeneralName.uniformResourceIdentifier, changed));
  }

  /** Sets one of Fulcio's extensions, by its last arc; null leaves it out. */
  public VirtualBundle claim(String arc, @Nullable String changed) {
    if (changed == null) {
      claims.remove(arc);
    } else {
      claims.put(arc, changed);
    }
    return this;
  }

  VirtualBundle purpose(@Nullable KeyPurposeId changed) {
    purpose = changed;
    return this;
  }

  VirtualBundle authority() {
    authority = true;
    return this;
  }

  VirtualBundle certificateLog(@Nullable KeyPair changed) {
    certificateLog = changed;
    logsCertificate = changed != null;
    return this;
  }

  VirtualBundle certificateLoggedAt(Instant changed) {
    certificateLoggedAt = changed;
    return this;
  }

  VirtualBundle issuedBy(VirtualSigstore other) {
    issuedBy = other;
    return this;
  }

  VirtualBundle issuedByRoot() {
    byRoot = true;
    return this;
  }

  private boolean isOfSecondLog() {
    return logged.equals("hashedrekord 0.0.2") || logged.equals("dsse 0.0.2");
  }

  /** {@return the bundle's JSON} */
  public ObjectNode mint() {
    try {
      return minted();
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Writes the bundle for other programs. */
  public Path writeTo(Path file) throws java.io.IOException {
    return Files.writeString(file, mint().toPrettyString());
  }

  private ObjectNode minted() throws Exception {
    KeyPair signer = keys == null ? VirtualAuthority.keys(keyKind) : keys;
    byte[] message = payloadType == null ? content : preAuthentication();
    byte[] signature = sign(signer, message);
    byte[] verifier =
        withKey ? signer.getPublic().getEncoded() : VirtualSigstore.encoded(issue(signer));
    ObjectNode bundle = JsonNodeFactory.instance.objectNode();
    bundle.put("mediaType", mediaType());
    ObjectNode material = bundle.putObject("verificationMaterial");
    material(material, verifier);
    VirtualLog log = sigstore.log(isOfSecondLog());
    String[] kind = logged.split(" ", 2);
    VirtualBody body =
        new VirtualBody(content, message, payloadType, signature, verifier, withKey, keyKind);
    material
        .putArray("tlogEntries")
        .add(log.entry(kind[0], kind[1], body.of(logged), integratedAt, promise));
    if (stampedAt != null) {
      material
          .putObject("timestampVerificationData")
          .putArray("rfc3161Timestamps")
          .addObject()
          .put(
              "signedTimestamp",
              VirtualLog.base64(sigstore.stamps().stamp(signature, stampedAt, stampKind)));
    }
    content(bundle, signature);
    return bundle;
  }

  private String mediaType() {
    String type = "application/vnd.dev.sigstore.bundle";
    return version.equals("0.3") ? type + ".v0.3+json" : type + "+json;version=" + version;
  }

  private void material(ObjectNode material, byte[] verifier) throws Exception {
    if (withKey) {
      material
          .putObject("publicKey")
          .put("hint", VirtualLog.base64(VirtualAuthority.sha256(verifier)));
    } else if (version.equals("0.3")) {
      material.putObject("certificate").put("rawBytes", VirtualLog.base64(verifier));
    } else {
      ArrayNode chain = material.putObject("x509CertificateChain").putArray("certificates");
      chain.addObject().put("rawBytes", VirtualLog.base64(verifier));
      byte[] issuer = VirtualSigstore.encoded(sigstore.issuer().certificate());
      chain.addObject().put("rawBytes", VirtualLog.base64(issuer));
    }
  }

  private void content(ObjectNode bundle, byte[] signature) throws Exception {
    if (payloadType != null) {
      ObjectNode envelope = bundle.putObject("dsseEnvelope");
      envelope.put("payload", VirtualLog.base64(content)).put("payloadType", payloadType);
      envelope.putArray("signatures").addObject().put("sig", VirtualLog.base64(signature));
      return;
    }
    ObjectNode message = bundle.putObject("messageSignature");
    message
        .putObject("messageDigest")
        .put("algorithm", VirtualBody.protoName(VirtualBody.digestOf(keyKind)))
        .put(
            "digest",
            VirtualLog.base64(
                MessageDigest.getInstance(VirtualBody.digestOf(keyKind)).digest(content)));
    message.put("signature", VirtualLog.base64(signature));
  }

  private X509CertificateHolder issue(KeyPair signer) throws Exception {
    VirtualSigstore by = issuedBy == null ? sigstore : issuedBy;
    GeneralName[] chosen =
        names == null
            ? new GeneralName[] {
              new GeneralName(GeneralName.uniformResourceIdentifier, VirtualSigstore.IDENTITY)
            }
            : names;
    VirtualAuthority.Leaf leaf =
        new VirtualAuthority.Leaf(
            signer.getPublic(),
            issuedAt,
            issuedAt.plus(VirtualSigstore.lifetime()),
            chosen.length == 0 ? null : new GeneralNames(chosen),
            purpose,
            authority,
            claims);
    KeyPair log = certificateLog == null ? by.certificateLog() : certificateLog;
    VirtualAuthority issuer = byRoot ? by.rootAuthority() : by.issuer();
    return issuer.issue(leaf, logsCertificate ? log : null, certificateLoggedAt);
  }

  private byte[] preAuthentication() {
    String type = String.valueOf(payloadType);
    String head = "DSSEv1 " + type.length() + " " + type + " " + content.length + " ";
    byte[] start = head.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[start.length + content.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(content, 0, all, start.length, content.length);
    return all;
  }

  /** As clients sign: Ed25519 of a file is hashed first, so that a log can check it. */
  private byte[] sign(KeyPair signer, byte[] message) throws Exception {
    if (keyKind.equals("Ed25519")) {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(signer.getPrivate());
      signature.setParameter(new EdDSAParameterSpec(payloadType == null));
      signature.update(message);
      return signature.sign();
    }
    String hash = VirtualBody.digestOf(keyKind).replace("-", "");
    String suffix = keyKind.equals("RSA") ? "withRSA" : "withECDSA";
    return VirtualAuthority.sign(hash + suffix, signer.getPrivate(), message);
  }

  static String hex(byte[] data) {
    return HexFormat.of().formatHex(data);
  }
}
