package dev.gotrust.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.keys.KeyAlgorithm;
import dev.gotrust.keys.Pem;
import dev.gotrust.keys.RefusedException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What files of private keys ask for, in little memory. */
@Tag("hostile")
final class HostileKeyTest {
  private static final String COSIGN = "\"N\":65536,\"r\":8,\"p\":1";

  /** The JSON of cosign's key, with other costs. */
  private static byte[] costing(String costs) throws RefusedException {
    byte[] json = Pem.read(SigningKeys.file("cosign.key")).get(0).content();
    String text = new String(json, StandardCharsets.UTF_8);
    assertTrue(text.contains(COSIGN), text);
    return text.replace(COSIGN, costs).getBytes(StandardCharsets.UTF_8);
  }

  private static RefusedException refused(String costs) {
    try (Password password = SigningKeys.password("pw")) {
      return assertThrows(
          RefusedException.class, () -> EncryptedKey.read(costing(costs), password), costs);
    }
  }

  @Test
  void whatCosignWritesOpens() throws Exception {
    try (Password password = SigningKeys.password("pw");
        SigningKey key = SigningKey.read("key", SigningKeys.file("cosign.key"), password)) {
      assertEquals(KeyAlgorithm.P256, key.algorithm());
    }
  }

  @Test
  void whatTheHeapCannotHoldIsRefusedBeforeItIsAsked() {
    RefusedException large = refused("\"N\":131072,\"r\":8,\"p\":1");
    assertEquals("to open it takes 128 MiB of memory, more than the JVM has", large.getMessage());
    assertNotNull(large.next());
  }

  @Test
  void noFileAsksForMoreThanCosignEverDid() {
    for (String costs :
        new String[] {
          "\"N\":262144,\"r\":8,\"p\":1",
          "\"N\":2147483648,\"r\":8,\"p\":1",
          "\"N\":9223372036854775807,\"r\":8,\"p\":1",
          "\"N\":-65536,\"r\":8,\"p\":1",
          "\"N\":65536,\"r\":1073741824,\"p\":1",
          "\"N\":65536,\"r\":8,\"p\":2147483647",
          "\"N\":1e5,\"r\":8,\"p\":1",
          "\"N\":99999999999999999999,\"r\":8,\"p\":1"
        }) {
      assertTrue(
          refused(costs).getMessage().contains("N\" should")
              || refused(costs).getMessage().contains("r\" should")
              || refused(costs).getMessage().contains("was expected"),
          refused(costs).getMessage());
    }
  }
}
