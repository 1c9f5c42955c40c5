package dev.gotrust.codesign;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.tsp.TimeStampTokenInfo;

/** Dates signatures, with a key of its own (RFC 3161). */
record TimestampAuthority(CodeSigner keys) {
  static TimestampAuthority mint() {
    return new TimestampAuthority(CodeSigner.mint("authority", CodeSigner.TIMESTAMPING));
  }

  /** Returns a token that dates the signature. */
  ContentInfo date(byte[] signature, Instant at) throws Exception {
    byte[] imprint = MessageDigest.getInstance("SHA-256").digest(signature);
    return date(NISTObjectIdentifiers.id_sha256, imprint, at);
  }

  ContentInfo date(ASN1ObjectIdentifier hash, byte[] imprint, Instant at) throws Exception {
    TimeStampTokenGenerator generator =
        new TimeStampTokenGenerator(
            new JcaSimpleSignerInfoGeneratorBuilder()
                .build("SHA256withRSA", keys.key(), keys.chain()[0]),
            sha256(),
            new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"));
    generator.addCertificates(new JcaCertStore(List.of(keys.chain())));
    TimeStampRequestGenerator asked = new TimeStampRequestGenerator();
    asked.setCertReq(true);
    TimeStampRequest request = asked.generate(hash, imprint);
    return generator
        .generate(request, BigInteger.ONE, Date.from(at))
        .toCMSSignedData()
        .toASN1Structure();
  }

  private static DigestCalculator sha256() throws Exception {
    return new JcaDigestCalculatorProviderBuilder()
        .build()
        .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256));
  }

  /** Returns the same statement by another signer, whatever its certificate is for. */
  static ContentInfo signedAgain(ContentInfo token, CodeSigner signer) throws Exception {
    X509Certificate certificate = signer.chain()[0];
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    Attribute named =
        new Attribute(
            PKCSObjectIdentifiers.id_aa_signingCertificateV2,
            new DERSet(new SigningCertificateV2(new ESSCertIDv2(hash))));
    TimeStampTokenInfo info = new TimeStampToken(token).getTimeStampInfo();
    Attribute time =
        new Attribute(CMSAttributes.signingTime, new DERSet(new Time(info.getGenTime())));
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new JcaSimpleSignerInfoGeneratorBuilder()
            .setSignedAttributeGenerator(
                new DefaultSignedAttributeTableGenerator(
                    new AttributeTable(new DERSet(new ASN1Encodable[] {named, time}))))
            .build("SHA256withRSA", signer.key(), certificate));
    generator.addCertificates(new JcaCertStore(List.of(signer.chain())));
    return generator
        .generate(
            new CMSProcessableByteArray(PKCSObjectIdentifiers.id_ct_TSTInfo, info.getEncoded()),
            true)
        .toASN1Structure();
  }
}
