package dev.gotrust.codesign;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.codesign.PlatformSignature.Kind;
import dev.gotrust.image.Span;
import java.io.IOException;
import java.nio.ByteOrder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A code signature in Mach-O: a blob of blobs, among them code directories whose hashes cover every
 * page of the image, and, unless it is ad-hoc, a CMS message over the first of them. See Apple's
 * {@code cs_blobs.h} and {@code specs/apple-code-signature.md}.
 */
final class CodeSignature {
  private static final long SUPERBLOB = 0xfade0cc0L;
  private static final long WRAPPER = 0xfade0b01L;
  private static final int HEADER = 12;
  private static final int INDEX = 8;
  private static final int MOST_BLOBS = 64;
  private static final int MOST_CMS = 1024 * 1024;
  private static final long DIRECTORY = 0;
  private static final long ALTERNATES = 0x1000;
  private static final long LAST_ALTERNATE = 0x1004;
  private static final long CMS = 0x10000;

  private final ByteView image;
  private final Span span;
  private final Map<Long, ByteView> blobs = new LinkedHashMap<>();

  private CodeSignature(ByteView image, Span span) {
    this.image = image;
    this.span = span;
  }

  /** Returns the signature, null where the place of it is empty. */
  static @Nullable PlatformSignature read(
      ByteView image, Span span, @Nullable CodeRoots roots, InstantSource clock)
      throws IOException {
    try {
      CodeSignature signature = new CodeSignature(image, span);
      return signature.readBlobs() ? signature.check(roots, clock) : null;
    } catch (FormatException malformed) {
      return PlatformSignature.malformed(Kind.AD_HOC, malformed.getMessage());
    }
  }

  private boolean readBlobs() throws FormatException, IOException {
    ByteView all =
        image.slice("code signature", span.offset(), span.length()).order(ByteOrder.BIG_ENDIAN);
    if (all.size() < HEADER || all.u32(0) == 0) {
      return false;
    }
    long count = all.u32(8);
    if (all.u32(0) != SUPERBLOB || count > MOST_BLOBS || all.u32(4) > all.size()) {
      throw FormatException.malformed(all.base(), "the code signature is no blob of blobs");
    }
    for (int i = 0; i < count; i++) {
      long type = all.u32(HEADER + (long) i * INDEX);
      long offset = all.u32(HEADER + (long) i * INDEX + 4);
      ByteView rest = all.slice("blob", offset, Math.max(0, all.size() - offset));
      ByteView blob = rest.slice("blob", 0, rest.u32(4));
      if (blob.size() < INDEX || blobs.put(type, blob) != null) {
        throw FormatException.malformed(blob.base(), "a blob of the code signature stands twice");
      }
    }
    return true;
  }

  private PlatformSignature check(@Nullable CodeRoots roots, InstantSource clock)
      throws FormatException, IOException {
    if (span.offset() + span.length() != image.size()) {
      return PlatformSignature.malformed(
          Kind.AD_HOC, "bytes follow the code signature, and no hash covers them");
    }
    ByteView first = blobs.get(DIRECTORY);
    if (first == null) {
      return PlatformSignature.malformed(Kind.AD_HOC, "it has no code directory");
    }
    CodeDirectory main = CodeDirectory.read(first);
    List<String> remarks = new ArrayList<>();
    String problem = null;
    for (Map.Entry<Long, ByteView> blob : blobs.entrySet()) {
      long type = blob.getKey();
      if (type == DIRECTORY || (type >= ALTERNATES && type <= LAST_ALTERNATE)) {
        CodeDirectory directory = CodeDirectory.read(blob.getValue());
        String fault = directory.fault(image, span.offset(), blobs, remarks);
        problem = problem == null ? fault : problem;
      }
    }
    ByteView cms = blobs.get(CMS);
    boolean signed = cms != null && cms.size() > INDEX;
    return signed && cms != null
        ? AppleMessage.check(message(cms), main, problem, remarks, roots, clock)
        : main.signature(Kind.AD_HOC, problem, null, remarks);
  }

  private static byte[] message(ByteView cms) throws FormatException, IOException {
    if (cms.u32(0) != WRAPPER || cms.size() > MOST_CMS) {
      throw FormatException.malformed(cms.base(), "the CMS message of the code signature is none");
    }
    return cms.copy(INDEX, cms.size() - INDEX);
  }
}
