package dev.gotrust.codesign;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import dev.gotrust.codesign.PlatformSignature.Kind;
import dev.gotrust.image.Image;
import dev.gotrust.image.Region;
import dev.gotrust.image.Zeros;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Authenticode in PE images. The digest leaves out the checksum, the entry of the certificate table
 * and that table; see Microsoft, "Windows Authenticode Portable Executable Signature Format", and
 * {@code specs/authenticode.md}.
 */
final class Authenticode {
  private static final int NEW_HEADER = 0x3c;
  private static final int OPTIONAL = 24;
  private static final int CHECKSUM = 64;
  private static final int DIRECTORIES_32 = 96;
  private static final int DIRECTORIES_64 = 112;
  private static final int PE32_PLUS = 0x20b;
  private static final int SECURITY = 4;
  private static final int ENTRY = 8;
  private static final int HEADER = 8;
  private static final int ALIGNMENT = 8;
  private static final int REVISION_2 = 0x200;
  private static final int PKCS_SIGNED_DATA = 2;
  private static final int CHUNK = 256 * 1024;

  private final ByteView view;
  private final long checksum;
  private final long entry;
  private final long end;
  private final Map<String, String> digests = new HashMap<>();

  private Authenticode(ByteView view, long checksum, long entry, long end) {
    this.view = view;
    this.checksum = checksum;
    this.entry = entry;
    this.end = end;
  }

  /** Returns the signature, with further ones of the same image; null if there is none. */
  static @Nullable PlatformSignature read(
      Image image, @Nullable CodeRoots roots, InstantSource clock)
      throws FormatException, IOException {
    ByteView view = image.view();
    long optional = view.u32(NEW_HEADER) + OPTIONAL;
    boolean large = view.u16(optional) == PE32_PLUS;
    long directories = optional + (large ? DIRECTORIES_64 : DIRECTORIES_32);
    if (view.u32(directories - 4) <= SECURITY) {
      return null;
    }
    long entry = directories + (long) SECURITY * ENTRY;
    long offset = view.u32(entry);
    long length = view.u32(entry + 4);
    if (length == 0) {
      return null;
    }
    if (offset % ALIGNMENT != 0 || offset < entry + ENTRY || overlaps(image, offset)) {
      return malformed("the certificate table at offset " + offset + " is not behind the image");
    }
    return new Authenticode(view, optional + CHECKSUM, entry, offset)
        .signature(length, roots, clock);
  }

  /** Bytes of a section that lie in the table would be loaded, but no digest covers them. */
  private static boolean overlaps(Image image, long offset) {
    for (Region section : image.sections()) {
      if (section.size() > 0 && section.end() > offset) {
        return true;
      }
    }
    return false;
  }

  private PlatformSignature signature(long length, @Nullable CodeRoots roots, InstantSource clock)
      throws IOException {
    try {
      ByteView table = view.slice("PE certificate table", end, length);
      if (end + length != view.size()) {
        return malformed("bytes follow the certificate table, and no digest covers them");
      }
      return new AuthenticodeMessages(this, roots, clock).check(messages(table));
    } catch (FormatException malformed) {
      return malformed(malformed.getMessage());
    }
  }

  /** Returns the messages of the entries, which fill the table but for padding. */
  private static List<byte[]> messages(ByteView table) throws FormatException, IOException {
    List<byte[]> messages = new ArrayList<>();
    long total = 0;
    for (long at = 0; at < table.size(); ) {
      long stated = table.u32(at);
      total += stated;
      if (stated <= HEADER || !table.holds(at, stated)) {
        throw FormatException.malformed(
            table.base() + at, "an entry of the certificate table does not lie in it");
      }
      if (table.u16(at + 4) != REVISION_2 || table.u16(at + 6) != PKCS_SIGNED_DATA) {
        throw FormatException.malformed(
            table.base() + at, "the certificate table has an entry of an unknown form");
      }
      if (total > Limits.CMS_MESSAGE || messages.size() == Limits.PE_SIGNATURES) {
        throw FormatException.tooLarge(
            table.base() + at, "the certificate table holds more than is read");
      }
      messages.add(table.copy(at + HEADER, stated - HEADER));
      long padded = (at + stated + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
      long next = Math.min(table.size(), padded);
      if (!Zeros.fill(table, at + stated, next)) {
        throw FormatException.malformed(
            table.base() + at + stated,
            "bytes follow an entry of the certificate table, and no digest covers them");
      }
      at = next;
    }
    return messages;
  }

  static PlatformSignature malformed(String problem) {
    return PlatformSignature.malformed(Kind.AUTHENTICODE, problem);
  }

  /** Returns the digest of the image up to its certificate table, made once for each function. */
  String digest(String algorithm) throws IOException {
    String known = digests.get(algorithm);
    if (known == null) {
      MessageDigest digest = Digests.of(algorithm);
      update(digest, 0, checksum);
      update(digest, checksum + 4, entry);
      update(digest, entry + ENTRY, end);
      known = HexFormat.of().formatHex(digest.digest());
      digests.put(algorithm, known);
    }
    return known;
  }

  private void update(MessageDigest digest, long from, long to) throws IOException {
    byte[] chunk = new byte[(int) Math.min(CHUNK, Math.max(1, to - from))];
    for (long at = from; at < to; ) {
      int length = (int) Math.min(chunk.length, to - at);
      view.source().read(view.base() + at, chunk, 0, length);
      digest.update(chunk, 0, length);
      at += length;
    }
  }
}
