package dev.gotrust.signature;

import dev.gotrust.bytes.Bytes;
import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;

/** A timestamp authority of the tests; builds tokens by hand, so that it can build wrong ones. */
final class VirtualStamps {
  private static final ASN1ObjectIdentifier POLICY =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.57264.2");

  private final VirtualAuthority root;
  private final KeyPair keys;
  private final X509CertificateHolder certificate;
  private final X509CertificateHolder codeSigner;

  VirtualStamps(Instant from, Instant to) throws Exception {
    root = VirtualAuthority.root("stamps", from, to);
    keys = VirtualAuthority.keys("P-256");
    certificate = issue(KeyPurposeId.id_kp_timeStamping, from, to);
    codeSigner = issue(KeyPurposeId.id_kp_codeSigning, from, to);
  }

  private X509CertificateHolder issue(KeyPurposeId purpose, Instant from, Instant to)
      throws Exception {
    return root.issue(
        new VirtualAuthority.Leaf(keys.getPublic(), from, to, null, purpose, false, Map.of()),
        null,
        from);
  }

  List<X509CertificateHolder> chain() {
    return List.of(certificate, root.certificate());
  }

  /** Each is off in one respect, or embeds its certificate. */
  enum Kind {
    PLAIN,
    EMBEDDED,
    OF_CODE_SIGNER,
    NOT_GRANTED,
    OF_ANOTHER_CERTIFICATE,
    BY_ANOTHER_KEY,
    OF_SHA1
  }

  byte[] stamp(byte[] signature, Instant at, Kind kind) throws Exception {
    boolean weak = kind == Kind.OF_SHA1;
    byte[] digest =
        weak
            ? java.security.MessageDigest.getInstance("SHA-1").digest(signature)
            : Bytes.sha256(signature).toArray();
    return stampOf(digest, at, kind);
  }

  /** Stamps what has that digest. */
  byte[] stampOf(byte[] digest, Instant at, Kind kind) throws Exception {
    X509CertificateHolder signer = kind == Kind.OF_CODE_SIGNER ? codeSigner : certificate;
    X509CertificateHolder named = kind == Kind.OF_ANOTHER_CERTIFICATE ? codeSigner : signer;
    KeyPair by = kind == Kind.BY_ANOTHER_KEY ? VirtualAuthority.keys("P-256") : keys;
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new JcaSimpleSignerInfoGeneratorBuilder()
            .setSignedAttributeGenerator(
                new DefaultSignedAttributeTableGenerator(attributes(named, at)))
            .build("SHA256withECDSA", by.getPrivate(), signer));
    if (kind == Kind.EMBEDDED || kind == Kind.OF_CODE_SIGNER) {
      generator.addCertificate(signer);
    }
    CMSSignedData token =
        generator.generate(
            new CMSProcessableByteArray(
                PKCSObjectIdentifiers.id_ct_TSTInfo, info(digest, at, kind).getEncoded("DER")),
            true);
    PKIStatus status = kind == Kind.NOT_GRANTED ? PKIStatus.rejection : PKIStatus.granted;
    return new TimeStampResp(new PKIStatusInfo(status), token.toASN1Structure()).getEncoded("DER");
  }

  private static AttributeTable attributes(X509CertificateHolder signer, Instant at)
      throws Exception {
    byte[] hash = VirtualAuthority.sha256(signer.getEncoded());
    ASN1EncodableVector vector = new ASN1EncodableVector();
    vector.add(
        new Attribute(
            PKCSObjectIdentifiers.id_aa_signingCertificateV2,
            new DERSet(new SigningCertificateV2(new ESSCertIDv2(hash)))));
    vector.add(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(at)))));
    return new AttributeTable(vector);
  }

  private static TSTInfo info(byte[] digest, Instant at, Kind kind) {
    boolean weak = kind == Kind.OF_SHA1;
    ASN1ObjectIdentifier hash =
        weak ? new ASN1ObjectIdentifier("1.3.14.3.2.26") : NISTObjectIdentifiers.id_sha256;
    return new TSTInfo(
        POLICY,
        new MessageImprint(new AlgorithmIdentifier(hash), digest),
        new ASN1Integer(BigInteger.ONE),
        new ASN1GeneralizedTime(Date.from(at)),
        null,
        null,
        null,
        null,
        null);
  }
}
