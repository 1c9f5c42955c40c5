package dev.gotrust.codesign;

import dev.gotrust.codesign.Cms.BadCmsException;
import dev.gotrust.codesign.PlatformSignature.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.jspecify.annotations.Nullable;

/** The CMS message of Authenticode, whose content states the digest of the image. */
final class AuthenticodeMessage {
  private static final String INDIRECT_DATA = "1.3.6.1.4.1.311.2.1.4";
  private static final String PE_IMAGE = "1.3.6.1.4.1.311.2.1.15";
  private static final String SHA1 = "1.3.14.3.2.26";

  private AuthenticodeMessage() {}

  static PlatformSignature check(
      byte[] bytes,
      Authenticode image,
      long end,
      List<String> remarks,
      @Nullable CodeRoots roots,
      InstantSource clock)
      throws IOException {
    CMSSignedData message;
    DigestInfo stated;
    try (ASN1InputStream in = new ASN1InputStream(new ByteArrayInputStream(bytes))) {
      // Some signers leave zeros behind the message.
      ContentInfo content = ContentInfo.getInstance(in.readObject());
      byte[] rest = in.readAllBytes();
      if (!Arrays.equals(rest, new byte[rest.length])) {
        remarks.add("bytes follow its CMS message, and no digest covers them");
      }
      message = new CMSSignedData(content);
      ContentInfo inner = SignedData.getInstance(content.getContent()).getEncapContentInfo();
      if (!inner.getContentType().getId().equals(INDIRECT_DATA)) {
        return Authenticode.malformed("its CMS message states no digest of an image");
      }
      ASN1Sequence data = ASN1Sequence.getInstance(inner.getContent());
      ASN1Sequence object = ASN1Sequence.getInstance(data.getObjectAt(0));
      if (!PE_IMAGE.equals(object.getObjectAt(0).toString())) {
        return Authenticode.malformed("its CMS message is of another kind of file");
      }
      stated = DigestInfo.getInstance(data.getObjectAt(1));
    } catch (CMSException | IOException | RuntimeException malformed) {
      return Authenticode.malformed("its CMS message is malformed");
    }
    return check(message, stated, image, end, remarks, roots, clock);
  }

  private static @Nullable String name(String oid) {
    return switch (oid) {
      case SHA1 -> "SHA-1";
      case "2.16.840.1.101.3.4.2.1" -> "SHA-256";
      case "2.16.840.1.101.3.4.2.2" -> "SHA-384";
      case "2.16.840.1.101.3.4.2.3" -> "SHA-512";
      default -> null;
    };
  }

  private static MessageDigest digest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java runtime has " + name, impossible);
    }
  }

  private static PlatformSignature check(
      CMSSignedData message,
      DigestInfo stated,
      Authenticode image,
      long end,
      List<String> remarks,
      @Nullable CodeRoots roots,
      InstantSource clock)
      throws IOException {
    String oid = stated.getAlgorithmId().getAlgorithm().getId();
    String name = name(oid);
    if (name == null) {
      return Authenticode.malformed("the hash function of its digest is not known: " + oid);
    }
    String recorded = HexFormat.of().formatHex(stated.getDigest());
    String computed = HexFormat.of().formatHex(image.digest(digest(name), end));
    String problem =
        recorded.equals(computed) ? null : "the bytes were changed after they were signed";
    if (oid.equals(SHA1)) {
      remarks.add("its digest is a SHA-1, for which other bytes can be made");
    }
    Cms cms = null;
    try {
      cms = Cms.check(message, roots, clock);
      remarks.addAll(cms.remarks());
    } catch (BadCmsException refused) {
      problem = problem == null ? refused.getMessage() : problem;
    }
    return new PlatformSignature(
        Kind.AUTHENTICODE,
        problem == null,
        problem,
        name,
        recorded,
        computed,
        null,
        null,
        cms == null ? null : cms.signer(),
        cms == null ? null : cms.signedAt(),
        cms == null ? null : cms.chained(),
        remarks);
  }
}
