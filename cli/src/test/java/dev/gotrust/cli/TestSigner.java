package dev.gotrust.cli;

import dev.gotrust.fixtures.CosignSamples;
import dev.gotrust.fixtures.SbomSamples;
import dev.gotrust.fixtures.SigstoreSamples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Signs in transcripts, with keys that are always the same and an algorithm that signs the same in
 * the same way, so that what is printed of it stays.
 */
final class TestSigner {
  private static final String TYPE = "application/vnd.in-toto+json";

  private TestSigner() {}

  /** Keys are told apart by a number. */
  private static KeyPair keys(int number) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(
        255,
        new SecureRandom() {
          @Override
          public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, (byte) number);
          }
        });
    return generator.generateKeyPair();
  }

  /** Writes a public key in PEM. */
  static void key(Path file, int number) throws IOException, GeneralSecurityException {
    byte[] encoded = keys(number).getPublic().getEncoded();
    Files.writeString(
        file, "-----BEGIN PUBLIC KEY-----\n" + base64(encoded) + "\n-----END PUBLIC KEY-----\n");
  }

  /** Writes the private key in PEM, as PKCS#8. */
  static void privateKey(Path file, int number) throws IOException, GeneralSecurityException {
    byte[] encoded = keys(number).getPrivate().getEncoded();
    Files.writeString(
        file, "-----BEGIN PRIVATE KEY-----\n" + base64(encoded) + "\n-----END PRIVATE KEY-----\n");
  }

  /** Writes the signature of a file by the first key. */
  static void sign(Path signature, Path file) throws IOException, GeneralSecurityException {
    Files.writeString(signature, base64(signed(Files.readAllBytes(file))));
  }

  /** Writes an envelope by the first key, of a statement on a file. */
  static void attest(Path envelope, Path file, String type, String predicate)
      throws IOException, GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    String statement =
        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\""
            + file.getFileName()
            + "\",\"digest\":{\"sha256\":\""
            + HexFormat.of().formatHex(digest)
            + "\"}}],\"predicateType\":\""
            + type
            + "\",\"predicate\":"
            + predicate
            + '}';
    byte[] payload = statement.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    String head = "DSSEv1 " + TYPE.length() + ' ' + TYPE + ' ' + payload.length + ' ';
    signed.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    signed.writeBytes(payload);
    Files.writeString(
        envelope,
        "{\"payloadType\":\""
            + TYPE
            + "\",\"payload\":\""
            + base64(payload)
            + "\",\"signatures\":[{\"sig\":\""
            + base64(signed(signed.toByteArray()))
            + "\"}]}\n");
  }

  private static byte[] signed(byte[] message) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(keys(1).getPrivate());
    signature.update(message);
    return signature.sign();
  }

  private static String base64(byte[] data) {
    return Base64.getEncoder().encodeToString(data);
  }

  /** What others signed. */
  static byte[] sample(String name) {
    String cosign = "cosign/";
    String sbom = "sbom/";
    if (name.startsWith(sbom)) {
      return SbomSamples.bytes(name.substring(sbom.length()));
    }
    return name.startsWith(cosign)
        ? CosignSamples.bytes(name.substring(cosign.length()))
        : SigstoreSamples.bytes(name);
  }
}
