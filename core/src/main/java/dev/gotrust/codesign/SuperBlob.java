package dev.gotrust.codesign;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import dev.gotrust.image.Span;
import dev.gotrust.image.Zeros;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The blob of blobs of a code signature. What lies in its room but in no blob is covered by no
 * hash, and must be zero.
 */
final class SuperBlob {
  private static final long MAGIC = 0xfade0cc0L;
  private static final int HEADER = 12;
  private static final int INDEX = 8;

  private SuperBlob() {}

  /** Returns the blobs by their number, null where the place of them is empty. */
  static @Nullable Map<Long, ByteView> read(ByteView image, Span span)
      throws FormatException, IOException {
    ByteView all =
        image.slice("code signature", span.offset(), span.length()).order(ByteOrder.BIG_ENDIAN);
    if (all.size() < HEADER || all.u32(0) == 0) {
      return null;
    }
    long count = all.u32(8);
    long size = all.u32(4);
    if (all.u32(0) != MAGIC || size < HEADER || size > all.size()) {
      throw FormatException.malformed(all.base(), "the code signature is no blob of blobs");
    }
    if (count > Limits.CODE_SIGNATURE_BLOBS) {
      throw FormatException.tooLarge(
          all.base() + 8, "the code signature has more blobs than are read: " + count);
    }
    Map<Long, ByteView> blobs = new LinkedHashMap<>();
    Map<Long, Long> ends = new TreeMap<>();
    for (long at = HEADER; at < HEADER + count * INDEX; at += INDEX) {
      long type = all.u32(at);
      long offset = all.u32(at + 4);
      ByteView blob = all.slice("blob of the code signature", offset, INDEX);
      blob = all.slice("blob of the code signature", offset, blob.u32(4));
      if (blob.size() < INDEX || offset + blob.size() > size) {
        throw FormatException.malformed(blob.base(), "a blob of the code signature has no room");
      }
      if (blobs.put(type, blob) != null || ends.put(offset, offset + blob.size()) != null) {
        throw FormatException.malformed(blob.base(), "a blob of the code signature stands twice");
      }
    }
    expectNothingElse(all, HEADER + count * INDEX, ends);
    return blobs;
  }

  private static void expectNothingElse(ByteView all, long index, Map<Long, Long> ends)
      throws FormatException, IOException {
    long covered = index;
    for (Map.Entry<Long, Long> blob : ends.entrySet()) {
      if (blob.getKey() < covered) {
        throw FormatException.malformed(
            all.base() + blob.getKey(), "a blob of the code signature lies over another");
      }
      expectZeros(all, covered, blob.getKey());
      covered = blob.getValue();
    }
    expectZeros(all, covered, all.size());
  }

  private static void expectZeros(ByteView all, long from, long to)
      throws FormatException, IOException {
    if (!Zeros.fill(all, from, to)) {
      throw FormatException.malformed(
          all.base() + from, "bytes lie in the code signature that no hash covers");
    }
  }
}
