package dev.gotrust.codesign;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.codesign.PlatformSignature.Kind;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
  private static final int REVISION_2 = 0x200;
  private static final int PKCS_SIGNED_DATA = 2;

  /** Bytes of a message: the trees that are made of it are many times as large. */
  private static final int MOST = 1024 * 1024;

  private static final int CHUNK = 256 * 1024;

  private final ByteView view;
  private final long checksum;
  private final long entry;

  private Authenticode(ByteView view, long checksum, long entry) {
    this.view = view;
    this.checksum = checksum;
    this.entry = entry;
  }

  /** Returns the signature, null if there is none. */
  static @Nullable PlatformSignature read(
      ByteView view, @Nullable CodeRoots roots, InstantSource clock)
      throws FormatException, IOException {
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
    return new Authenticode(view, optional + CHECKSUM, entry)
        .signature(offset, length, roots, clock);
  }

  private PlatformSignature signature(
      long offset, long length, @Nullable CodeRoots roots, InstantSource clock) throws IOException {
    try {
      ByteView table = view.slice("PE certificate table", offset, length);
      long stated = table.u32(0);
      if (offset + length != view.size()) {
        return malformed("bytes follow the certificate table, and no digest covers them");
      }
      if (stated < HEADER || stated > length || stated > MOST || entry + ENTRY > offset) {
        return malformed("the certificate table is malformed at offset " + offset);
      }
      if (table.u16(4) != REVISION_2 || table.u16(6) != PKCS_SIGNED_DATA) {
        return malformed("the certificate table has an entry of an unknown form");
      }
      byte[] message = table.copy(HEADER, stated - HEADER);
      List<String> remarks = new ArrayList<>();
      if (!zero(table, stated)) {
        remarks.add(
            "bytes follow the first entry of the certificate table, and no digest covers them");
      }
      return AuthenticodeMessage.check(message, this, offset, remarks, roots, clock);
    } catch (FormatException malformed) {
      return malformed(malformed.getMessage());
    }
  }

  private static boolean zero(ByteView table, long from) throws FormatException, IOException {
    long rest = table.size() - from;
    if (rest >= HEADER) {
      return false;
    }
    for (byte one : table.copy(from, rest)) {
      if (one != 0) {
        return false;
      }
    }
    return true;
  }

  static PlatformSignature malformed(String problem) {
    return PlatformSignature.malformed(Kind.AUTHENTICODE, problem);
  }

  /** Returns the digest of the image up to its certificate table. */
  byte[] digest(MessageDigest digest, long end) throws IOException {
    update(digest, 0, checksum);
    update(digest, checksum + 4, entry);
    update(digest, entry + ENTRY, end);
    return digest.digest();
  }

  private void update(MessageDigest digest, long from, long to) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (long at = from; at < to; ) {
      int length = (int) Math.min(chunk.length, to - at);
      view.source().read(view.base() + at, chunk, 0, length);
      digest.update(chunk, 0, length);
      at += length;
    }
  }
}
