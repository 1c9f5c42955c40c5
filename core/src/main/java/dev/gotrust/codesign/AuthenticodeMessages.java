package dev.gotrust.codesign;

import dev.gotrust.bytes.Limits;
import dev.gotrust.codesign.Cms.BadCmsException;
import dev.gotrust.codesign.PlatformSignature.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.jspecify.annotations.Nullable;

/**
 * The CMS messages of Authenticode, whose contents state the digest of the image: those of the
 * entries of the certificate table, and those that stand in them as nested signatures.
 */
final class AuthenticodeMessages {
  private static final String INDIRECT_DATA = "1.3.6.1.4.1.311.2.1.4";
  private static final String PE_IMAGE = "1.3.6.1.4.1.311.2.1.15";
  private static final ASN1ObjectIdentifier NESTED =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.4.1");

  private final Authenticode image;
  private final @Nullable CodeRoots roots;
  private final InstantSource clock;
  private final Deque<ContentInfo> left = new ArrayDeque<>();

  AuthenticodeMessages(Authenticode image, @Nullable CodeRoots roots, InstantSource clock) {
    this.image = image;
    this.roots = roots;
    this.clock = clock;
  }

  /** Returns the first signature, the others as further ones of it. */
  PlatformSignature check(List<byte[]> messages) throws IOException {
    for (byte[] message : messages) {
      try (ASN1InputStream in = new ASN1InputStream(new ByteArrayInputStream(message))) {
        left.add(ContentInfo.getInstance(in.readObject()));
        byte[] rest = in.readAllBytes();
        // Some signers leave zeros behind the message.
        if (!Arrays.equals(rest, new byte[rest.length])) {
          return Authenticode.malformed("bytes follow its CMS message, and no digest covers them");
        }
      } catch (IOException | RuntimeException malformed) {
        return Authenticode.malformed("its CMS message is malformed");
      }
    }
    List<PlatformSignature> all = new ArrayList<>();
    while (!left.isEmpty()) {
      if (all.size() == Limits.PE_SIGNATURES) {
        return Authenticode.malformed(
            "it has more than the " + Limits.PE_SIGNATURES + " signatures that are read");
      }
      all.add(check(left.remove()));
    }
    return all.get(0).with(all.subList(1, all.size()));
  }

  private PlatformSignature check(ContentInfo content) throws IOException {
    CMSSignedData message;
    DigestInfo stated;
    try {
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
    } catch (CMSException | RuntimeException malformed) {
      return Authenticode.malformed("its CMS message is malformed");
    }
    return check(message, stated);
  }

  private PlatformSignature check(CMSSignedData message, DigestInfo stated) throws IOException {
    String oid = stated.getAlgorithmId().getAlgorithm().getId();
    String name = Digests.name(oid);
    if (name == null) {
      return Authenticode.malformed("the hash function of its digest is not known: " + oid);
    }
    String recorded = HexFormat.of().formatHex(stated.getDigest());
    String computed = image.digest(name);
    String problem = recorded.equals(computed) ? null : changed(name, recorded, computed);
    List<String> remarks = new ArrayList<>();
    if (name.equals(Digests.SHA1)) {
      remarks.add("its digest is a SHA-1, for which other bytes can be made");
    }
    Cms cms = null;
    try {
      cms = Cms.check(message, roots, clock);
      remarks.addAll(cms.remarks());
      for (ASN1Encodable nested : cms.unsigned(NESTED)) {
        left.add(ContentInfo.getInstance(nested));
      }
    } catch (BadCmsException refused) {
      problem = problem == null ? refused.getMessage() : problem;
    } catch (RuntimeException malformed) {
      problem = problem == null ? "a nested signature of it is malformed" : problem;
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
        List.of(),
        cms == null ? null : cms.signer(),
        cms == null ? null : cms.signedAt(),
        cms == null ? null : cms.chained(),
        remarks,
        List.of());
  }

  private static String changed(String name, String recorded, String computed) {
    return "the bytes were changed after they were signed: expected "
        + name
        + ' '
        + recorded
        + ", found "
        + computed;
  }
}
