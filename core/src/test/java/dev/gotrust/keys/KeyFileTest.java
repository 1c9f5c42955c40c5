package dev.gotrust.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.fixtures.Hostile;
import dev.gotrust.fixtures.SigstoreSamples;
import dev.gotrust.fixtures.Variant;
import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Public keys in every form of PEM that is read, and what is none. */
class KeyFileTest {
  private static final List<KeyPair> PAIRS = TestKeys.all();

  private static String pem(KeyPair pair) {
    return TestKeys.pem("PUBLIC KEY", pair.getPublic().getEncoded());
  }

  private static List<VerifyingKey> read(String pem) throws RefusedException {
    return KeyFile.read("key.pub", pem.getBytes(US_ASCII));
  }

  private static RefusedException refused(String pem) {
    RefusedException refused = assertThrows(RefusedException.class, () -> read(pem));
    assertTrue(!refused.check().isEmpty() && !refused.getMessage().isEmpty());
    return refused;
  }

  @Test
  void eachKindOfKeyIsRead() throws Exception {
    for (KeyPair pair : PAIRS) {
      VerifyingKey key = read(pem(pair)).get(0);
      assertEquals(pair.getPublic(), key.key());
      assertEquals("key.pub", key.location());
      assertEquals(
          "SHA256:" + Bytes.sha256(pair.getPublic().getEncoded()).hex(), key.fingerprint());
    }
  }

  @Test
  void theKeyOfACertificateIsTaken() throws Exception {
    JsonNode bundle =
        new ObjectMapper().readTree(SigstoreSamples.bytes("sigstore-java-2.0.0.jar.json"));
    String base64 = bundle.at("/verificationMaterial/certificate/rawBytes").asText();
    byte[] der = Base64.getDecoder().decode(base64);
    VerifyingKey key = read(TestKeys.pem("CERTIFICATE", der)).get(0);
    PublicKey expected =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(der))
            .getPublicKey();
    assertEquals(expected, key.key());
  }

  @Test
  void severalKeysAndWordsBetweenThemAreRead() throws Exception {
    String file = "first\n" + pem(PAIRS.get(0)) + "\nsecond:\n" + pem(PAIRS.get(4)) + "end";
    assertEquals(2, read(file).size());
    assertEquals(2, read(file.replace("\n", "\r\n")).size());
    assertEquals(2, read("  " + file.replace("\n", " \n ")).size());
    assertEquals(Limits.KEYS, read(pem(PAIRS.get(4)).repeat(Limits.KEYS)).size());
    refused(pem(PAIRS.get(4)).repeat(Limits.KEYS + 1));
  }

  @Test
  void oneBadKeyAmongGoodOnesIsRefused() {
    refused(pem(PAIRS.get(0)) + TestKeys.pem("PUBLIC KEY", new byte[] {0x30, 0}));
  }

  @Test
  void pkcs1IsRead() throws Exception {
    PublicKey key = PAIRS.get(3).getPublic();
    byte[] pkix = key.getEncoded();
    byte[] pkcs1 = java.util.Arrays.copyOfRange(pkix, 24, pkix.length);
    assertEquals(key, read(TestKeys.pem("RSA PUBLIC KEY", pkcs1)).get(0).key());
    assertEquals(key, PublicKeys.parse(Bytes.of(pkcs1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PRIVATE KEY",
        "EC PRIVATE KEY",
        "RSA PRIVATE KEY",
        "ENCRYPTED PRIVATE KEY",
        "OPENSSH PRIVATE KEY",
        "ENCRYPTED SIGSTORE PRIVATE KEY",
        "ENCRYPTED COSIGN PRIVATE KEY"
      })
  void privateKeysAreRefusedAsSuch(String label) {
    byte[] key = PAIRS.get(0).getPrivate().getEncoded();
    assertTrue(refused(TestKeys.pem(label, key)).getMessage().contains("never leave its owner"));
    refused(pem(PAIRS.get(0)) + TestKeys.pem(label, key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "words",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGk= me@example.com",
        "-----BEGIN PUBLIC KEY-----\nMAA=\n",
        "-----BEGIN PUBLIC KEY-----\nMAA=\n-----END CERTIFICATE-----\n",
        "-----BEGIN PUBLIC KEY-----\n-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----\n",
        "-----BEGIN PUBLIC KEY-----\nMA*=\n-----END PUBLIC KEY-----\n",
        "-----BEGIN PUBLIC KEY-----\nMAA\n-----END PUBLIC KEY-----\n",
        "-----BEGIN PUBLIC KEY-----\nX: y\n\nMAA=\n-----END PUBLIC KEY-----\n",
        "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n",
        "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
        "-----BEGIN SSH2 PUBLIC KEY-----\nMAA=\n-----END SSH2 PUBLIC KEY-----\n",
        "-----BEGIN -----\nMAA=\n-----END -----\n",
        "-----BEGIN -----"
      })
  void whatIsNoKeyIsRefused(String text) {
    refused(text);
  }

  @Test
  void otherAlgorithmsAndSizesAreRefused() {
    for (KeyPair pair :
        List.of(
            TestKeys.rsa(1024),
            TestKeys.pair("Ed448", NamedParameterSpec.ED448),
            TestKeys.pair("X25519", NamedParameterSpec.X25519))) {
      refused(pem(pair));
    }
  }

  @Test
  void anOversizeFileIsRefused() {
    assertTrue(refused(" ".repeat(Limits.PEM + 1)).getMessage().contains("more than"));
  }

  /** Whatever is taken of a damaged key is written in its one way. */
  @Test
  void damagedKeysAreRefusedOrReadInTheirOneSpelling() {
    for (KeyPair pair : PAIRS) {
      byte[] encoded = pair.getPublic().getEncoded();
      for (Variant variant :
          Hostile.each(Stream.concat(Hostile.truncations(encoded), Hostile.bumps(encoded)))) {
        Bytes changed = Bytes.of(variant.bytes());
        try {
          PublicKey key = PublicKeys.parse(changed);
          assertEquals(changed, Bytes.of(key.getEncoded()), variant.label());
        } catch (RefusedException refused) {
          assertTrue(!refused.getMessage().isEmpty());
        }
      }
    }
  }
}
