package dev.gotrust.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes what a release consists of: archives, a list of their checksums, a signature by a key. */
final class Release {
  private final KeyPair key;

  private Release(KeyPair key) {
    this.key = key;
  }

  /** Makes a key, and writes {@code key.pub}. */
  static Release create() throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    Release release = new Release(generator.generateKeyPair());
    Files.writeString(
        Path.of("key.pub"),
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(release.key.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n");
    return release;
  }

  /** Writes {@code FILE.sig}. */
  void sign(String file) throws IOException, GeneralSecurityException {
    Files.writeString(Path.of(file + ".sig"), Base64.getEncoder().encodeToString(signature(file)));
  }

  /** Writes a bundle with a key, as cosign does. */
  void bundle(String file) throws IOException, GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(Path.of(file)));
    byte[] hint = MessageDigest.getInstance("SHA-256").digest(key.getPublic().getEncoded());
    Base64.Encoder base64 = Base64.getEncoder();
    Files.writeString(
        Path.of(file + ".sigstore.json"),
        "{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\","
            + "\"verificationMaterial\":{\"publicKey\":{\"hint\":\""
            + base64.encodeToString(hint)
            + "\"}},\"messageSignature\":{\"messageDigest\":{\"algorithm\":\"SHA2_256\",\"digest\":\""
            + base64.encodeToString(digest)
            + "\"},\"signature\":\""
            + base64.encodeToString(signature(file))
            + "\"}}");
  }

  private byte[] signature(String file) throws IOException, GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key.getPrivate());
    signature.update(Files.readAllBytes(Path.of(file)));
    return signature.sign();
  }

  /** Writes a list as {@code sha256sum} does. */
  static void list(String list, String... files) throws IOException, GeneralSecurityException {
    StringBuilder text = new StringBuilder();
    for (String file : files) {
      text.append(sha256(file)).append("  ").append(file).append('\n');
    }
    Files.writeString(Path.of(list), text);
  }

  static String sha256(String file) throws IOException, GeneralSecurityException {
    byte[] data = Files.readAllBytes(Path.of(file));
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
  }

  /** Writes a tar archive in gzip; each file is named {@code NAME=FILE}, or as it lies there. */
  static void tarGz(String archive, String... files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      for (String file : files) {
        String[] pair = file.split("=", 2);
        byte[] content = Files.readAllBytes(Path.of(pair[pair.length - 1]));
        gzip.write(header(pair[0], content.length));
        gzip.write(content);
        gzip.write(new byte[(512 - content.length % 512) % 512]);
      }
      gzip.write(new byte[1024]);
    }
    Files.write(Path.of(archive), out.toByteArray());
  }

  /** Writes a tar archive that ends behind its first header. */
  static void header(String archive, String name, long size) throws IOException {
    Files.write(Path.of(archive), header(name, size));
  }

  private static byte[] header(String name, long size) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000755");
    put(header, 124, String.format("%011o", size));
    put(header, 156, "0");
    put(header, 257, "ustar\00000");
    put(header, 148, "        ");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, String.format("%06o\0 ", sum));
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  static void zip(String archive, String... files) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(Path.of(archive)))) {
      for (String file : files) {
        zip.putNextEntry(new ZipEntry(file));
        zip.write(Files.readAllBytes(Path.of(file)));
      }
    }
  }

  /** Changes one byte of a file. */
  static void change(String file, int at) throws IOException {
    byte[] data = Files.readAllBytes(Path.of(file));
    data[at < 0 ? data.length + at : at] ^= 1;
    Files.write(Path.of(file), data);
  }
}
