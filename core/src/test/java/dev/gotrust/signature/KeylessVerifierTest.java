package dev.gotrust.signature;

import static dev.gotrust.signature.VirtualSigstore.SIGNED_AT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gotrust.bytes.Digest;
import dev.gotrust.bytes.DigestAlgorithm;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.sigstore.OptOuts;
import dev.gotrust.sigstore.SigningCertificate.Claim;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a virtual Sigstore mints holds; what is off in one respect is refused for that. */
class KeylessVerifierTest {
  private static final String STATEMENT =
      "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"\u00e9\"}]}";
  private static final OptOuts NO_LOG = new OptOuts(true, false, false);
  private static final OptOuts NO_LOG_NO_TIME = new OptOuts(true, false, true);

  private static VirtualSigstore sigstore;
  private static VirtualSigstore stranger;
  private static Keylessly user;

  @BeforeAll
  static void start() throws Exception {
    sigstore = new VirtualSigstore();
    stranger = new VirtualSigstore();
    user = Keylessly.of(sigstore);
  }

  private static VirtualBundle file() {
    return sigstore.ofFile(Keylessly.FILE);
  }

  private static ObjectNode entry(ObjectNode bundle) {
    return (ObjectNode) bundle.at("/verificationMaterial/tlogEntries/0");
  }

  private static ArrayNode entries(ObjectNode bundle) {
    return (ArrayNode) bundle.at("/verificationMaterial/tlogEntries");
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, hashedrekord 0.0.1, P-256, ECDSA P-256 SHA-256",
    "0.2, hashedrekord 0.0.1, P-256, ECDSA P-256 SHA-256",
    "0.3, hashedrekord 0.0.1, P-256, ECDSA P-256 SHA-256",
    "0.3, hashedrekord 0.0.1, P-384, ECDSA P-384 SHA-384",
    "0.3, hashedrekord 0.0.1, P-521, ECDSA P-521 SHA-512",
    "0.3, hashedrekord 0.0.1, RSA, RSA 2048 PKCS#1 v1.5 SHA-256",
    "0.3, hashedrekord 0.0.1, Ed25519, Ed25519ph",
    "0.3, hashedrekord 0.0.2, P-256, ECDSA P-256 SHA-256",
    "0.3, hashedrekord 0.0.2, P-384, ECDSA P-384 SHA-384",
    "0.3, hashedrekord 0.0.2, P-521, ECDSA P-521 SHA-512",
    "0.3, hashedrekord 0.0.2, Ed25519, Ed25519ph"
  })
  void signaturesOfFilesHold(String version, String logged, String key, String algorithm) {
    ObjectNode bundle = file().version(version).key(key).logged(logged).mint();
    Verified verified = user.accepted(bundle);
    assertEquals(algorithm, verified.algorithm());
    assertEquals(SIGNED_AT, verified.signedAt());
    assertEquals(VirtualSigstore.IDENTITY, verified.signer().title());
    assertEquals(1, verified.logEntries().size());
    assertEquals(List.of(), verified.remarks());
    assertNull(verified.envelope());
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, dsse 0.0.1, P-256",
    "0.3, dsse 0.0.1, P-384",
    "0.3, dsse 0.0.1, Ed25519",
    "0.1, intoto 0.0.1, P-256",
    "0.1, intoto 0.0.2, P-256",
    "0.2, intoto 0.0.2, P-521",
    "0.3, dsse 0.0.2, P-256",
    "0.3, hashedrekord 0.0.1, P-256",
    "0.3, hashedrekord 0.0.2, P-256",
    "0.3, hashedrekord 0.0.2, P-384"
  })
  void envelopesHold(String version, String logged, String key) {
    ObjectNode bundle =
        sigstore.ofStatement(STATEMENT).version(version).key(key).logged(logged).mint();
    VerifiedEnvelope envelope = user.accepted(bundle).envelope();
    assertNotNull(envelope);
    assertEquals("application/vnd.in-toto+json", envelope.payloadType());
    assertEquals(STATEMENT, new String(envelope.payload().toArray(), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"SHA256, P-256", "SHA384, P-384", "SHA512, P-521"})
  void digestsStandForFiles(DigestAlgorithm algorithm, String key) {
    SignedInput digest = SignedInput.of(Digest.of(algorithm, Keylessly.FILE));
    SignedInput other = SignedInput.of(Digest.of(algorithm, new byte[1]));
    ObjectNode bundle = file().key(key).mint();
    user.with(digest).accepted(bundle);
    user.with(other).refused(RefusedException.DIGEST, bundle);
    ((ObjectNode) bundle.at("/messageSignature")).remove("messageDigest");
    user.with(digest).accepted(bundle);
    user.with(other).refused("signature", bundle);
  }

  @Test
  void anotherFileIsRefused() {
    ObjectNode bundle = file().mint();
    Keylessly other = user.with(SignedInput.of("another", new byte[] {1}));
    other.refused(RefusedException.DIGEST, bundle);
    ((ObjectNode) bundle.at("/messageSignature")).remove("messageDigest");
    other.refused("signature", bundle);
  }

  @Test
  void whoSignedIsHeldAgainstWhoIsAccepted() {
    ObjectNode bundle = file().mint();
    RefusedException refused =
        user.with(Keylessly.identity("https://example.com", VirtualSigstore.ISSUER))
            .refused("certificate identity", bundle);
    assertEquals("https://example.com", refused.expected());
    assertEquals(VirtualSigstore.IDENTITY, refused.actual());
    user.with(Keylessly.identity(VirtualSigstore.IDENTITY, "https://accounts.example"))
        .refused("certificate issuer", bundle);
    user.with(Keylessly.identity(VirtualSigstore.IDENTITY + "4", VirtualSigstore.ISSUER))
        .refused("certificate identity", bundle);
    user.with(Keylessly.identity("", VirtualSigstore.ISSUER))
        .refused("certificate identity", bundle);
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme/tool", "^https://github.com/acme/", "v1\\.2\\.\\d$", ".*"})
  void expressionsMatchAnyPartAsWithCosign(String expression) {
    TextMatcher any = TextMatcher.expression(expression);
    user.with(new CertificateIdentity(any, TextMatcher.expression(""), Map.of()))
        .accepted(file().mint());
  }

  @Test
  void expressionsThatMatchNoPartAreRefused() {
    TextMatcher other = TextMatcher.expression("^acme/tool");
    user.with(new CertificateIdentity(other, other, Map.of()))
        .refused("certificate identity", file().mint());
  }

  @ParameterizedTest
  @CsvSource({
    "GITHUB_WORKFLOW_TRIGGER, push",
    "GITHUB_WORKFLOW_SHA, 0123456789abcdef0123456789abcdef01234567",
    "GITHUB_WORKFLOW_NAME, Release",
    "GITHUB_WORKFLOW_REPOSITORY, acme/tool",
    "GITHUB_WORKFLOW_REF, refs/tags/v1.2.3"
  })
  void claimsOfTheWorkflowAreHeldToo(Claim claim, String value) {
    ObjectNode bundle = file().mint();
    user.with(claim(claim, value)).accepted(bundle);
    RefusedException refused =
        user.with(claim(claim, value + "x")).refused("certificate " + words(claim), bundle);
    assertEquals(value, refused.actual());
    String arc = Integer.toString(claim.ordinal() + 1);
    user.with(claim(claim, value + "x"))
        .refused("certificate " + words(claim), file().claim(arc, null).mint());
  }

  private static String words(Claim claim) {
    return claim.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private static IdentityPolicy claim(Claim claim, String value) {
    return new CertificateIdentity(
        TextMatcher.exact(VirtualSigstore.IDENTITY),
        TextMatcher.exact(VirtualSigstore.ISSUER),
        Map.of(claim, value));
  }

  @Test
  void laterClaimsStandForTheFirst() {
    ObjectNode bundle = file().claim("5", null).mint();
    user.with(claim(Claim.GITHUB_WORKFLOW_REPOSITORY, "acme/tool")).accepted(bundle);
  }

  @Test
  void eitherIssuerExtensionWillDoButNotTwoThatDiffer() {
    user.accepted(file().claim("8", null).mint());
    user.accepted(file().claim("1", null).mint());
    user.refused("certificate issuer", file().claim("1", null).claim("8", null).mint());
    user.refused("certificate identity", file().claim("1", "https://other.test").mint());
  }

  @Test
  void oneNameIsAsked() {
    GeneralName mail = new GeneralName(GeneralName.rfc822Name, "a@example.com");
    user.with(Keylessly.identity("a@example.com", VirtualSigstore.ISSUER))
        .accepted(file().names(mail).mint());
    user.refused("certificate identity", file().names().mint());
    GeneralName own =
        new GeneralName(GeneralName.uniformResourceIdentifier, VirtualSigstore.IDENTITY);
    user.refused("certificate identity", file().names(own, mail).mint());
    user.refused("certificate identity", file().names(mail, own).mint());
  }

  @Test
  void namesOfOtherKindsAreReadAsFulcioWritesThem() {
    user.with(Keylessly.identity("foo!oidc.local", VirtualSigstore.ISSUER))
        .accepted(file().names(otherName(VirtualAuthority.FULCIO + "7", "foo!oidc.local")).mint());
    user.with(Keylessly.identity("foo!oidc.local", VirtualSigstore.ISSUER))
        .refused(
            "certificate identity", file().names(otherName("1.2.3.4", "foo!oidc.local")).mint());
  }

  private static GeneralName otherName(String oid, String text) {
    ASN1EncodableVector other = new ASN1EncodableVector();
    other.add(new ASN1ObjectIdentifier(oid));
    other.add(new DERTaggedObject(true, 0, new DERUTF8String(text)));
    return new GeneralName(GeneralName.otherName, new DERSequence(other));
  }

  @Test
  void certificatesLeadToTheTrustedAuthority() {
    user.refused("certificate chain", file().issuedBy(stranger).mint());
    user.refused("certificate chain", file().issuedByRoot().mint());
    user.refused("certificate chain", file().purpose(null).mint());
    user.refused("certificate chain", file().purpose(KeyPurposeId.id_kp_serverAuth).mint());
    user.refused("certificate chain", file().authority().mint());
    user.with(Keylessly.root(stranger.trustedRoot())).refused("log entry", file().mint());
  }

  @Test
  void certificatesAreLoggedByATrustedLogInItsTime() throws Exception {
    String check = "signed certificate timestamp";
    user.refused(check, file().certificateLog(null).mint());
    user.refused(check, file().certificateLog(VirtualAuthority.keys("P-256")).mint());
    user.refused(check, file().certificateLoggedAt(Instant.parse("2024-12-31T00:00:00Z")).mint());
    user.with(new OptOuts(false, true, false)).accepted(file().certificateLog(null).mint());
  }

  @Test
  void signaturesAreMadeWhileTheCertificateIsValid() {
    Instant start = SIGNED_AT;
    Instant end = start.plus(VirtualSigstore.lifetime());
    String check = "certificate validity";
    user.accepted(file().issuedAt(start).integratedAt(start).mint());
    user.accepted(file().issuedAt(start).integratedAt(end).mint());
    user.refused(check, file().issuedAt(start).integratedAt(start.minusSeconds(1)).mint());
    user.refused(check, file().issuedAt(start).integratedAt(end.plusSeconds(1)).mint());
    user.accepted(file().issuedAt(start).stampedAt(end).mint());
    user.refused(check, file().issuedAt(start).stampedAt(start.minusSeconds(1)).mint());
    user.refused(check, file().issuedAt(start).stampedAt(end.plusSeconds(1)).mint());
    user.with(new OptOuts(true, true, true))
        .refused(check, file().issuedAt(start).stampedAt(end.plusSeconds(1)).mint());
  }

  @Test
  void theFutureIsNoTime() {
    user.at(SIGNED_AT.minusSeconds(60)).accepted(file().mint());
    user.at(SIGNED_AT.minusSeconds(61)).refused("integrated time", file().mint());
    ObjectNode stamped = file().logged("hashedrekord 0.0.2").mint();
    user.at(SIGNED_AT.minusSeconds(60)).accepted(stamped);
    user.at(SIGNED_AT.minusSeconds(61)).refused("timestamp", stamped);
  }

  @Test
  void authoritiesAndLogsAreTrustedInTheirTimeAlone() {
    ObjectNode promised = file().mint();
    ObjectNode second = file().logged("hashedrekord 0.0.2").mint();
    String[][] places = {
      {"/certificateAuthorities/0/validFor", "certificate chain"},
      {"/tlogs/0/publicKey/validFor", "integrated time"},
      {"/tlogs/1/publicKey/validFor", "log entry"},
      {"/ctlogs/0/publicKey/validFor", "signed certificate timestamp"},
      {"/timestampAuthorities/0/validFor", "timestamp"}
    };
    for (String[] place : places) {
      ObjectNode bundle =
          place[0].contains("tlogs/0") && !place[0].contains("ct") ? promised : second;
      Instant seen = place[0].startsWith("/ctlogs") ? SIGNED_AT.minusSeconds(30) : SIGNED_AT;
      window(place[0], "start", seen).accepted(bundle);
      window(place[0], "end", seen).accepted(bundle);
      window(place[0], "start", seen.plusSeconds(1)).refused(place[1], bundle);
      window(place[0], "end", seen.minusSeconds(1)).refused(place[1], bundle);
    }
  }

  private static Keylessly window(String pointer, String field, Instant to) {
    ObjectNode root = sigstore.trustedRoot();
    ((ObjectNode) root.at(pointer)).put(field, to.toString());
    return user.with(Keylessly.root(root));
  }

  @Test
  void entriesOfStrangersAreNotCounted() {
    ObjectNode own = file().mint();
    ObjectNode other = stranger.ofFile(Keylessly.FILE).mint();
    entries(own).add(entry(other));
    user.accepted(own);
    entries(own).remove(0);
    RefusedException refused = user.refused("log entry", own);
    assertTrue(String.valueOf(refused.next()).contains("--trusted-root"));
  }

  @Test
  void entriesAreOfThisSignatureAndStandOnce() {
    ObjectNode bundle = file().mint();
    ObjectNode other = file().mint();
    ObjectNode both = bundle.deepCopy();
    entries(both).add(entry(file().logged("hashedrekord 0.0.2").mint()));
    user.refused("log entry", both);
    ObjectNode twice = bundle.deepCopy();
    entries(twice).add(entry(bundle).deepCopy());
    user.refused("log entry", twice);
    ObjectNode swapped = bundle.deepCopy();
    entries(swapped).set(0, entry(other));
    user.refused("log entry", swapped);
    ObjectNode ofEnvelope = bundle.deepCopy();
    entries(ofEnvelope).set(0, entry(sigstore.ofStatement(STATEMENT).mint()));
    user.refused("log entry", ofEnvelope);
    ObjectNode none = bundle.deepCopy();
    entries(none).removeAll();
    user.refused("log entry", none);
  }

  @Test
  void versionsAskForAPromiseOrAProof() {
    for (String version : List.of("0.1", "0.2", "0.3")) {
      ObjectNode unproven = file().version(version).mint();
      entry(unproven).remove("inclusionProof");
      ObjectNode unpromised = file().version(version).promised(false).stampedAt(SIGNED_AT).mint();
      if (version.equals("0.1")) {
        user.accepted(unproven);
        user.refused("log entry", unpromised);
      } else {
        user.refused("log entry", unproven);
        user.accepted(unpromised);
      }
    }
  }

  @Test
  void somethingMustSayWhenItWasSigned() {
    ObjectNode undated = file().promised(false).mint();
    user.refused("signing time", undated);
    user.at(SIGNED_AT).refused("signing time", undated);
    Verified verified = user.with(new OptOuts(false, false, true)).accepted(undated);
    assertNull(verified.signedAt());
    assertEquals("signing time unproven (--insecure-ignore-expiry)", verified.remarks().get(0));
    ObjectNode claimed = undated.deepCopy();
    entry(claimed).put("integratedTime", Long.toString(SIGNED_AT.getEpochSecond()));
    user.refused("signing time", claimed);
  }

  @Test
  void withoutALogATimestampOrAValidCertificateIsAsked() {
    ObjectNode bare = file().mint();
    entries(bare).removeAll();
    user.with(NO_LOG).refused("signing time", bare);
    Verified now = user.with(NO_LOG).at(SIGNED_AT).accepted(bare);
    assertNull(now.signedAt());
    assertEquals(2, now.remarks().size());
    Verified unproven = user.with(NO_LOG_NO_TIME).accepted(bare);
    assertNull(unproven.signedAt());
    ObjectNode stamped = file().stampedAt(SIGNED_AT).mint();
    entries(stamped).removeAll();
    assertEquals(SIGNED_AT, user.with(NO_LOG).accepted(stamped).signedAt());
    user.with(NO_LOG_NO_TIME).refused("certificate chain", file().issuedBy(stranger).mint());
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, ''",
    "EMBEDDED, ''",
    "OF_CODE_SIGNER, signing time",
    "NOT_GRANTED, timestamp",
    "OF_ANOTHER_CERTIFICATE, timestamp",
    "BY_ANOTHER_KEY, timestamp",
    "OF_SHA1, timestamp"
  })
  void timestampsAreByTheCertificateThatTheRootNames(VirtualStamps.Kind kind, String check) {
    ObjectNode bundle = file().logged("hashedrekord 0.0.2").stamped(kind).mint();
    outcome(user, bundle, check);
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, signing time",
    "EMBEDDED, ''",
    "OF_CODE_SIGNER, timestamp",
    "NOT_GRANTED, timestamp",
    "OF_SHA1, timestamp"
  })
  void orByOneThatTheTokenBringsWhereTheRootNamesTheAuthorityAlone(
      VirtualStamps.Kind kind, String check) {
    ObjectNode root = sigstore.trustedRoot();
    ((ArrayNode) root.at("/timestampAuthorities/0/certChain/certificates")).remove(0);
    ObjectNode bundle = file().logged("hashedrekord 0.0.2").stamped(kind).mint();
    outcome(user.with(Keylessly.root(root)), bundle, check);
  }

  private static void outcome(Keylessly by, ObjectNode bundle, String check) {
    if (check.isEmpty()) {
      assertEquals(List.of(SIGNED_AT), by.accepted(bundle).timestamps());
    } else {
      by.refused(check, bundle);
    }
  }

  @Test
  void timestampsAreOfThisSignature() {
    ObjectNode bundle = file().logged("hashedrekord 0.0.2").mint();
    ObjectNode other = file().logged("hashedrekord 0.0.2").mint();
    ((ObjectNode) bundle.at("/verificationMaterial"))
        .set(
            "timestampVerificationData",
            other.at("/verificationMaterial/timestampVerificationData"));
    user.refused("timestamp", bundle);
  }

  @Test
  void timestampsOfStrangersAreNotCounted() {
    ObjectNode bundle = file().logged("hashedrekord 0.0.2").mint();
    ArrayNode stamps =
        (ArrayNode) bundle.at("/verificationMaterial/timestampVerificationData/rfc3161Timestamps");
    byte[] signature = bytes(bundle.at("/messageSignature/signature").asText());
    stamps.addObject().put("signedTimestamp", VirtualLog.base64(stamp(stranger, signature)));
    Verified verified = user.accepted(bundle);
    assertEquals(List.of(SIGNED_AT), verified.timestamps());
    assertEquals(1, verified.remarks().size(), verified.remarks()::toString);
    stamps.remove(0);
    user.refused("signing time", bundle);
  }

  private static byte[] stamp(VirtualSigstore by, byte[] signature) {
    try {
      return by.stamps().stamp(signature, SIGNED_AT.plusSeconds(86_400), VirtualStamps.Kind.PLAIN);
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] bytes(String base64) {
    return java.util.Base64.getDecoder().decode(base64);
  }

  @Test
  void anyOneOfSeveralSignaturesWillDo() {
    ObjectNode bundle = sigstore.ofStatement(STATEMENT).mint();
    ArrayNode signatures = (ArrayNode) bundle.at("/dsseEnvelope/signatures");
    ObjectNode other = sigstore.ofStatement(STATEMENT).mint();
    signatures.insert(0, other.at("/dsseEnvelope/signatures/0"));
    user.accepted(bundle);
    signatures.remove(1);
    user.refused("signature", bundle);
  }

  @Test
  void cosignsOwnBundlesHold() {
    ObjectNode minted = file().version("0.1").mint();
    ObjectNode bundle = cosigns(minted, minted.at("/messageSignature/signature").asText());
    Verified verified = user.accepted(bundle);
    assertEquals(SIGNED_AT, verified.signedAt());
    for (String field : List.of("integratedTime", "logIndex")) {
      ObjectNode changed = bundle.deepCopy();
      ObjectNode payload = (ObjectNode) changed.at("/rekorBundle/Payload");
      payload.put(field, payload.get(field).asLong() + 1);
      user.refused("signed entry timestamp", changed);
    }
    bundle.remove("rekorBundle");
    user.refused("log entry", bundle);
  }

  @ParameterizedTest
  @ValueSource(strings = {"intoto 0.0.1", "intoto 0.0.2", "dsse 0.0.1"})
  void cosignsOwnBundlesOfEnvelopesHold(String logged) {
    ObjectNode minted = sigstore.ofStatement(STATEMENT).version("0.1").logged(logged).mint();
    String envelope = VirtualLog.base64(Keylessly.bytes(minted.get("dsseEnvelope")));
    ObjectNode bundle = cosigns(minted, envelope);
    assertNotNull(user.accepted(bundle).envelope());
    bundle.set("rekorBundle", cosigns(file().version("0.1").mint(), "").get("rekorBundle"));
    user.refused("log entry", bundle);
  }

  private static ObjectNode cosigns(ObjectNode minted, String signature) {
    ObjectNode entry = entry(minted);
    ObjectNode bundle = minted.objectNode();
    bundle.put("base64Signature", signature);
    bundle.put("cert", pem(minted));
    ObjectNode rekor = bundle.putObject("rekorBundle");
    rekor.put("SignedEntryTimestamp", entry.at("/inclusionPromise/signedEntryTimestamp").asText());
    rekor
        .putObject("Payload")
        .put("body", entry.get("canonicalizedBody").asText())
        .put("integratedTime", SIGNED_AT.getEpochSecond())
        .put("logIndex", entry.get("logIndex").asLong())
        .put("logID", VirtualBundle.hex(bytes(entry.at("/logId/keyId").asText())));
    return bundle;
  }

  private static String pem(ObjectNode bundle) {
    String der =
        bundle.at("/verificationMaterial/x509CertificateChain/certificates/0/rawBytes").asText();
    return "-----BEGIN CERTIFICATE-----\n" + der + "\n-----END CERTIFICATE-----\n";
  }

  @Test
  void certificatesBesideSignaturesOfAnEnvelopeAloneAreReadUnderOptOuts() {
    ObjectNode minted = sigstore.ofStatement(STATEMENT).version("0.1").mint();
    ObjectNode envelope = (ObjectNode) minted.get("dsseEnvelope");
    ((ObjectNode) envelope.at("/signatures/0")).put("cert", pem(minted));
    user.refused("log entry", envelope);
    user.with(NO_LOG).refused("signing time", envelope);
    Verified verified = user.with(NO_LOG_NO_TIME).accepted(envelope);
    assertNull(verified.signedAt());
    assertEquals(2, verified.remarks().size());
  }

  @Test
  void thousandBundlesLeaveNothingBehind() throws Exception {
    byte[] bundle = Keylessly.bytes(file().mint());
    for (int i = 0; i < 50; i++) {
      user.verify(bundle);
    }
    long before = used();
    for (int i = 0; i < 1_000; i++) {
      user.verify(bundle);
    }
    long grown = used() - before;
    assertTrue(grown < 4 * 1024 * 1024, grown + " bytes more");
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
