package dev.gotrust.signature;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gotrust.bytes.Limits;
import dev.gotrust.json.JsonException;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.sigstore.TrustedRoot;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bundles and trusted roots of another form than their messages have are refused when read. */
class BundleFormTest {
  private static VirtualSigstore sigstore;
  private static String bundle;

  @BeforeAll
  static void start() throws Exception {
    sigstore = new VirtualSigstore();
    bundle = sigstore.ofFile(Keylessly.FILE).mint().toString();
  }

  private static String refused(String json) {
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () -> BundleReader.read("bundle", json.getBytes(StandardCharsets.UTF_8)));
    assertEquals("form", refused.check());
    return refused.getMessage();
  }

  private static String with(String field, String json) {
    return bundle.replaceFirst("\\{", "{\"" + field + "\":" + json + ",");
  }

  @Test
  void fieldsStandOnceAndAreKnown() {
    assertTrue(refused(with("mediaType", "\"x\"")).contains("mediaType"));
    assertTrue(refused(with("media_type", "\"x\"")).contains("two spellings"));
    assertTrue(refused(with("unknown", "1")).contains("\"unknown\""));
    refused(bundle.replaceFirst("\"logIndex\"", "\"logIndex\":\"1\",\"logIndex\""));
    refused(bundle.replaceFirst("\"logIndex\"", "\"extra\":\"1\",\"logIndex\""));
    refused(bundle.replaceFirst("\"rawBytes\"", "\"rawbytes\""));
  }

  @Test
  void bothSpellingsOfFieldsAreRead() {
    String snake = bundle.replace("\"mediaType\"", "\"media_type\"");
    assertDoesNotThrow(() -> BundleReader.read("b", snake.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e3",
        "1.0",
        "9223372036854775808",
        "\"9223372036854775808\"",
        "\"+5\"",
        "\"05\"",
        "\"\"",
        "\" 5\"",
        "true",
        "[5]",
        "{}",
        "123456789012345678901234567890123456789012345678901234567890123456789"
      })
  void numbersAreWholeAndOf64Bits(String number) {
    refused(bundle.replaceFirst("\"logIndex\":\"[0-9]+\"", "\"logIndex\":" + number));
  }

  @Test
  void nestingAndSizeHaveCaps() {
    refused(with("messageDigest", "[".repeat(100_000)));
    refused(with("x", "[".repeat(1_000) + "]".repeat(1_000)));
    byte[] big = new byte[Limits.SIGNATURE_FILE + 1];
    java.util.Arrays.fill(big, (byte) ' ');
    assertThrows(RefusedException.class, () -> BundleReader.read("big", big));
    String certificate = "\"rawBytes\":\"" + "A".repeat(4 * Limits.CERTIFICATE) + "\"";
    refused(bundle.replaceFirst("\"rawBytes\":\"[^\"]+\"", certificate));
    String entry = bundle.substring(bundle.indexOf("{\"logIndex\""), bundle.indexOf("}]") + 1);
    String many = (entry + ",").repeat(Limits.BUNDLE_PROOFS) + entry;
    refused(bundle.replace(entry, many));
  }

  @Test
  void aFileHoldsSoManySignatures() throws Exception {
    String small =
        "{\"payloadType\":\"t\",\"payload\":\"e30=\",\"signatures\":[{\"sig\":\"AAAA\"}]}\n";
    byte[] most = small.repeat(Limits.BUNDLES).getBytes(StandardCharsets.UTF_8);
    assertEquals(Limits.BUNDLES, BundleReader.read("most", most).size());
    byte[] more = small.repeat(Limits.BUNDLES + 1).getBytes(StandardCharsets.UTF_8);
    assertThrows(RefusedException.class, () -> BundleReader.read("more", more));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "1",
        "{\"mediaType\":null}",
        "{\"verificationMaterial\":{}}",
        "{",
        "\"x\""
      })
  void otherJsonIsRefused(String json) {
    refused(json);
  }

  @Test
  void oneContentAndOneSignerAreAsked() {
    refused(with("dsseEnvelope", "{\"payloadType\":\"x\",\"payload\":\"\",\"signatures\":[]}"));
    refused(bundle.replaceFirst("\"certificate\":", "\"publicKey\":{},\"certificate\":"));
    refused(bundle.replaceFirst("\"messageSignature\"", "\"dsseEnvelope\""));
    refused(bundle.replaceFirst("\\.v0\\.3\\+json", ".v0.4+json"));
  }

  private static void unread(Consumer<ObjectNode> change) {
    ObjectNode root = sigstore.trustedRoot();
    change.accept(root);
    JsonException wrong =
        assertThrows(
            JsonException.class, () -> TrustedRoot.read("the root", Keylessly.bytes(root)));
    assertTrue(wrong.getMessage().startsWith("the root"), wrong.getMessage());
    assertFalse(wrong.getMessage().contains("null"), wrong.getMessage());
  }

  private static ObjectNode at(ObjectNode root, String pointer) {
    return (ObjectNode) root.at(pointer);
  }

  @Test
  void trustedRootsAreReadStrictly() {
    unread(root -> root.put("mediaType", "application/vnd.dev.sigstore.trustedroot.v0.3+json"));
    unread(root -> root.remove("mediaType"));
    unread(root -> root.put("other", 1));
    unread(root -> at(root, "/tlogs/0/publicKey/validFor").remove("start"));
    unread(root -> at(root, "/ctlogs/0/publicKey").remove("validFor"));
    unread(root -> at(root, "/timestampAuthorities/0").remove("validFor"));
    unread(root -> at(root, "/tlogs/0/publicKey/validFor").put("start", "yesterday"));
    unread(root -> at(root, "/tlogs/0/publicKey").put("rawBytes", "AAAA"));
    unread(root -> at(root, "/tlogs/0/publicKey").put("rawBytes", "no base64!"));
    unread(root -> at(root, "/tlogs/0").remove("logId"));
    unread(root -> at(root, "/certificateAuthorities/0/certChain").remove("certificates"));
    unread(
        root ->
            at(root, "/certificateAuthorities/0/certChain/certificates/0").put("rawBytes", "AAAA"));
    String text = sigstore.trustedRoot().toString();
    assertThrows(
        JsonException.class,
        () -> TrustedRoot.read("r", (text + text).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void trustedRootsOfTheSecondVersionAreRead() {
    ObjectNode root = sigstore.trustedRoot();
    root.put("mediaType", "application/vnd.dev.sigstore.trustedroot.v0.2+json");
    at(root, "/tlogs/0").put("operator", "virtual.test");
    at(root, "/tlogs/0").putObject("checkpointKeyId").put("keyId", "AAAAAA==");
    at(root, "/certificateAuthorities/0").put("operator", "virtual.test");
    at(root, "/tlogs/1/publicKey/validFor").remove("end");
    assertDoesNotThrow(() -> TrustedRoot.read("r", Keylessly.bytes(root)));
  }
}
