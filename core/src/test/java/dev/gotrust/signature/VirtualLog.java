package dev.gotrust.signature;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A transparency log of the tests: Rekor of the first version, whose key is of P-256 and whose
 * promises are dated, or of the second, whose key is of Ed25519.
 */
final class VirtualLog {
  /** Where an entry comes to lie in its tree, and how many leaves that has. */
  private static final int INDEX = 4;

  private static final int LEAVES = 7;

  /** What entries of earlier trees add to an index of the first version. */
  private static final long SHARDS = 1_000_000;

  private final boolean second;
  private final String host;
  private final KeyPair keys;
  private final byte[] id;

  private VirtualLog(boolean second, String host, KeyPair keys, byte[] id) {
    this.second = second;
    this.host = host;
    this.keys = keys;
    this.id = id;
  }

  static VirtualLog first(String host) throws GeneralSecurityException {
    KeyPair keys = VirtualAuthority.keys("P-256");
    return new VirtualLog(
        false, host, keys, VirtualAuthority.sha256(keys.getPublic().getEncoded()));
  }

  static VirtualLog second(String host) throws GeneralSecurityException {
    KeyPair keys = VirtualAuthority.keys("Ed25519");
    byte[] encoded = keys.getPublic().getEncoded();
    ByteArrayOutputStream named = new ByteArrayOutputStream();
    named.writeBytes((host + "\n\001").getBytes(StandardCharsets.UTF_8));
    named.write(encoded, encoded.length - 32, 32);
    return new VirtualLog(true, host, keys, VirtualAuthority.sha256(named.toByteArray()));
  }

  boolean isSecond() {
    return second;
  }

  /** The entry of a trusted root. */
  ObjectNode trusted(Instant from, Instant to) {
    return trusted(
        "https://" + host, keys, second ? "PKIX_ED25519" : "PKIX_ECDSA_P256_SHA_256", id, from, to);
  }

  static ObjectNode trusted(
      String url, KeyPair keys, String details, byte[] id, Instant from, Instant to) {
    ObjectNode log = JsonNodeFactory.instance.objectNode();
    log.put("baseUrl", url).put("hashAlgorithm", "SHA2_256");
    log.putObject("publicKey")
        .put("rawBytes", base64(keys.getPublic().getEncoded()))
        .put("keyDetails", details)
        .putObject("validFor")
        .put("start", from.toString())
        .put("end", to.toString());
    log.putObject("logId").put("keyId", base64(id));
    return log;
  }

  /** Logs a body. */
  ObjectNode entry(String kind, String version, String body, Instant at, boolean promise)
      throws GeneralSecurityException {
    byte[] leaf = body.getBytes(StandardCharsets.UTF_8);
    long index = second ? INDEX : SHARDS + INDEX;
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.put("logIndex", Long.toString(index));
    entry.putObject("logId").put("keyId", base64(id));
    entry.putObject("kindVersion").put("kind", kind).put("version", version);
    if (promise) {
      entry.put("integratedTime", Long.toString(at.getEpochSecond()));
      entry
          .putObject("inclusionPromise")
          .put("signedEntryTimestamp", base64(promise(leaf, at, index)));
    }
    entry.set("inclusionProof", proof(leaf));
    entry.put("canonicalizedBody", base64(leaf));
    return entry;
  }

  private byte[] promise(byte[] body, Instant at, long index) throws GeneralSecurityException {
    String signed =
        "{\"body\":\""
            + base64(body)
            + "\",\"integratedTime\":"
            + at.getEpochSecond()
            + ",\"logID\":\""
            + HexFormat.of().formatHex(id)
            + "\",\"logIndex\":"
            + index
            + "}";
    return sign(signed.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] sign(byte[] message) throws GeneralSecurityException {
    PrivateKey key = keys.getPrivate();
    return VirtualAuthority.sign(second ? "Ed25519" : "SHA256withECDSA", key, message);
  }

  private ObjectNode proof(byte[] leaf) throws GeneralSecurityException {
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < LEAVES; i++) {
      byte[] other = ("entry " + i).getBytes(StandardCharsets.UTF_8);
      leaves.add(hash(0, i == INDEX ? leaf : other, new byte[0]));
    }
    byte[] root = root(leaves);
    List<byte[]> path = new ArrayList<>();
    path(leaves, INDEX, path);
    ObjectNode proof = JsonNodeFactory.instance.objectNode();
    proof.put("logIndex", Integer.toString(INDEX)).put("rootHash", base64(root));
    proof.put("treeSize", Integer.toString(LEAVES));
    path.forEach(proof.putArray("hashes")::add);
    proof.putObject("checkpoint").put("envelope", checkpoint(LEAVES, root));
    return proof;
  }

  /** A signed note over a tree of that size and root. */
  String checkpoint(long size, byte[] root) throws GeneralSecurityException {
    String origin = second ? host : host + " - 12345678";
    String text = origin + "\n" + size + "\n" + base64(root) + "\n";
    return text + "\n" + signatureLine(host, text);
  }

  String signatureLine(String name, String text) throws GeneralSecurityException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.write(id, 0, 4);
    line.writeBytes(sign(text.getBytes(StandardCharsets.UTF_8)));
    return "\u2014 " + name + " " + base64(line.toByteArray()) + "\n";
  }

  private static byte[] root(List<byte[]> leaves) throws GeneralSecurityException {
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    byte[] left = root(leaves.subList(0, split));
    return hash(1, left, root(leaves.subList(split, leaves.size())));
  }

  private static void path(List<byte[]> leaves, int index, List<byte[]> path)
      throws GeneralSecurityException {
    if (leaves.size() == 1) {
      return;
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    List<byte[]> left = leaves.subList(0, split);
    List<byte[]> right = leaves.subList(split, leaves.size());
    path(index < split ? left : right, index < split ? index : index - split, path);
    path.add(root(index < split ? right : left));
  }

  private static byte[] hash(int prefix, byte[] left, byte[] right)
      throws GeneralSecurityException {
    byte[] all = new byte[1 + left.length + right.length];
    Arrays.fill(all, 0, 1, (byte) prefix);
    System.arraycopy(left, 0, all, 1, left.length);
    System.arraycopy(right, 0, all, 1 + left.length, right.length);
    return VirtualAuthority.sha256(all);
  }

  static String base64(byte[] data) {
    return Base64.getEncoder().encodeToString(data);
  }
}
