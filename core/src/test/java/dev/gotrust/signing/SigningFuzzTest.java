package dev.gotrust.signing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gotrust.json.JsonException;
import dev.gotrust.keys.Pem;
import dev.gotrust.keys.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that the signing commands read are refused with a reason, whatever they hold. */
@Tag("fuzz")
final class SigningFuzzTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  static Stream<byte[]> encrypted() {
    return Stream.of(
            "{\"kdf\":{\"name\":\"scrypt\",\"params\":{\"N\":65536,\"r\":8,\"p\":1},"
                + "\"salt\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"},\"cipher\":"
                + "{\"name\":\"nacl/secretbox\",\"nonce\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}}",
            "{\"kdf\":{\"params\":{\"N\":1e9}}}")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** Of a form that is right, and that no file can make expensive. */
  @MethodSource("encrypted")
  @FuzzTest
  void encryptedKey(byte[] json) {
    // Deriving a key takes 100 ms: what would come so far is left to the other tests.
    if (new String(json, StandardCharsets.ISO_8859_1).contains("ciphertext")) {
      return;
    }
    try (Password password = Password.of(new char[] {'p'})) {
      EncryptedKey.read(json, password);
      throw new IllegalStateException("no ciphertext, but a key");
    } catch (RefusedException refused) {
      return;
    }
  }

  static Stream<byte[]> keys() {
    return Stream.of("cosign.key", "ed25519.pkcs8.pem", "p384.pkcs8.pem", "p256.sec1.pem")
        .map(SigningKeys::file);
  }

  @MethodSource("keys")
  @FuzzTest
  void privateKey(byte[] file) {
    try {
      if (!SigningKey.isEncrypted(file)) {
        SigningKey.read("fuzz", file, null).close();
      }
    } catch (RefusedException refused) {
      return;
    }
  }

  static Stream<byte[]> pkcs8s() {
    return Stream.of("ed25519", "p384", "rsa", "secp256k1")
        .map(name -> SigningKeys.file(name + ".pkcs8.pem"))
        .map(SigningFuzzTest::content);
  }

  private static byte[] content(byte[] pem) {
    try {
      return Pem.read(pem).get(0).content();
    } catch (RefusedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @MethodSource("pkcs8s")
  @FuzzTest
  void pkcs8(byte[] der) {
    try {
      PrivateKeys.publicKey(PrivateKeys.parse(der));
    } catch (RefusedException refused) {
      return;
    }
  }

  static Stream<byte[]> configs() {
    return Stream.of(
            "{\"mediaType\":\"application/vnd.dev.sigstore.signingconfig.v0.2+json\","
                + "\"caUrls\":[{\"url\":\"https://a\",\"majorApiVersion\":1,\"validFor\":"
                + "{\"start\":\"2025-01-01T00:00:00Z\"},\"operator\":\"o\"}],"
                + "\"rekorTlogUrls\":[{\"url\":\"https://b\",\"majorApiVersion\":2,\"validFor\":"
                + "{\"start\":\"2025-01-01T00:00:00Z\",\"end\":\"2027-01-01T00:00:00Z\"}}],"
                + "\"tsaUrls\":[],\"rekorTlogConfig\":{\"selector\":\"EXACT\",\"count\":1},"
                + "\"tsaConfig\":{\"selector\":\"ALL\"}}")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("configs")
  @FuzzTest
  void signingConfig(byte[] json) {
    try {
      SigningServices.read("fuzz", json, NOW);
    } catch (JsonException | RefusedException refused) {
      return;
    }
  }

  static Stream<byte[]> tokens() {
    return Stream.of("e30.eyJpc3MiOiJpIiwiZXhwIjoxfQ.c2ln", "a.b.c", "e30.e30.e30")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("tokens")
  @FuzzTest
  void identityToken(byte[] text) {
    try {
      IdentityToken.parse("fuzz", new String(text, StandardCharsets.UTF_8), NOW).issuer();
    } catch (RefusedException refused) {
      return;
    }
  }
}
