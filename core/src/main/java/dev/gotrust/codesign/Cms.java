package dev.gotrust.codesign;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.util.Store;
import org.jspecify.annotations.Nullable;

/**
 * A CMS message (RFC 5652) with one signer: whether it holds by the certificate that it brings,
 * what time it is dated with, and whether the signer leads to given roots. BouncyCastle reads it.
 */
final class Cms {
  static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
  private static final String TIMESTAMPING = "1.3.6.1.5.5.7.3.8";
  private static final ASN1ObjectIdentifier MICROSOFT_TIMESTAMP =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.311.3.3.1");
  private static final ASN1ObjectIdentifier TIMESTAMP =
      new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.2.14");
  private static final ASN1ObjectIdentifier COUNTERSIGNATURE =
      new ASN1ObjectIdentifier("1.2.840.113549.1.9.6");

  private final CMSSignedData message;
  private final List<String> remarks = new ArrayList<>();
  private @Nullable SignerInformation information;
  private @Nullable X509Certificate signer;
  private @Nullable Instant signedAt;
  private @Nullable Boolean chained;

  private Cms(CMSSignedData message) {
    this.message = message;
  }

  /**
   * Checks a message.
   *
   * @throws BadCmsException if it does not hold
   */
  static Cms check(CMSSignedData message, @Nullable CodeRoots roots, InstantSource clock)
      throws BadCmsException {
    Cms cms = new Cms(message);
    try {
      cms.check(roots, clock);
    } catch (CMSException
        | TSPException
        | OperatorCreationException
        | GeneralSecurityException
        | IOException
        | RuntimeException malformed) {
      throw new BadCmsException("its CMS message does not hold: " + malformed.getMessage());
    }
    return cms;
  }

  /** Says why a message does not hold. */
  static final class BadCmsException extends Exception {
    private static final long serialVersionUID = 1;

    BadCmsException(String message) {
      super(message);
    }
  }

  private void check(@Nullable CodeRoots roots, InstantSource clock)
      throws CMSException,
          TSPException,
          OperatorCreationException,
          GeneralSecurityException,
          IOException,
          BadCmsException {
    Collection<SignerInformation> signers = message.getSignerInfos().getSigners();
    if (signers.size() != 1) {
      throw new BadCmsException("its CMS message has " + signers.size() + " signers, not one");
    }
    SignerInformation only = signers.iterator().next();
    expectSound(only, "CMS message");
    information = only;
    X509Certificate certificate = certificate(message.getCertificates(), only);
    if (certificate == null) {
      throw new BadCmsException("its CMS message brings no certificate of its signer");
    }
    SigningKeys.expect(certificate);
    if (!only.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate.getPublicKey()))) {
      throw new BadCmsException("its CMS message does not hold by the key of its certificate");
    }
    signer = certificate;
    boolean trusted = timestamp(only, roots);
    if (roots != null) {
      Instant now = clock.instant();
      if (signedAt != null && signedAt.isAfter(now)) {
        throw new BadCmsException("its timestamp is of the future: " + signedAt);
      }
      Instant at = trusted && signedAt != null ? signedAt : now;
      chained = leads(certificate, message.getCertificates(), roots, CODE_SIGNING, at);
    }
  }

  /** Asks for accepted hash functions and for attributes, which say what the content is. */
  private static void expectSound(SignerInformation signer, String what) throws BadCmsException {
    String hash = signer.getDigestAlgOID();
    if (Digests.name(hash) == null || Digests.isBroken(signer.getEncryptionAlgOID())) {
      throw new BadCmsException(
          "its " + what + " uses a hash function that is not accepted: " + hash);
    }
    if (signer.getSignedAttributes() == null) {
      throw new BadCmsException("its " + what + " has no signed attributes");
    }
  }

  private static @Nullable X509Certificate certificate(
      Store<X509CertificateHolder> certificates, SignerInformation signer)
      throws GeneralSecurityException {
    @SuppressWarnings("unchecked") // SignerId selects such holders, and says so nowhere
    Collection<X509CertificateHolder> found =
        certificates.getMatches(
            (org.bouncycastle.util.Selector<X509CertificateHolder>) signer.getSID());
    return found.isEmpty()
        ? null
        : new JcaX509CertificateConverter().getCertificate(found.iterator().next());
  }

  /** Reads the timestamp of the signature; returns whether it is by an authority of the roots. */
  private boolean timestamp(SignerInformation only, @Nullable CodeRoots roots)
      throws CMSException,
          TSPException,
          OperatorCreationException,
          GeneralSecurityException,
          IOException,
          BadCmsException {
    AttributeTable attributes = only.getUnsignedAttributes();
    if (attributes == null) {
      return false;
    }
    Attribute attribute = attributes.get(MICROSOFT_TIMESTAMP);
    attribute = attribute == null ? attributes.get(TIMESTAMP) : attribute;
    if (attribute == null) {
      if (attributes.get(COUNTERSIGNATURE) != null) {
        remarks.add("its countersignature, of a form before RFC 3161, is not checked");
      }
      return false;
    }
    ASN1Encodable value = attribute.getAttrValues().getObjectAt(0);
    TimeStampToken token = new TimeStampToken(ContentInfo.getInstance(value));
    X509Certificate authority = authority(token);
    SigningKeys.expect(authority);
    expectSound(
        token.toCMSSignedData().getSignerInfos().getSigners().iterator().next(), "timestamp");
    token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(authority));
    Imprint.check(token, only.getSignature());
    Instant at = token.getTimeStampInfo().getGenTime().toInstant();
    signedAt = at;
    if (roots == null || leads(authority, token.getCertificates(), roots, TIMESTAMPING, at)) {
      return roots != null;
    }
    remarks.add("its timestamp leads to none of the roots that were given, and counts for nothing");
    return false;
  }

  private static X509Certificate authority(TimeStampToken token)
      throws GeneralSecurityException, BadCmsException {
    @SuppressWarnings("unchecked") // as above
    Collection<X509CertificateHolder> found =
        token
            .getCertificates()
            .getMatches((org.bouncycastle.util.Selector<X509CertificateHolder>) token.getSID());
    if (found.isEmpty()) {
      throw new BadCmsException("its timestamp brings no certificate of its authority");
    }
    return new JcaX509CertificateConverter().getCertificate(found.iterator().next());
  }

  private static boolean leads(
      X509Certificate leaf,
      Store<X509CertificateHolder> others,
      CodeRoots roots,
      String use,
      Instant at)
      throws GeneralSecurityException {
    List<X509Certificate> all = new ArrayList<>();
    for (X509CertificateHolder other : others.getMatches(null)) {
      all.add(new JcaX509CertificateConverter().getCertificate(other));
    }
    return new CertificatePath(roots.anchors(), use, at).leads(leaf, all);
  }

  /** Returns the values of an attribute that nobody signed. */
  List<ASN1Encodable> unsigned(ASN1ObjectIdentifier type) {
    return values(information == null ? null : information.getUnsignedAttributes(), type);
  }

  /** Returns the values of an attribute that the signer signed. */
  List<ASN1Encodable> signed(ASN1ObjectIdentifier type) {
    return values(information == null ? null : information.getSignedAttributes(), type);
  }

  private static List<ASN1Encodable> values(
      @Nullable AttributeTable attributes, ASN1ObjectIdentifier type) {
    List<ASN1Encodable> values = new ArrayList<>();
    if (attributes != null) {
      ASN1EncodableVector all = attributes.getAll(type);
      for (int i = 0; i < all.size(); i++) {
        for (ASN1Encodable value : Attribute.getInstance(all.get(i)).getAttrValues()) {
          values.add(value);
        }
      }
    }
    return values;
  }

  String signer() {
    return signer == null ? "" : signer.getSubjectX500Principal().getName();
  }

  @Nullable Instant signedAt() {
    return signedAt;
  }

  @Nullable Boolean chained() {
    return chained;
  }

  List<String> remarks() {
    return remarks;
  }
}
