package dev.gotrust.signing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.bytes.Base64Text;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.json.JsonReader;
import dev.gotrust.keys.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * A private key in cosign's form: a JSON document in which NaCl's secretbox, by a key that scrypt
 * derives from the password, holds PKCS#8. See {@code specs/signing.md}.
 */
final class EncryptedKey {
  static final String LABEL = "ENCRYPTED SIGSTORE PRIVATE KEY";
  static final String OLD_LABEL = "ENCRYPTED COSIGN PRIVATE KEY";

  private static final String CHECK = "private key";
  private static final String KDF = "scrypt";
  private static final String CIPHER = "nacl/secretbox";
  private static final int N = 65_536;
  private static final int LEAST_N = 32_768;
  private static final int R = 8;
  private static final int P = 1;
  private static final int SALT = 32;

  /** Bytes that scrypt needs for each unit of its cost, at r = 8. */
  private static final long BLOCK = 128L * R;

  private EncryptedKey() {}

  /** Returns the JSON document. */
  static byte[] write(byte[] pkcs8, Password password) {
    SecureRandom random = new SecureRandom();
    byte[] salt = new byte[SALT];
    byte[] nonce = new byte[Secretbox.NONCE];
    random.nextBytes(salt);
    random.nextBytes(nonce);
    byte[] key = SCrypt.generate(password.utf8(), salt, N, R, P, Secretbox.KEY);
    byte[] box = Secretbox.seal(key, nonce, pkcs8);
    Arrays.fill(key, (byte) 0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = new JsonFactory().createGenerator(bytes)) {
      out.writeStartObject();
      out.writeObjectFieldStart("kdf");
      out.writeStringField("name", KDF);
      out.writeObjectFieldStart("params");
      out.writeNumberField("N", N);
      out.writeNumberField("r", R);
      out.writeNumberField("p", P);
      out.writeEndObject();
      out.writeStringField("salt", Base64Text.encode(salt));
      out.writeEndObject();
      out.writeObjectFieldStart("cipher");
      out.writeStringField("name", CIPHER);
      out.writeStringField("nonce", Base64Text.encode(nonce));
      out.writeEndObject();
      out.writeStringField("ciphertext", Base64Text.encode(box));
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new IllegalStateException("memory can be written to", impossible);
    }
    return bytes.toByteArray();
  }

  /** Returns PKCS#8. */
  static byte[] read(byte[] json, Password password) throws RefusedException {
    try {
      JsonNode node = JsonReader.read("the encrypted key", json);
      JsonNode kdf = node.get("kdf");
      require(kdf.get("name"), KDF);
      int cost = cost(kdf.get("params"));
      Bytes salt = sized(kdf.get("salt"), SALT);
      JsonNode cipher = node.get("cipher");
      require(cipher.get("name"), CIPHER);
      Bytes nonce = sized(cipher.get("nonce"), Secretbox.NONCE);
      Bytes box = node.get("ciphertext").base64();
      if (box.length() > Limits.PRIVATE_KEY) {
        throw node.wrong(
            "\"ciphertext\" should have at most "
                + Limits.PRIVATE_KEY
                + " bytes, but has "
                + box.length());
      }
      return open(password, salt, cost, nonce, box);
    } catch (JsonException malformed) {
      throw new RefusedException(CHECK, malformed.getMessage());
    }
  }

  /** Only what cosign ever wrote: more would let a file ask for any amount of memory and time. */
  private static int cost(JsonNode params) throws JsonException {
    long n = params.get("N").int64();
    if (n < LEAST_N || n > Limits.SCRYPT_COST || Long.bitCount(n) != 1) {
      throw params.wrong("\"N\" should be 32768, 65536 or 131072, but is " + n);
    }
    long r = params.get("r").int64();
    long p = params.get("p").int64();
    if (r != R || p != P) {
      throw params.wrong("\"r\" should be 8 and \"p\" 1, but they are " + r + " and " + p);
    }
    return (int) n;
  }

  private static void require(JsonNode name, String expected) throws JsonException {
    if (!name.text().equals(expected)) {
      throw name.wrong(expected);
    }
  }

  private static Bytes sized(JsonNode node, int length) throws JsonException {
    Bytes value = node.base64();
    if (value.length() != length) {
      throw node.wrong("it should have " + length + " bytes, but has " + value.length());
    }
    return value;
  }

  private static byte[] open(Password password, Bytes salt, int cost, Bytes nonce, Bytes box)
      throws RefusedException {
    requireMemory(cost);
    byte[] key = SCrypt.generate(password.utf8(), salt.toArray(), cost, R, P, Secretbox.KEY);
    byte[] pkcs8 = Secretbox.open(key, nonce.toArray(), box.toArray());
    Arrays.fill(key, (byte) 0);
    if (pkcs8 == null) {
      throw new RefusedException(
          CHECK,
          "the password does not open it, or it was changed",
          null,
          null,
          "give the password that it was made with");
    }
    return pkcs8;
  }

  private static void requireMemory(int cost) throws RefusedException {
    long needed = cost * BLOCK;
    Runtime runtime = Runtime.getRuntime();
    long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    if (free < needed + Limits.SCRYPT_RESERVE) {
      System.gc(); // what was read before may be garbage by now
      free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    }
    if (free < needed + Limits.SCRYPT_RESERVE) {
      throw new RefusedException(
          CHECK,
          "to open it takes " + needed / (1024 * 1024) + " MiB of memory, more than the JVM has",
          null,
          null,
          "give it more with GOTRUST_JAVA_OPTS=-Xmx512m");
    }
  }
}
