package dev.gotrust.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** A checksum database of a few records in the directory of a module proxy, with its own key. */
final class OwnDatabase {
  private static final String NAME = "sum.example.com";

  private final Path directory;
  private final KeyPair pair = pair();
  private final List<byte[]> leaves = new ArrayList<>();
  private final List<String> lookups = new ArrayList<>();
  private final List<String> records = new ArrayList<>();

  OwnDatabase(Path proxy) {
    directory = proxy.resolve("sumdb").resolve(NAME);
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Returns the key as GOSUMDB takes it. */
  String key() {
    String key = Base64.getEncoder().encodeToString(publicKey());
    return NAME + '+' + HexFormat.of().formatHex(keyHash()) + '+' + key;
  }

  /** Adds a module whose path and version need no escaping. */
  OwnDatabase add(String path, String version, String h1) {
    String line = path + ' ' + version;
    String record = line + ' ' + h1 + '\n' + line + "/go.mod " + h1 + '\n';
    leaves.add(sha256(new byte[] {0}, record.getBytes(UTF_8)));
    lookups.add(path + '@' + version);
    records.add(record);
    return this;
  }

  /** Forgets all records: the same key signs another tree. */
  OwnDatabase forget() {
    leaves.clear();
    lookups.clear();
    records.clear();
    return this;
  }

  /** Writes all files, in the place of those that are there. */
  void write() throws IOException {
    String root = Base64.getEncoder().encodeToString(root(leaves));
    String text = "go.sum database tree\n" + leaves.size() + '\n' + root + '\n';
    byte[] signature = concat(keyHash(), sign(text));
    String signed = Base64.getEncoder().encodeToString(signature);
    String note = text + "\n\u2014 " + NAME + ' ' + signed + '\n';
    write("supported", new byte[0]);
    write("latest", note.getBytes(UTF_8));
    for (int i = 0; i < leaves.size(); i++) {
      String answer = i + "\n" + records.get(i) + '\n' + note;
      write("lookup/" + lookups.get(i), answer.getBytes(UTF_8));
    }
    write("tile/8/0/000.p/" + leaves.size(), concat(leaves.toArray(new byte[0][])));
  }

  private void write(String path, byte[] data) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, data);
  }

  private static byte[] root(List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    byte[] left = root(leaves.subList(0, split));
    return sha256(new byte[] {1}, left, root(leaves.subList(split, leaves.size())));
  }

  private byte[] publicKey() {
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] key = Arrays.copyOfRange(encoded, encoded.length - 33, encoded.length);
    key[0] = 1;
    return key;
  }

  private byte[] keyHash() {
    return Arrays.copyOf(sha256((NAME + '\n').getBytes(UTF_8), publicKey()), 4);
  }

  private byte[] sign(String text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(text.getBytes(UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(concat(parts));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
