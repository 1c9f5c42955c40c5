package dev.gotrust.material;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gotrust.bytes.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * A repository of The Update Framework that lives in the tests: one key for each role, consistent
 * snapshots, as Sigstore publishes. What it writes holds, until a test changes it.
 */
final class VirtualTuf {
  private static final String[] ROLES = {"root", "timestamp", "snapshot", "targets"};

  /** Maps in the order of their keys, without blanks. */
  private static final ObjectMapper CANONICAL =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private final Path directory;
  private final TreeMap<String, KeyPair> keys = new TreeMap<>();
  private final TreeMap<String, Integer> versions = new TreeMap<>();
  private final TreeMap<String, Instant> ends = new TreeMap<>();

  VirtualTuf(Path directory, Instant end) throws IOException, GeneralSecurityException {
    this.directory = directory;
    for (String role : ROLES) {
      rekey(role);
      versions.put(role, 1);
      ends.put(role, end);
    }
    Files.createDirectories(directory.resolve("targets"));
  }

  /** Gives a role another key; the root must be written anew for it. */
  KeyPair rekey(String role) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair before = keys.put(role, generator.generateKeyPair());
    return before == null ? keys.get(role) : before;
  }

  void version(String role, int version) {
    versions.put(role, version);
  }

  void end(String role, Instant end) {
    ends.put(role, end);
  }

  /** Writes the root, signed by its own key and, where that is another, by the one before. */
  Path root(KeyPair... before) throws IOException, GeneralSecurityException {
    ObjectNode signed = head("root");
    signed.put("consistent_snapshot", true);
    ObjectNode all = signed.putObject("keys");
    ObjectNode roles = signed.putObject("roles");
    for (String role : ROLES) {
      ObjectNode key = all.putObject(id(keys.get(role)));
      key.putArray("keyid_hash_algorithms").add("sha256");
      key.put("keytype", "ecdsa").put("scheme", "ecdsa-sha2-nistp256");
      key.putObject("keyval").put("public", pem(keys.get(role)));
      roles.putObject(role).put("threshold", 1).putArray("keyids").add(id(keys.get(role)));
    }
    KeyPair[] signers = java.util.Arrays.copyOf(before, before.length + 1);
    signers[before.length] = keys.get("root");
    return write(versions.get("root") + ".root.json", signed, signers);
  }

  /** Writes the metadata of the other roles, and a target. */
  void publish(String name, byte[] target) throws IOException, GeneralSecurityException {
    String sha256 = Bytes.sha256(target).hex();
    Files.write(directory.resolve("targets/" + sha256 + '.' + name), target);
    ObjectNode targets = head("targets");
    ObjectNode one = targets.putObject("targets").putObject(name);
    one.put("length", target.length).putObject("hashes").put("sha256", sha256);
    Path file = write(versions.get("targets") + ".targets.json", targets, keys.get("targets"));
    ObjectNode snapshot = head("snapshot");
    describe(snapshot.putObject("meta").putObject("targets.json"), "targets", file);
    file = write(versions.get("snapshot") + ".snapshot.json", snapshot, keys.get("snapshot"));
    ObjectNode timestamp = head("timestamp");
    describe(timestamp.putObject("meta").putObject("snapshot.json"), "snapshot", file);
    write("timestamp.json", timestamp, keys.get("timestamp"));
  }

  private ObjectNode head(String role) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("_type", role).put("spec_version", "1.0.31");
    return node.put("version", versions.get(role)).put("expires", ends.get(role).toString());
  }

  private void describe(ObjectNode node, String role, Path file) throws IOException {
    byte[] data = Files.readAllBytes(file);
    node.put("version", versions.get(role)).put("length", data.length);
    node.putObject("hashes").put("sha256", Bytes.sha256(data).hex());
  }

  private Path write(String name, ObjectNode signed, KeyPair... signers)
      throws IOException, GeneralSecurityException {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    for (KeyPair signer : signers) {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(signer.getPrivate());
      signature.update(canonical(signed));
      document
          .withArray("signatures")
          .addObject()
          .put("keyid", id(signer))
          .put("sig", HexFormat.of().formatHex(signature.sign()));
    }
    document.set("signed", signed);
    return Files.write(directory.resolve(name), CANONICAL.writeValueAsBytes(document));
  }

  private static byte[] canonical(JsonNode node) throws IOException {
    String ordered = CANONICAL.writeValueAsString(CANONICAL.treeToValue(node, Object.class));
    // Line ends are as they are in canonical JSON.
    return ordered.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String id(KeyPair pair) {
    return Bytes.sha256(pair.getPublic().getEncoded()).hex();
  }

  private static String pem(KeyPair pair) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN PUBLIC KEY-----\n"
        + lines.encodeToString(pair.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }
}
