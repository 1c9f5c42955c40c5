package dev.gotrust.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.fixtures.Hostile;
import dev.gotrust.fixtures.Variant;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.sigstore.Authorities;
import dev.gotrust.sigstore.OptOuts;
import dev.gotrust.sigstore.SigstoreCheck;
import dev.gotrust.sigstore.TrustedRoot;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What cosign writes into files of their own is as good as what stands in a bundle. */
class AttachmentsTest {
  private static final OptOuts NO_LOG = new OptOuts(true, false, false);

  private final VirtualSigstore sigstore = instance();
  private final ObjectNode bundle =
      sigstore.ofFile(Keylessly.FILE).stampedAt(VirtualSigstore.SIGNED_AT).mint();

  private static VirtualSigstore instance() {
    try {
      return new VirtualSigstore();
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private byte[] signature() {
    return bundle.at("/messageSignature/signature").asText().getBytes(US_ASCII);
  }

  private byte[] certificate() {
    return pem(decode(bundle.at("/verificationMaterial/certificate/rawBytes").asText()));
  }

  private byte[] timestamp() {
    String path = "/verificationMaterial/timestampVerificationData/rfc3161Timestamps/0";
    return decode(bundle.at(path + "/signedTimestamp").asText());
  }

  private static byte[] decode(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  private static byte[] base64(byte[] data) {
    return Base64.getEncoder().encode(data);
  }

  private static byte[] pem(byte[]... certificates) {
    StringBuilder text = new StringBuilder();
    for (byte[] der : certificates) {
      text.append("-----BEGIN CERTIFICATE-----\n")
          .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der))
          .append("\n-----END CERTIFICATE-----\n");
    }
    return text.toString().getBytes(US_ASCII);
  }

  private static List<X509Certificate> certificates(byte[]... der) throws RefusedException {
    return Authorities.certificates(pem(der));
  }

  private Verified verify(Attachments attachments, TrustedRoot root, OptOuts optOuts)
      throws Exception {
    Bundle bare = BundleReader.read("file.sig", signature()).get(0);
    Keylessly user = Keylessly.of(sigstore);
    return new KeylessVerifier(
            user.identities(), root, optOuts, InstantSource.fixed(VirtualSigstore.LATER))
        .verify(attachments.to(bare), user.input());
  }

  private String refused(Attachments attachments, TrustedRoot root, OptOuts optOuts) {
    return assertThrows(RefusedException.class, () -> verify(attachments, root, optOuts)).check();
  }

  private Attachments both() throws RefusedException {
    return new Attachments(
        Attachments.certificates(certificate()), List.of(Attachments.timestamp(timestamp())));
  }

  @Test
  void aSignatureHoldsWithItsCertificateAndTimestamp() throws Exception {
    TrustedRoot root = Keylessly.root(sigstore.trustedRoot());
    assertEquals(VirtualSigstore.SIGNED_AT, verify(both(), root, NO_LOG).signedAt());
    assertEquals("log entry", refused(both(), root, OptOuts.NONE));
    Attachments undated = new Attachments(both().certificates(), List.of());
    assertEquals("signing time", refused(undated, root, NO_LOG));
    assertNull(verify(undated, root, new OptOuts(true, false, true)).signedAt());
    assertEquals("certificate", refused(Attachments.NONE, root, NO_LOG));
    TrustedRoot other = Keylessly.root(instance().trustedRoot());
    assertEquals("signing time", refused(both(), other, NO_LOG), "its timestamps do not count");
    assertEquals("certificate chain", refused(both(), other, new OptOuts(true, true, true)));
  }

  @Test
  void aTimestampIsAskedForWhereTheUserWantsOne() throws Exception {
    Keylessly user = Keylessly.of(sigstore);
    SigstoreCheck check =
        new SigstoreCheck(user.root(), OptOuts.NONE, InstantSource.fixed(VirtualSigstore.LATER))
            .requiringTimestamp();
    KeylessVerifier verifier = new KeylessVerifier(user.identities(), check);
    verifier.verify(read(bundle), user.input());
    Bundle unstamped = read(sigstore.ofFile(Keylessly.FILE).mint());
    RefusedException refused =
        assertThrows(RefusedException.class, () -> verifier.verify(unstamped, user.input()));
    assertEquals("timestamp", refused.check());
  }

  private static Bundle read(ObjectNode json) throws RefusedException {
    return BundleReader.read("bundle", Keylessly.bytes(json)).get(0);
  }

  @Test
  void whoABundleNamesStays() throws Exception {
    Bundle own = read(bundle);
    assertEquals(own.material(), both().to(own).material());
    Bundle other = read(sigstore.ofFile(Keylessly.FILE).mint());
    assertThrows(RefusedException.class, () -> both().to(other));
    Bundle keyed = read(sigstore.ofFile(Keylessly.FILE).key(VirtualAuthority.keys("P-256")).mint());
    assertThrows(RefusedException.class, () -> both().to(keyed));
    assertEquals(keyed.material(), Attachments.NONE.to(keyed).material());
  }

  @Test
  void aTimestampOfAnotherSignatureIsRefused() throws Exception {
    ObjectNode another =
        sigstore.ofFile(new byte[] {1}).stampedAt(VirtualSigstore.SIGNED_AT).mint();
    String path = "/verificationMaterial/timestampVerificationData/rfc3161Timestamps/0";
    Bytes stamp = Bytes.of(decode(another.at(path + "/signedTimestamp").asText()));
    Attachments wrong = new Attachments(both().certificates(), List.of(stamp));
    TrustedRoot root = Keylessly.root(sigstore.trustedRoot());
    assertEquals("timestamp", refused(wrong, root, NO_LOG));
  }

  @Test
  void eachFormIsRead() throws Exception {
    List<Bytes> certificates = both().certificates();
    assertEquals(certificates, Attachments.certificates(base64(certificate())));
    Bytes stamp = Bytes.of(timestamp());
    assertEquals(stamp, Attachments.timestamp(timestamp()));
    assertEquals(stamp, Attachments.timestamp(base64(timestamp())));
    String json =
        "{\"SignedRFC3161Timestamp\":\"" + Base64.getEncoder().encodeToString(timestamp()) + "\"}";
    assertEquals(stamp, Attachments.timestamp(json.getBytes(US_ASCII)));
  }

  @Test
  void whatIsNeitherIsRefused() {
    List<String> texts = List.of("", "{", "{}", "{\"SignedRFC3161Timestamp\":1}", "text", "AAAA");
    for (String text : texts) {
      byte[] data = text.getBytes(US_ASCII);
      assertThrows(RefusedException.class, () -> Attachments.certificates(data), text);
      assertThrows(RefusedException.class, () -> Attachments.timestamp(data), text);
    }
    byte[] key = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n".getBytes(US_ASCII);
    assertThrows(RefusedException.class, () -> Attachments.certificates(key));
    assertThrows(RefusedException.class, () -> Attachments.timestamp(new byte[2 * 1024 * 1024]));
  }

  /** What the authority signed: the digest and the time, and its signature. */
  @Test
  void changedTimestampsAreRefused() throws Exception {
    TrustedRoot root = Keylessly.root(sigstore.trustedRoot());
    byte[] stamp = timestamp();
    String digest = Bytes.sha256(decode(new String(signature(), US_ASCII))).hex();
    int at = Bytes.of(stamp).hex().indexOf(digest) / 2;
    Stream<Variant> variants =
        Stream.concat(
            Hostile.bumps(stamp, at, at + 60),
            Hostile.bumps(stamp, stamp.length - 40, stamp.length));
    for (Variant variant : Hostile.each(variants)) {
      assertThrows(
          RefusedException.class,
          () -> {
            Bytes changed = Attachments.timestamp(variant.bytes());
            verify(new Attachments(both().certificates(), List.of(changed)), root, NO_LOG);
          },
          variant.label());
    }
  }

  private TrustedRoot withAuthorities(List<TrustedRoot.Authority> authorities) {
    TrustedRoot root = Keylessly.root(sigstore.trustedRoot());
    return new TrustedRoot(
        "own",
        root.sha256(),
        authorities,
        root.certificateLogs(),
        root.transparencyLogs(),
        root.timestampAuthorities());
  }

  @Test
  void authoritiesOfTheUserTakeThePlaceOfThoseOfTheRoot() throws Exception {
    byte[] issuer = sigstore.issuer().certificate().getEncoded();
    byte[] root = sigstore.rootAuthority().certificate().getEncoded();
    byte[] other = instance().rootAuthority().certificate().getEncoded();
    verify(
        both(),
        withAuthorities(List.of(Authorities.chain("f", certificates(issuer, root)))),
        NO_LOG);
    verify(
        both(),
        withAuthorities(Authorities.roots("f", certificates(other, root), certificates(issuer))),
        NO_LOG);
    verify(
        both(),
        withAuthorities(Authorities.roots("f", certificates(root), certificates(other, issuer))),
        NO_LOG);
    List<TrustedRoot.Authority> incomplete = Authorities.roots("f", certificates(root), List.of());
    assertEquals("certificate chain", refused(both(), withAuthorities(incomplete), NO_LOG));
    List<TrustedRoot.Authority> wrong =
        Authorities.roots("f", certificates(other), certificates(issuer));
    assertEquals("certificate chain", refused(both(), withAuthorities(wrong), NO_LOG));
  }

  @Test
  void whatIsNoChainIsRefused() throws Exception {
    byte[] issuer = sigstore.issuer().certificate().getEncoded();
    byte[] root = sigstore.rootAuthority().certificate().getEncoded();
    assertThrows(RefusedException.class, () -> Authorities.chain("f", certificates(root, issuer)));
    assertThrows(RefusedException.class, () -> Authorities.certificates(new byte[0]));
    assertThrows(
        RefusedException.class, () -> Authorities.chain("f", certificates(new byte[] {0x30, 0})));
    byte[][] many = new byte[17][];
    java.util.Arrays.fill(many, root);
    assertThrows(RefusedException.class, () -> Authorities.chain("f", certificates(many)));
  }

  /** Certificates that issue each other make many chains, not endless ones. */
  @Test
  void circlesEnd() throws Exception {
    byte[] root = sigstore.rootAuthority().certificate().getEncoded();
    byte[][] same = new byte[16][];
    java.util.Arrays.fill(same, root);
    assertEquals(1, Authorities.roots("f", certificates(root), certificates(same)).size());
  }
}
