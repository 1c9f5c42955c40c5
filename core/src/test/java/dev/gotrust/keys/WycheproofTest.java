package dev.gotrust.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gotrust.bytes.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Project Wycheproof's signatures, most of them forged, hold or do not hold as it says. Where this
 * machine does not reach them, says so and tests nothing.
 */
class WycheproofTest {
  private static final List<String> FILES =
      List.of(
          "ecdsa_secp256r1_sha256",
          "ecdsa_secp384r1_sha384",
          "ecdsa_secp384r1_sha256",
          "ecdsa_secp521r1_sha512",
          "ed25519",
          "rsa_signature_2048_sha256",
          "rsa_signature_3072_sha256",
          "rsa_signature_4096_sha256",
          "rsa_pss_2048_sha256_mgf1_0",
          "rsa_pss_2048_sha256_mgf1_32",
          "rsa_pss_3072_sha256_mgf1_32",
          "rsa_pss_4096_sha256_mgf1_32");

  /** Of a hash function, or with parameters, that no client of Sigstore signs with. */
  private static final List<String> FOREIGN =
      List.of(
          "ecdsa_secp256r1_sha512",
          "ecdsa_secp256r1_sha256_p1363",
          "ecdsa_secp256k1_sha256",
          "rsa_signature_2048_sha224",
          "rsa_signature_2048_sha512",
          "rsa_pss_2048_sha1_mgf1_20",
          "rsa_pss_2048_sha256_mgf1sha1_20",
          "rsa_pss_2048_sha512_256_mgf1_32",
          "rsa_pss_4096_sha512_mgf1_64");

  private static @Nullable Wycheproof vectors;

  @BeforeAll
  @SuppressWarnings("SystemOut")
  static void find(@TempDir Path scratch) throws Exception {
    vectors = Wycheproof.find(scratch);
    if (vectors == null) {
      System.out.println("left out, no Wycheproof vectors here: forged signatures");
    }
  }

  @Test
  void signaturesHoldOrDoNotAsWycheproofSays() throws Exception {
    Wycheproof found = vectors;
    if (found == null) {
      return;
    }
    Map<String, String> other = new TreeMap<>();
    int held = 0;
    for (String file : FILES) {
      for (JsonNode group : found.groups(file)) {
        PublicKey key = PublicKeys.parse(bytes(group, "publicKeyDer"));
        for (JsonNode test : group.path("tests")) {
          boolean holds = scheme(file, check(key, test));
          held += holds ? 1 : 0;
          String result = test.path("result").asText();
          boolean same = result.equals("acceptable") || holds == result.equals("valid");
          if (!same && !isKnown(key, test)) {
            other.put(name(file, test), result);
          }
        }
      }
    }
    assertEquals(Map.of(), other);
    assertTrue(held > 1000, held + " hold");
  }

  /** An RSA key is tried in both schemes; a file of vectors is about one of them. */
  private static boolean scheme(String file, String held) {
    return !held.isEmpty()
        && held.contains("PSS") == file.contains("pss")
        && held.contains("v1.5") == file.startsWith("rsa_signature");
  }

  /**
   * Two kinds of signatures are judged otherwise on purpose: a salt of PSS of any length is taken,
   * as Go's default is; and the JDK refuses ECDSA where the point's x is not below the order, which
   * no signer meets by chance but once in 2^32 signatures of P-256, and never with longer keys.
   */
  private static boolean isKnown(PublicKey key, JsonNode test) {
    if (key instanceof RSAPublicKey) {
      return test.path("comment").asText().startsWith("s_len changed to ");
    }
    if (key instanceof ECPublicKey ec) {
      Bytes der = bytes(test, "sig");
      int at = der.at(1) < 0 ? 5 : 4; // behind two tags and two lengths
      byte[] r = Arrays.copyOfRange(der.toArray(), at, at + der.at(at - 1));
      BigInteger p = ((ECFieldFp) ec.getParams().getCurve().getField()).getP();
      return test.path("result").asText().equals("valid")
          && new BigInteger(1, r).add(ec.getParams().getOrder()).compareTo(p) < 0;
    }
    return false;
  }

  @Test
  void whatIsValidByOtherAlgorithmsIsRefused() throws Exception {
    Wycheproof found = vectors;
    if (found == null) {
      return;
    }
    for (String file : FOREIGN) {
      for (JsonNode group : found.groups(file)) {
        PublicKey key;
        try {
          key = PublicKeys.parse(bytes(group, "publicKeyDer"));
        } catch (RefusedException curve) {
          continue;
        }
        for (JsonNode test : group.path("tests")) {
          if (test.path("result").asText().equals("valid")) {
            assertEquals("", check(key, test), name(file, test));
          }
        }
      }
    }
  }

  /** The JDK checks short messages, our own code long ones: both say the same. */
  @Test
  void bothWaysOfCheckingEd25519Agree() throws Exception {
    Wycheproof found = vectors;
    if (found == null) {
      return;
    }
    for (JsonNode group : found.groups("ed25519")) {
      PublicKey key = PublicKeys.parse(bytes(group, "publicKeyDer"));
      for (JsonNode test : group.path("tests")) {
        Bytes signature = bytes(test, "sig");
        if (signature.length() == 64 && isReduced(signature)) {
          boolean streamed =
              Ed25519Stream.holds((EdECPublicKey) key, message(test), signature.toArray());
          assertEquals(!check(key, test).isEmpty(), streamed, name("ed25519", test));
        }
      }
    }
  }

  /** Whether the scalar is below the order of the group, as is seen before either way is gone. */
  private static boolean isReduced(Bytes signature) {
    byte[] scalar = new byte[32];
    for (int i = 0; i < scalar.length; i++) {
      scalar[i] = signature.at(63 - i);
    }
    BigInteger order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    return new BigInteger(1, scalar).compareTo(order) < 0;
  }

  /** Returns the algorithm that a signature holds by, empty where it does not hold. */
  private static String check(PublicKey key, JsonNode test) throws IOException {
    try {
      return KeyCheck.check(key, message(test), bytes(test, "sig"));
    } catch (RefusedException refused) {
      return "";
    }
  }

  private static SignedInput message(JsonNode test) {
    return SignedInput.of("message", bytes(test, "msg").toArray());
  }

  private static Bytes bytes(JsonNode node, String field) {
    return Bytes.of(HexFormat.of().parseHex(node.path(field).asText()));
  }

  private static String name(String file, JsonNode test) {
    return file + ' ' + test.path("tcId").asText() + ' ' + test.path("comment").asText();
  }
}
