package dev.gotrust.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Digest;
import dev.gotrust.fixtures.CosignSamples;
import dev.gotrust.fixtures.Hostile;
import dev.gotrust.fixtures.Variant;
import dev.gotrust.keys.KeyFile;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.keys.VerifyingKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cosign signed by key holds, by that key and for that file alone. */
class CosignSamplesTest {
  private static final SignedInput OTHER_FILE = SignedInput.of("other", "other".getBytes(UTF_8));

  static Stream<String> keys() {
    return CosignSamples.KEYS.stream();
  }

  /** Ed25519 signs more than a digest, and the file is not kept. */
  static Stream<String> digestKeys() {
    return keys().filter(key -> !key.equals("ed25519"));
  }

  private static List<VerifyingKey> key(String name) throws RefusedException {
    return KeyFile.read(name, CosignSamples.bytes("keys/" + name + ".pub"));
  }

  private static KeyVerifier verifier(String key) throws RefusedException {
    return new KeyVerifier(key(key), null);
  }

  private static List<Bundle> read(String name) throws RefusedException {
    return BundleReader.read(name, CosignSamples.bytes(name));
  }

  /** Returns what holds by any digest of the file, null where it holds by none. */
  private static @Nullable Verified verify(String key, Bundle bundle) throws Exception {
    for (String digest :
        List.of(CosignSamples.SHA256, CosignSamples.SHA384, CosignSamples.SHA512)) {
      SignedInput file = SignedInput.of(Objects.requireNonNull(Digest.parse(digest)));
      try {
        return verifier(key).verify(bundle, file);
      } catch (RefusedException refused) {
        assertTrue(!refused.getMessage().isEmpty() && !refused.check().isEmpty());
        if (bundle.envelope() != null) {
          return null; // whatever the file is
        }
      }
    }
    return null;
  }

  @ParameterizedTest
  @MethodSource("digestKeys")
  void signaturesOfTheFileHold(String key) throws Exception {
    for (String name : CosignSamples.ofFile(key)) {
      Verified verified = verify(key, read(name).get(0));
      assertNotNull(verified, name);
      assertEquals(key(key).get(0), ((Signer.KeyHolder) verified.signer()).key());
    }
  }

  @Test
  void ed25519SignsMoreThanADigest() throws Exception {
    for (String name : CosignSamples.ofFile("ed25519")) {
      SignedInput file = SignedInput.of(Objects.requireNonNull(Digest.parse(CosignSamples.SHA256)));
      Bundle bundle = read(name).get(0);
      RefusedException refused =
          assertThrows(
              RefusedException.class, () -> verifier("ed25519").verify(bundle, file), name);
      assertTrue(String.valueOf(refused.next()).startsWith("name the file itself"));
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void signaturesOfStatementsHold(String key) throws Exception {
    for (String name : CosignSamples.ofStatement(key)) {
      Verified verified = verifier(key).verify(read(name).get(0), OTHER_FILE);
      VerifiedEnvelope envelope = verified.envelope();
      assertNotNull(envelope, name);
      assertEquals("application/vnd.in-toto+json", envelope.payloadType());
      assertTrue(
          new String(envelope.payload().toArray(), UTF_8)
              .contains(CosignSamples.SHA256.substring("sha256:".length())));
      assertEquals(key.equals("ed25519"), verified.algorithm().equals("Ed25519ph"), name);
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void noneHoldsByAnotherKey(String key) throws Exception {
    List<String> names = new ArrayList<>(CosignSamples.ofFile(key));
    names.addAll(CosignSamples.ofStatement(key));
    for (String name : names) {
      Bundle bundle = read(name).get(0);
      for (String other : CosignSamples.KEYS) {
        if (!other.equals(key)) {
          assertNull(verify(other, bundle), name + " by " + other);
        }
      }
      assertNull(verify("v2ecdsa", bundle), name);
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void anyOfSeveralKeysWillDo(String key) throws Exception {
    List<VerifyingKey> all = new ArrayList<>();
    for (String each : CosignSamples.KEYS) {
      all.addAll(key(each));
    }
    for (String name : CosignSamples.ofStatement(key)) {
      Verified verified = new KeyVerifier(all, null).verify(read(name).get(0), OTHER_FILE);
      assertEquals(key(key).get(0), ((Signer.KeyHolder) verified.signer()).key());
    }
  }

  /** A changed file and another key are told apart where the bundle states a digest. */
  @ParameterizedTest
  @MethodSource("keys")
  void noneHoldsForAnotherFile(String key) throws Exception {
    for (String name : CosignSamples.ofFile(key)) {
      Bundle bundle = read(name).get(0);
      RefusedException refused =
          assertThrows(
              RefusedException.class, () -> verifier(key).verify(bundle, OTHER_FILE), name);
      Digest stated = ((Bundle.MessageSignature) bundle.content()).digest();
      assertEquals(stated == null ? "signature" : "digest", refused.check(), name);
    }
  }

  @Test
  void payloadsOfImagesHold() throws Exception {
    SignedInput payload = SignedInput.of("payload", CosignSamples.bytes("oci/payload.json"));
    assertNotNull(verifier("ecdsa").verify(read("oci/payload.sig").get(0), payload));
    Verified verified =
        verifier("ecdsa").verify(read("oci/v3.image.bundle.sigstore.json").get(0), OTHER_FILE);
    assertNotNull(verified.envelope());
  }

  @Test
  void whatNobodySignedIsSaidToBeSo() {
    assertTrue(refused("ecdsa/v2.att.slsa1.statement.json").contains("nobody signed"));
    assertTrue(refused("oci/payload.json").contains("without the signature"));
  }

  private static String refused(String name) {
    return assertThrows(RefusedException.class, () -> read(name)).getMessage();
  }

  /** Only what the signature does not depend on may change: the hint, names of keys, spelling. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "v3.bundle.sigstore.json",
        "v3legacy.sig",
        "v2.rawsig",
        "v3legacy.bundle.json",
        "v2.att.slsa1.dsse.json"
      })
  void everyChangedByteIsRefusedOrChangesNothing(String file) throws Exception {
    byte[] sample = CosignSamples.bytes("ecdsa/" + file);
    Object signed = signed(BundleReader.read(file, sample).get(0));
    KeyVerifier verifier = verifier("ecdsa");
    SignedInput input = SignedInput.of(Objects.requireNonNull(Digest.parse(CosignSamples.SHA256)));
    for (Variant variant :
        Hostile.each(Stream.concat(Hostile.bumps(sample), Hostile.truncations(sample)))) {
      Bundle changed = bundle(variant.bytes());
      if (changed == null || signed(changed).equals(signed)) {
        continue;
      }
      assertThrows(RefusedException.class, () -> verifier.verify(changed, input), variant.label());
    }
  }

  private static @Nullable Bundle bundle(byte[] bytes) {
    try {
      return BundleReader.read("changed", bytes).get(0);
    } catch (RefusedException refused) {
      assertTrue(!refused.getMessage().isEmpty());
      return null;
    }
  }

  private static Object signed(Bundle bundle) throws IOException {
    DsseEnvelope envelope = bundle.envelope();
    return envelope == null
        ? ((Bundle.MessageSignature) bundle.content()).signature()
        : List.of(envelope.signatures().get(0).signature(), Bytes.of(envelope.preAuthentication()));
  }

  private static String json(String name) {
    return new String(CosignSamples.bytes("ecdsa/" + name), UTF_8);
  }

  private static @Nullable Verified verify(String json) throws Exception {
    Bundle bundle = bundle(json.getBytes(UTF_8));
    return bundle == null ? null : verify("ecdsa", bundle);
  }

  @Test
  void eachFieldCounts() throws Exception {
    String bundle = json("v3.bundle.sigstore.json");
    assertNotNull(verify(bundle));
    assertNull(verify(bundle.replace("\"VrtU", "\"VrtV")));
    assertNull(verify(bundle.replace("SHA2_256", "SHA2_384")));
    assertNull(verify(bundle.replace("SHA2_256", "SHA3_256")));
    assertNull(verify(bundle.replace("YQgk0", "YQgk1")));
    assertNotNull(verify(bundle.replace("\"3h5h", "\"4h5h")), "a hint is no evidence");
    String envelope = json("v2.att.slsa1.dsse.json");
    assertNotNull(verify(envelope));
    assertNull(verify(envelope.replace("vnd.in-toto", "vnd.out-toto")));
    assertNull(verify(envelope.replace("\"eyJ", "\"eyK")));
    assertNull(verify(envelope.replace("\"MEU", "\"MEV").replace("\"MEQ", "\"MER")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.dev.sigstore.bundle+json;version=0.1",
        "application/vnd.dev.sigstore.bundle+json;version=0.2",
        "application/vnd.dev.sigstore.bundle+json;version=0.3",
        "application/vnd.dev.sigstore.bundle.v0.3+json"
      })
  void versionsUpTo03AreRead(String type) throws Exception {
    assertNotNull(verify(withType(type)));
  }

  private static String withType(String type) {
    return json("v3.bundle.sigstore.json")
        .replace("application/vnd.dev.sigstore.bundle.v0.3+json", type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.dev.sigstore.bundle.v0.4+json",
        "application/vnd.dev.sigstore.bundle+json;version=0.4",
        "application/vnd.dev.sigstore.bundle+json",
        "application/json",
        ""
      })
  void otherVersionsAreRefused(String type) {
    assertTrue(form(withType(type)).contains("version 0.1, 0.2 or 0.3"));
  }

  private static String form(String json) {
    RefusedException refused =
        assertThrows(
            RefusedException.class, () -> BundleReader.read("bundle", json.getBytes(UTF_8)));
    assertEquals("form", refused.check());
    return refused.getMessage();
  }

  @Test
  void aBundleHoldsOneSignatureByOneSigner() {
    String bundle = json("v3.bundle.sigstore.json");
    String envelope = json("v2.att.slsa1.dsse.json");
    String content = bundle.substring(bundle.indexOf(",\"messageSignature\""));
    assertTrue(form(bundle.replace(content, "}")).contains("neither"));
    assertTrue(
        form(bundle.replace(content, ",\"dsseEnvelope\":" + envelope + content)).contains("both"));
    assertTrue(
        form(bundle.replace("{\"publicKey\"", "{\"certificate\":{},\"publicKey\""))
            .contains("names 2"));
    assertTrue(form(bundle.replaceFirst("\"publicKey\":\\{[^}]*}", "")).contains("names 0"));
    String chain = "\"x509CertificateChain\":{\"certificates\":[{\"rawBytes\":\"MAA=\"}]}";
    assertTrue(
        form(bundle.replaceFirst("\"publicKey\":\\{[^}]*}", chain)).contains("no bundle of"));
  }

  @Test
  void linesOfJsonAreReadInTheirOrder() throws Exception {
    String lines =
        json("v3.bundle.sigstore.json")
            + '\n'
            + json("v2.att.slsa1.dsse.json").strip()
            + "\r\n"
            + json("v3legacy.bundle.json")
            + '\n';
    List<Bundle> bundles = BundleReader.read("lines", lines.getBytes(UTF_8));
    assertEquals(3, bundles.size());
    assertEquals("lines, value 2", bundles.get(1).location());
    for (Bundle bundle : bundles) {
      assertNotNull(verify("ecdsa", bundle));
    }
    form(lines + "{");
    form(lines + "[]");
  }

  @Test
  void signaturesHaveOneSpelling() throws Exception {
    String signature = json("v3legacy.sig");
    assertNotNull(verify(signature + "\n"));
    assertNotNull(verify("  " + signature + "\r\n"));
    assertNull(verify(signature.substring(0, 40) + "\n" + signature.substring(40)));
    assertNull(verify(signature.replaceFirst("=+$", "")));
    assertNotNull(verify(json("v3.bundle.sigstore.json").replaceAll("=+\"", "\"")));
  }

  @Test
  void otherTextsAreNamed() {
    assertTrue(form("").contains("empty"));
    assertTrue(form("-----BEGIN PGP SIGNATURE-----\n").contains("OpenPGP"));
    assertTrue(form("-----BEGIN SSH SIGNATURE-----\n").contains("SSH"));
    assertTrue(form("untrusted comment: x\n").contains("minisign"));
    assertTrue(form("some words").contains("text of another kind"));
  }
}
