package dev.gotrust.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class DigestTest {
  @Test
  void textsAreReadAgain() {
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      Digest digest = Digest.of(algorithm, new byte[] {1});
      assertEquals(algorithm.length(), digest.value().length());
      assertEquals(digest, Digest.parse(digest.toString()));
      String upper = algorithm.id() + ':' + digest.value().hex().toUpperCase(Locale.ROOT);
      Digest again = Digest.parse(upper);
      assertNotNull(again);
      assertEquals(digest.hashCode(), again.hashCode());
      assertEquals(digest.toString(), again.toString());
    }
  }

  @Test
  void otherTextsNameNone() {
    String hex = "0".repeat(64);
    for (String text :
        new String[] {
          "",
          ":",
          hex,
          "sha256:",
          "sha256:" + hex + "0",
          "sha256:" + hex.substring(1),
          "sha1:" + hex,
          "sha384:" + hex,
          "SHA256:" + hex,
          " sha256:" + hex,
          "sha256: " + hex.substring(1),
          "sha256:" + hex.replace('0', 'g'),
          "sha256:" + hex.replace('0', '\u0660')
        }) {
      assertNull(Digest.parse(text), text);
    }
  }

  @Test
  void anotherLengthIsMisuse() {
    Bytes value = Bytes.of(new byte[31]);
    assertThrows(IllegalArgumentException.class, () -> new Digest(DigestAlgorithm.SHA256, value));
  }
}
