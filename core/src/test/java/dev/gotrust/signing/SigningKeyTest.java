package dev.gotrust.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.keys.KeyFile;
import dev.gotrust.keys.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of cosign and OpenSSL are read, ours are cosign's, and what is wrong is said. */
final class SigningKeyTest {
  private static final Password PW = SigningKeys.password("pw");

  private static SigningKey read(byte[] data, Password password) throws RefusedException {
    return SigningKey.read("the key", data, password);
  }

  private static String refusal(byte[] data, Password password) {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> read(data, password).close());
    assertEquals("private key", refused.check(), refused.getMessage());
    return refused.getMessage();
  }

  @Test
  void aKeyOfCosignsIsReadWithItsPassword() throws Exception {
    byte[] file = SigningKeys.file("cosign.key");
    assertTrue(SigningKey.isEncrypted(file));
    try (SigningKey key = read(file, PW)) {
      assertEquals(SigningKeys.text("cosign.pub"), key.publicPem());
      assertEquals("the key", key.verifyingKey().location());
    }
    assertEquals(
        "the password does not open it, or it was changed",
        refusal(file, SigningKeys.password("other")));
    assertEquals("it is encrypted", refusal(file, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "p384", "rsa"})
  void openSslAgreesOnPublicKeys(String name) throws Exception {
    byte[] file = SigningKeys.file(name + ".pkcs8.pem");
    assertFalse(SigningKey.isEncrypted(file));
    try (SigningKey key = read(file, null)) {
      assertEquals(SigningKeys.text(name + ".pub.pem"), key.publicPem());
    }
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void whatIsWrittenIsReadAgain(KeyKind kind) throws Exception {
    try (SigningKey key = SigningKey.generate(kind)) {
      String pem = key.encryptedPem(PW);
      assertTrue(pem.startsWith("-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\n"), pem);
      try (SigningKey again = read(pem.getBytes(StandardCharsets.US_ASCII), PW)) {
        assertEquals(key.publicPem(), again.publicPem());
        assertEquals(kind.algorithm(), again.algorithm());
        assertEquals(key.toString(), again.toString());
      }
      assertNotEquals(pem, key.encryptedPem(PW), "salt and nonce are used once");
      assertEquals(
          kind.algorithm(),
          dev.gotrust.keys.KeyAlgorithm.of(
              KeyFile.read("pub", key.publicPem().getBytes(StandardCharsets.US_ASCII))
                  .get(0)
                  .key()));
    }
  }

  @Test
  void theFormOfCosignsIsWritten() throws Exception {
    try (SigningKey key = SigningKey.generate(KeyKind.ECDSA_P256)) {
      String ours = json(key.encryptedPem(PW));
      String theirs = json(SigningKeys.text("cosign.key"));
      String base64 = "\"[A-Za-z0-9+/=]{20,}\"";
      assertEquals(theirs.replaceAll(base64, "B"), ours.replaceAll(base64, "B"));
    }
  }

  private static String json(String pem) {
    String[] lines = pem.split("\n", -1);
    StringBuilder base64 = new StringBuilder();
    for (String line : lines) {
      base64.append(line.startsWith("-") ? "" : line);
    }
    return new String(Base64.getDecoder().decode(base64.toString()), StandardCharsets.UTF_8);
  }

  private static byte[] encrypted(String json) {
    String base64 = Base64.getMimeEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    return ("-----BEGIN ENCRYPTED COSIGN PRIVATE KEY-----\n"
            + base64
            + "\n-----END ENCRYPTED COSIGN PRIVATE KEY-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void theOlderLabelIsTakenToo() throws Exception {
    byte[] old = encrypted(json(SigningKeys.text("cosign.key")));
    try (SigningKey key = read(old, PW)) {
      assertEquals(SigningKeys.text("cosign.pub"), key.publicPem());
    }
  }

  @Test
  void noFileChoosesHowMuchMemoryItTakes() {
    String json = json(SigningKeys.text("cosign.key"));
    for (String n : List.of("0", "1", "16384", "65537", "262144", "1073741824", "-65536")) {
      String message = refusal(encrypted(json.replace("\"N\":65536", "\"N\":" + n)), PW);
      assertTrue(message.contains("32768, 65536 or 131072"), message);
    }
    for (String change : List.of("\"r\":9", "\"r\":1073741824", "\"r\":0")) {
      assertTrue(refusal(encrypted(json.replace("\"r\":8", change)), PW).contains("\"r\""));
    }
    assertTrue(refusal(encrypted(json.replace("\"p\":1", "\"p\":65536")), PW).contains("\"p\""));
  }

  @Test
  void whatIsMalformedIsSaidByItsPlace() {
    String json = json(SigningKeys.text("cosign.key"));
    assertTrue(refusal(encrypted(json.replace("scrypt", "argon2")), PW).contains("kdf.name"));
    assertTrue(refusal(encrypted(json.replace("nacl/", "aes/")), PW).contains("cipher.name"));
    assertTrue(
        refusal(encrypted(json.replaceAll("\"salt\":\"....", "\"salt\":\"")), PW)
            .contains("kdf.salt"));
    assertTrue(
        refusal(encrypted(json.replaceAll("\"nonce\":\"....", "\"nonce\":\"")), PW)
            .contains("cipher.nonce"));
    assertTrue(refusal(encrypted("[]"), PW).contains("the encrypted key"));
    assertTrue(refusal(encrypted("{"), PW).contains("the encrypted key"));
  }

  @Test
  void keysOfOtherFormsAreNamedWithAWayOut() {
    String sec1 = refusal(SigningKeys.file("p256.sec1.pem"), null);
    assertEquals("it is in the form EC PRIVATE KEY, which is not read", sec1);
    assertEquals(
        "it holds a PUBLIC KEY, and no private key", refusal(SigningKeys.file("cosign.pub"), null));
    assertEquals("it holds no key in PEM", refusal(new byte[] {'x'}, null));
    refusal(SigningKeys.file("secp256k1.pkcs8.pem"), null);
  }

  @Test
  void nothingOfAKeyOrPasswordIsShown() throws Exception {
    assertEquals("password", PW.toString());
    try (SigningKey key = read(SigningKeys.file("ed25519.pkcs8.pem"), null)) {
      assertTrue(key.toString().startsWith("Ed25519 SHA256:"), key.toString());
    }
  }

  @Test
  void aPasswordOfAFileIsItsFirstLine() throws Exception {
    for (String file : List.of("pw", "pw\n", "pw\r\n", "pw\nmore\n")) {
      Password password = Password.ofFile(file.getBytes(StandardCharsets.UTF_8));
      assertTrue(password.isSame(PW), file);
      assertFalse(password.isEmpty());
    }
    assertTrue(Password.ofFile(new byte[0]).isEmpty());
    Password wiped = SigningKeys.password("pw");
    wiped.close();
    assertFalse(wiped.isSame(PW));
  }
}
