package dev.gotrust.codesign;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import dev.gotrust.codesign.PlatformSignature.Kind;
import dev.gotrust.image.Image;
import dev.gotrust.image.Span;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A code signature in Mach-O: a blob of blobs, among them code directories whose hashes cover every
 * page of the image, and, unless it is ad-hoc, a CMS message over the first of them. See Apple's
 * {@code cs_blobs.h} and {@code specs/apple-code-signature.md}.
 */
final class CodeSignature {
  private static final long WRAPPER = 0xfade0b01L;
  private static final int INDEX = 8;
  private static final long DIRECTORY = 0;
  private static final long ALTERNATES = 0x1000;
  private static final long LAST_ALTERNATE = 0x1004;
  private static final long CMS = 0x10000;

  private final Image image;
  private final Span span;
  private final Map<Long, ByteView> blobs;
  private final List<CodeHash> hashes = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private @Nullable String problem;

  private CodeSignature(Image image, Span span, Map<Long, ByteView> blobs) {
    this.image = image;
    this.span = span;
    this.blobs = blobs;
  }

  /** Returns the signature, null where the place of it is empty. */
  static @Nullable PlatformSignature read(
      Image image, Span span, @Nullable CodeRoots roots, InstantSource clock) throws IOException {
    try {
      Map<Long, ByteView> blobs = SuperBlob.read(image.view(), span);
      return blobs == null ? null : new CodeSignature(image, span, blobs).check(roots, clock);
    } catch (FormatException malformed) {
      return PlatformSignature.malformed(Kind.AD_HOC, malformed.getMessage());
    }
  }

  private PlatformSignature check(@Nullable CodeRoots roots, InstantSource clock)
      throws FormatException, IOException {
    if (span.end() != image.view().size()) {
      return PlatformSignature.malformed(
          Kind.AD_HOC, "bytes follow the code signature, and no hash covers them");
    }
    ByteView first = blobs.get(DIRECTORY);
    if (first == null) {
      return PlatformSignature.malformed(Kind.AD_HOC, "it has no code directory");
    }
    CodeDirectory main = new CodeDirectory(first);
    check(main);
    for (Map.Entry<Long, ByteView> blob : blobs.entrySet()) {
      long type = blob.getKey();
      if (type >= ALTERNATES && type <= LAST_ALTERNATE) {
        check(new CodeDirectory(blob.getValue()));
      } else if (type >= Limits.CODE_SPECIAL_SLOTS && type != CMS) {
        remarks.add("a part of it, of number " + type + ", has no hash and is not checked");
      }
    }
    ByteView cms = blobs.get(CMS);
    if (cms != null && cms.size() > INDEX) {
      return AppleMessage.check(message(cms), main, hashes, problem, remarks, roots, clock);
    }
    if (!main.isAdHoc()) {
      refuse("it is not marked as ad-hoc, but has no CMS message");
    }
    return main.signature(Kind.AD_HOC, problem, null, remarks);
  }

  private void check(CodeDirectory directory) throws FormatException, IOException {
    refuse(directory.fault(image, span.offset(), blobs, remarks));
    CodeHash hash = directory.hash();
    if (hash != null) {
      hashes.add(hash);
    }
  }

  /** Keeps the first problem. */
  private void refuse(@Nullable String another) {
    problem = problem == null ? another : problem;
  }

  private static byte[] message(ByteView cms) throws FormatException, IOException {
    if (cms.u32(0) != WRAPPER) {
      throw FormatException.malformed(cms.base(), "the CMS message of the code signature is none");
    }
    if (cms.size() > Limits.CMS_MESSAGE) {
      throw FormatException.tooLarge(
          cms.base(), "the CMS message of the code signature is larger than what is read");
    }
    return cms.copy(INDEX, cms.size() - INDEX);
  }
}
