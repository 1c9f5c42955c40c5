package dev.gotrust.codesign;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.codesign.PlatformSignature.Kind;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A code directory: hashes of all pages up to the signature, and of other parts of it. */
final class CodeDirectory {
  private static final long MAGIC = 0xfade0c02L;
  private static final int HEADER = 44;
  private static final int SUPPORTS_TEAM = 0x20200;
  private static final int SUPPORTS_LIMIT_64 = 0x20300;

  /** Bytes: SHA-256 of the pages of an image of 2 GiB. */
  private static final int MOST = 16 * 1024 * 1024;

  /** Slots: Apple has given numbers to eleven. */
  private static final int MOST_SPECIAL = 32;

  private static final int CHUNK = 256 * 1024;

  /** Parts of which the signature itself carries the bytes. */
  private static final List<Integer> INSIDE = List.of(2, 5, 7, 8, 9, 10, 11);

  private final byte[] bytes;
  private final ByteView view;
  private final long hashOffset;
  private final long specialSlots;
  private final long codeSlots;
  private final long limit;
  private final int hashSize;
  private final int hashType;
  private final int pageShift;

  private CodeDirectory(ByteView view) throws FormatException, IOException {
    if (view.size() < HEADER || view.u32(0) != MAGIC || view.size() > MOST) {
      throw FormatException.malformed(view.base(), "a code directory was expected");
    }
    this.view = view;
    this.bytes = view.copy(0, view.size());
    this.hashOffset = view.u32(16);
    this.specialSlots = view.u32(24);
    this.codeSlots = view.u32(28);
    this.hashSize = view.u8(36);
    this.hashType = view.u8(37);
    this.pageShift = view.u8(39);
    boolean large = view.u32(8) >= SUPPORTS_LIMIT_64 && view.u64(56) != 0;
    this.limit = large ? view.u64(56) : view.u32(32);
  }

  static CodeDirectory read(ByteView view) throws FormatException, IOException {
    return new CodeDirectory(view);
  }

  byte[] bytes() {
    return bytes.clone();
  }

  private @Nullable String algorithm() {
    return switch (hashType) {
      case 1 -> "SHA-1";
      case 2, 3 -> "SHA-256";
      case 4 -> "SHA-384";
      default -> null;
    };
  }

  /** Returns the size of its hashes, some of which are cut. */
  private int size() {
    return switch (hashType) {
      case 2 -> 32;
      case 4 -> 48;
      default -> 20;
    };
  }

  /** Returns the first thing that is not as the directory says, null if all is. */
  @Nullable String fault(ByteView image, long end, Map<Long, ByteView> blobs, List<String> remarks)
      throws FormatException, IOException {
    String algorithm = algorithm();
    if (algorithm == null || hashSize != size()) {
      return "the hash function of its code directory is not known";
    }
    if (hashType == 1) {
      remarks.add("its hashes are of SHA-1, for which other bytes can be made");
    }
    if (limit != end) {
      return "it covers the bytes up to " + limit + ", the signature stands at " + end;
    }
    MessageDigest digest = digest(algorithm);
    String special = special(digest, blobs, remarks);
    return special == null ? pages(image, digest) : special;
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java runtime has " + algorithm, impossible);
    }
  }

  /** Hashes before the first page: of other blobs, and of files beside the program. */
  private @Nullable String special(
      MessageDigest digest, Map<Long, ByteView> blobs, List<String> remarks)
      throws FormatException, IOException {
    if (specialSlots > MOST_SPECIAL || specialSlots * hashSize > hashOffset) {
      return "its code directory is malformed";
    }
    for (int slot = 1; slot <= specialSlots; slot++) {
      byte[] stated = view.copy(hashOffset - (long) slot * hashSize, hashSize);
      ByteView blob = blobs.get((long) slot);
      boolean none = Arrays.equals(stated, new byte[hashSize]);
      if (blob != null) {
        digest.update(blob.copy(0, blob.size()));
        if (!same(digest.digest(), stated)) {
          return "a part of it has another hash than it states, in slot -" + slot;
        }
      } else if (!none && INSIDE.contains(slot)) {
        return "a part of it is missing, in slot -" + slot;
      } else if (!none) {
        remarks.add("a file outside of the program, of slot -" + slot + ", is not checked");
      }
    }
    for (long type : blobs.keySet()) {
      if (INSIDE.contains((int) type) && type > specialSlots) {
        return "a part of it has no hash, for slot -" + type;
      }
    }
    return null;
  }

  private boolean same(byte[] computed, byte[] stated) {
    return MessageDigest.isEqual(Arrays.copyOf(computed, hashSize), stated);
  }

  private @Nullable String pages(ByteView image, MessageDigest digest)
      throws FormatException, IOException {
    if (pageShift > 30) {
      return "its code directory is malformed";
    }
    long page = pageShift == 0 ? limit : 1L << pageShift;
    long expected = page == 0 ? 0 : (limit + page - 1) / page;
    if (codeSlots != expected) {
      return "it has " + codeSlots + " hashes of pages, for " + expected + " pages";
    }
    byte[] hashes = view.copy(hashOffset, codeSlots * hashSize);
    byte[] chunk = new byte[(int) Math.min(CHUNK, Math.max(1, limit))];
    long at = 0;
    for (int slot = 0; slot < codeSlots; slot++) {
      for (long end = Math.min(limit, at + page); at < end; ) {
        int length = (int) Math.min(chunk.length, end - at);
        image.source().read(image.base() + at, chunk, 0, length);
        digest.update(chunk, 0, length);
        at += length;
      }
      byte[] stated = Arrays.copyOfRange(hashes, slot * hashSize, (slot + 1) * hashSize);
      if (!same(digest.digest(), stated)) {
        return "the page at offset " + (long) slot * page + " was changed after it was signed";
      }
    }
    return null;
  }

  private @Nullable String name(long offset) throws FormatException, IOException {
    return offset == 0 ? null : view.name(offset);
  }

  PlatformSignature signature(
      Kind kind, @Nullable String problem, @Nullable Cms cms, List<String> remarks)
      throws FormatException, IOException {
    String algorithm = algorithm();
    boolean teams = view.u32(8) >= SUPPORTS_TEAM && view.size() > 52;
    String hash =
        algorithm == null ? "" : HexFormat.of().formatHex(digest(algorithm).digest(bytes));
    return new PlatformSignature(
        kind,
        problem == null,
        problem,
        algorithm == null ? "" : algorithm,
        hash,
        null,
        name(view.u32(20)),
        teams ? name(view.u32(48)) : null,
        cms == null ? null : cms.signer(),
        cms == null ? null : cms.signedAt(),
        cms == null ? null : cms.chained(),
        remarks);
  }
}
