package dev.gotrust.codesign;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import dev.gotrust.codesign.PlatformSignature.Kind;
import dev.gotrust.image.Image;
import dev.gotrust.image.Region;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A code directory: hashes of all pages up to the signature, and of other parts of it. */
final class CodeDirectory {
  private static final long MAGIC = 0xfade0c02L;
  private static final int HEADER = 44;
  private static final int SUPPORTS_SCATTER = 0x20100;
  private static final int SUPPORTS_TEAM = 0x20200;
  private static final int SUPPORTS_LIMIT_64 = 0x20300;
  private static final int CHUNK = 256 * 1024;
  private static final int INFO_SLOT = 1;
  private static final String INFO_SECTION = "__info_plist";

  /** Parts of which the signature itself carries the bytes. */
  private static final List<Integer> INSIDE = List.of(2, 5, 7, 8, 9, 10, 11);

  private final byte[] bytes;
  private final ByteView view;
  private final long version;
  private final long flags;
  private final long hashOffset;
  private final long specialSlots;
  private final long codeSlots;
  private final long limit;
  private final int hashSize;
  private final int hashType;
  private final int pageShift;

  /** Itself with the hashes of what is there, null as long as that is not known. */
  private byte @Nullable [] actual;

  CodeDirectory(ByteView view) throws FormatException, IOException {
    if (view.size() < HEADER || view.u32(0) != MAGIC) {
      throw FormatException.malformed(view.base(), "a code directory was expected");
    }
    if (view.size() > Limits.CODE_DIRECTORY) {
      throw FormatException.tooLarge(view.base(), "the code directory is larger than what is read");
    }
    this.view = view;
    this.bytes = view.copy(0, view.size());
    this.version = view.u32(8);
    this.flags = view.u32(12);
    this.hashOffset = view.u32(16);
    this.specialSlots = view.u32(24);
    this.codeSlots = view.u32(28);
    this.hashSize = view.u8(36);
    this.hashType = view.u8(37);
    this.pageShift = view.u8(39);
    boolean large = version >= SUPPORTS_LIMIT_64 && view.u64(56) != 0;
    this.limit = large ? view.u64(56) : view.u32(32);
  }

  byte[] bytes() {
    return bytes.clone();
  }

  boolean isAdHoc() {
    return CodeFlags.isAdHoc(flags);
  }

  private @Nullable String algorithm() {
    return switch (hashType) {
      case 1 -> Digests.SHA1;
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

  /** Returns what names it, null if its hash function is not known. */
  @Nullable CodeHash hash() {
    return hash(bytes);
  }

  private @Nullable CodeHash hash(byte @Nullable [] directory) {
    String algorithm = algorithm();
    return algorithm == null || directory == null
        ? null
        : new CodeHash(algorithm, Bytes.of(Digests.of(algorithm).digest(directory)));
  }

  /**
   * Returns the first thing that is not as the directory says, null if all is. Goes on to the last
   * page: the directory that the bytes should have is evidence.
   */
  @Nullable String fault(Image image, long end, Map<Long, ByteView> blobs, List<String> remarks)
      throws FormatException, IOException {
    String algorithm = algorithm();
    if (algorithm == null || hashSize != size()) {
      return "the hash function of its code directory is not known: type "
          + hashType
          + ", "
          + hashSize
          + " bytes";
    }
    if (version >= SUPPORTS_SCATTER && view.u32(44) != 0) {
      return "its code directory covers scattered parts of the file, which is not supported";
    }
    if (limit != end) {
      return "it covers the bytes up to " + limit + ", the signature stands at " + end;
    }
    if (hashType == 1) {
      remarks.add("its hashes are of SHA-1, for which other bytes can be made");
    }
    MessageDigest digest = Digests.of(algorithm);
    byte[] found = bytes.clone();
    String special = special(image, digest, blobs, remarks, found);
    String malformed = malformed();
    if (malformed != null) {
      return special == null ? malformed : special;
    }
    String page = page(image.view(), digest, found);
    actual = found;
    return special == null ? page : special;
  }

  /** Hashes before the first page: of other blobs, and of files beside the program. */
  private @Nullable String special(
      Image image,
      MessageDigest digest,
      Map<Long, ByteView> blobs,
      List<String> remarks,
      byte[] found)
      throws FormatException, IOException {
    if (specialSlots > Limits.CODE_SPECIAL_SLOTS || specialSlots * hashSize > hashOffset) {
      return "its code directory has no room for " + specialSlots + " hashes before the first page";
    }
    String fault = null;
    for (int slot = 1; slot <= specialSlots; slot++) {
      long at = hashOffset - (long) slot * hashSize;
      byte[] stated = view.copy(at, hashSize);
      ByteView part = part(slot, image, blobs);
      boolean none = Arrays.equals(stated, new byte[hashSize]);
      if (part != null && (!none || blobs.containsKey((long) slot))) {
        byte[] computed = cut(digest.digest(part.copy(0, part.size())));
        System.arraycopy(computed, 0, found, (int) at, hashSize);
        if (fault == null && !MessageDigest.isEqual(computed, stated)) {
          fault = differs("a part of it, in slot -" + slot + ", was changed", stated, computed);
        }
      } else if (!none && INSIDE.contains(slot)) {
        return "a part of it is missing, in slot -" + slot;
      } else if (!none) {
        remarks.add("a file outside of the program, of slot -" + slot + ", is not checked");
      }
    }
    for (long type : blobs.keySet()) {
      if (type > specialSlots && type < Limits.CODE_SPECIAL_SLOTS) {
        return "a part of it has no hash, for slot -" + type;
      }
    }
    return fault;
  }

  /** Returns what a slot is of, null where that is not in the image. */
  private static @Nullable ByteView part(int slot, Image image, Map<Long, ByteView> blobs)
      throws FormatException {
    ByteView blob = blobs.get((long) slot);
    if (blob != null || slot != INFO_SLOT) {
      return blob;
    }
    for (Region section : image.sections()) {
      if (section.name().equals(INFO_SECTION)) {
        return image.view().slice(INFO_SECTION, section.offset(), section.size());
      }
    }
    return null;
  }

  private byte[] cut(byte[] hash) {
    return Arrays.copyOf(hash, hashSize);
  }

  private String differs(String what, byte[] stated, byte[] computed) {
    return what
        + " after it was signed: expected "
        + algorithm()
        + ' '
        + HexFormat.of().formatHex(stated)
        + ", found "
        + HexFormat.of().formatHex(computed);
  }

  private long pageSize() {
    return pageShift == 0 ? Math.max(1, limit) : 1L << pageShift;
  }

  /** Returns why its pages can't be hashed, null if they can. */
  private @Nullable String malformed() {
    if (pageShift > 30) {
      return "its code directory has pages of 2^" + pageShift + " bytes";
    }
    long expected = (limit + pageSize() - 1) / pageSize();
    if (codeSlots != expected) {
      return "it has " + codeSlots + " hashes of pages, for " + expected + " pages";
    }
    return hashOffset + codeSlots * hashSize > bytes.length
        ? "its code directory has no room for " + codeSlots + " hashes of pages"
        : null;
  }

  private @Nullable String page(ByteView image, MessageDigest digest, byte[] found)
      throws IOException {
    byte[] chunk = new byte[(int) Math.min(CHUNK, Math.max(1, limit))];
    String fault = null;
    long at = 0;
    for (int slot = 0; slot < codeSlots; slot++) {
      for (long end = Math.min(limit, at + pageSize()); at < end; ) {
        int length = (int) Math.min(chunk.length, end - at);
        image.source().read(image.base() + at, chunk, 0, length);
        digest.update(chunk, 0, length);
        at += length;
      }
      int from = (int) hashOffset + slot * hashSize;
      byte[] computed = cut(digest.digest());
      System.arraycopy(computed, 0, found, from, hashSize);
      if (fault == null && !Arrays.equals(computed, 0, hashSize, bytes, from, from + hashSize)) {
        byte[] stated = Arrays.copyOfRange(bytes, from, from + hashSize);
        String where = "the page at offset " + slot * pageSize() + " was changed";
        fault = differs(where, stated, computed);
      }
    }
    return fault;
  }

  private @Nullable String name(long offset) throws FormatException, IOException {
    return offset == 0 ? null : view.name(offset);
  }

  PlatformSignature signature(
      Kind kind, @Nullable String problem, @Nullable Cms cms, List<String> remarks)
      throws FormatException, IOException {
    CodeHash hash = hash();
    CodeHash computed = hash(actual);
    boolean teams = version >= SUPPORTS_TEAM;
    return new PlatformSignature(
        kind,
        problem == null,
        problem,
        hash == null ? "" : hash.algorithm(),
        hash == null ? "" : hash.hash().hex(),
        computed == null ? null : computed.hash().hex(),
        name(view.u32(20)),
        teams ? name(view.u32(48)) : null,
        CodeFlags.words(flags),
        cms == null ? null : cms.signer(),
        cms == null ? null : cms.signedAt(),
        cms == null ? null : cms.chained(),
        remarks,
        List.of());
  }
}
