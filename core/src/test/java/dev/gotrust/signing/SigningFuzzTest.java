package dev.gotrust.signing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gotrust.json.JsonException;
import dev.gotrust.keys.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Tag;

/** Files that the signing commands read are refused with a reason, whatever they hold. */
@Tag("fuzz")
final class SigningFuzzTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** Of a form that is right, and that no file can make expensive. */
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

  @FuzzTest
  void pkcs8(byte[] der) {
    try {
      PrivateKeys.publicKey(PrivateKeys.parse(der));
    } catch (RefusedException refused) {
      return;
    }
  }

  @FuzzTest
  void signingConfig(byte[] json) {
    try {
      SigningServices.read("fuzz", json, NOW);
    } catch (JsonException | RefusedException refused) {
      return;
    }
  }

  @FuzzTest
  void identityToken(byte[] text) {
    try {
      IdentityToken.parse("fuzz", new String(text, StandardCharsets.UTF_8), NOW).issuer();
    } catch (RefusedException refused) {
      return;
    }
  }
}
