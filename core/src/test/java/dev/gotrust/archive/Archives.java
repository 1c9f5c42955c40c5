package dev.gotrust.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** Makes archives for tests, and reads them. */
final class Archives {
  static final byte[] PROGRAM = "\177ELF and more".getBytes(StandardCharsets.ISO_8859_1);
  static final byte[] NONE = new byte[0];

  private Archives() {}

  static Map<String, byte[]> found(byte[] archive) throws ArchiveException, IOException {
    Map<String, byte[]> found = new LinkedHashMap<>();
    Archive.visit(
        new ArraySource(archive),
        new Archive.Visitor() {
          @Override
          public void executable(String path, ByteSource member) throws IOException {
            byte[] bytes = new byte[(int) member.size()];
            member.read(0, bytes, 0, bytes.length);
            found.put(path, bytes);
          }

          @Override
          public void tooLarge(String path, String reason) {
            found.put(path, NONE);
          }
        });
    return found;
  }

  /** Archives that readers take in different ways end in words. */
  static void refused(byte[] archive, String words) {
    ArchiveException refused = assertThrows(ArchiveException.class, () -> found(archive));
    assertTrue(refused.getMessage().contains(words), refused.getMessage());
  }

  /** The program is in it as {@code app}, and nothing else that runs. */
  static void taken(byte[] archive) throws Exception {
    assertEquals(Set.of("app"), found(archive).keySet());
    assertArrayEquals(PROGRAM, found(archive).get("app"));
  }

  /** Runs a command of the shell in a directory; whether it succeeds. */
  static boolean run(Path directory, String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  static byte[] header(String name, char type, long size) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000755");
    put(header, 124, String.format("%011o", size));
    header[156] = (byte) type;
    put(header, 257, "ustar\00000");
    return sum(header);
  }

  /** Sets the checksum anew. */
  static byte[] sum(byte[] header) {
    put(header, 148, "        ");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, String.format("%06o\0 ", sum));
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, header, at, text.length());
  }

  static byte[] member(String name, char type, byte[] content) {
    byte[] padding = new byte[(512 - content.length % 512) % 512];
    return join(header(name, type, content.length), content, padding);
  }

  static byte[] records(String... pairs) {
    StringBuilder all = new StringBuilder();
    for (String pair : pairs) {
      int length = pair.getBytes(StandardCharsets.UTF_8).length + 3;
      length += Integer.toString(length).length() - 1;
      length += Integer.toString(length).length() > Integer.toString(length - 1).length() ? 1 : 0;
      all.append(length).append(' ').append(pair).append('\n');
    }
    return all.toString().getBytes(StandardCharsets.UTF_8);
  }

  static byte[] tar(byte[]... members) {
    return join(join(members), new byte[1024]);
  }

  static byte[] gzip(byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(data);
    }
    return out.toByteArray();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
