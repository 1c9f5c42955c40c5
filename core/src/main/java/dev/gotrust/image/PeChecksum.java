package dev.gotrust.image;

import dev.gotrust.bytes.ByteSearch;
import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.image.Undo.Patch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The checksum that GNU ld put into a PE file: the sum of its 16-bit words, carries added in at the
 * low end, plus its length ("PE Format", optional header, CheckSum).
 *
 * <p>What cmd/go and cmd/link write after the system linker is not in it: the content ID, in whose
 * place the action ID stood until then, and from Go 1.24 on the digest behind the FIPS 140 magic
 * (cmd/link/internal/ld/fips140.go), which was zero.
 */
final class PeChecksum {
  private static final int CHUNK = 64 * 1024;
  private static final int FIPS_SUM = 32;

  private static final byte[] FIPS_MAGIC =
      "\377 Go fipsinfo \377\0".getBytes(StandardCharsets.ISO_8859_1);

  private final long words;

  private PeChecksum(long words) {
    this.words = words;
  }

  /**
   * Sums up a file as the system linker left it.
   *
   * @param end the offset that bytes are read to; only zeros may stand behind the file's true end
   * @param patches what else was different then
   * @param buildId the full Go build ID as it is now
   */
  static PeChecksum asLinked(ByteView view, long end, List<Patch> patches, String buildId)
      throws FormatException, IOException {
    ByteView file = view.slice("PE file", 0, end);
    long sum = sum(file) + contentIds(file, buildId) + fipsSums(file);
    for (Patch patch : patches) {
      sum += difference(file, patch.offset(), patch.old().toArray());
    }
    return new PeChecksum(sum);
  }

  /** Returns the checksum of a file of that many bytes. */
  long ofFile(long length) {
    long folded = words;
    while (folded > 0xffff) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return folded + length;
  }

  private static long contentIds(ByteView file, String buildId)
      throws FormatException, IOException {
    int first = buildId.indexOf('/');
    int last = buildId.lastIndexOf('/') + 1;
    if (first < 0 || buildId.length() - last != first) {
      return 0;
    }
    byte[] id = buildId.getBytes(StandardCharsets.ISO_8859_1);
    return differences(file, id, last, Arrays.copyOf(id, first));
  }

  private static long fipsSums(ByteView file) throws FormatException, IOException {
    return differences(file, FIPS_MAGIC, FIPS_MAGIC.length, new byte[FIPS_SUM]);
  }

  /** What the sum changes by where {@code old} stands at a distance from every {@code pattern}. */
  private static long differences(ByteView file, byte[] pattern, int distance, byte[] old)
      throws FormatException, IOException {
    long difference = 0;
    ByteSearch search = new ByteSearch(file, pattern);
    for (long at = search.next(); at >= 0; at = search.next()) {
      if (file.holds(at + distance, old.length)) {
        difference += difference(file, at + distance, old);
      }
    }
    return difference;
  }

  private static long sum(ByteView file) throws IOException {
    byte[] chunk = new byte[CHUNK];
    long sum = 0;
    for (long at = 0; at < file.size(); at += CHUNK) {
      int length = (int) Math.min(CHUNK, file.size() - at);
      Arrays.fill(chunk, (byte) 0);
      file.source().read(file.base() + at, chunk, 0, length);
      for (int i = 0; i < CHUNK; i += 2) {
        sum += (chunk[i] & 0xff) | (chunk[i + 1] & 0xff) << 8;
      }
    }
    return sum;
  }

  private static long difference(ByteView file, long offset, byte[] old)
      throws FormatException, IOException {
    long difference = 0;
    for (int i = 0; i < old.length; i++) {
      long at = offset + i;
      difference += ((old[i] & 0xffL) - file.u8(at)) << (at % 2 * 8);
    }
    return difference;
  }
}
