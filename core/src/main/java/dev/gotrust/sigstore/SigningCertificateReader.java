package dev.gotrust.sigstore;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.sigstore.SigningCertificate.Claim;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;

/** Reads the subject alternative name and Fulcio's extensions of a certificate. */
final class SigningCertificateReader {
  private static final String CHECK = "certificate identity";
  private static final String FULCIO = "1.3.6.1.4.1.57264.1.";
  private static final String ALTERNATIVE_NAME = "2.5.29.17";
  private static final String OTHER_NAME = FULCIO + "7";

  /** The first extension whose value is a UTF8String in DER; those before are bare text. */
  private static final int FIRST_ENCODED = 8;

  private static final int ISSUER_V1 = 1;

  private SigningCertificateReader() {}

  static SigningCertificate read(Bytes der) throws RefusedException {
    X509Certificate x509 = Certificates.parse(der);
    try {
      List<String[]> names = names(x509);
      if (names.size() != 1) {
        throw new RefusedException(
            CHECK,
            "one subject alternative name was expected, but there are " + names.size(),
            "1",
            Integer.toString(names.size()),
            null);
      }
      String[] name = names.get(0);
      return new SigningCertificate(der, x509, name[1], name[0], claims(x509));
    } catch (CertificateParsingException | IOException | RuntimeException malformed) {
      throw new RefusedException(CHECK, "its extensions are malformed");
    }
  }

  /** Returns kind and value of each name. */
  private static List<String[]> names(X509Certificate x509)
      throws CertificateParsingException, IOException {
    Collection<List<?>> alternatives = x509.getSubjectAlternativeNames();
    List<String[]> names = new ArrayList<>();
    if (alternatives == null) {
      return names;
    }
    for (List<?> alternative : alternatives) {
      int kind = (Integer) alternative.get(0);
      names.add(
          switch (kind) {
            case 0 -> new String[] {"otherName", otherName(x509)};
            case 1 -> new String[] {"email", (String) alternative.get(1)};
            case 2 -> new String[] {"DNS", (String) alternative.get(1)};
            case 6 -> new String[] {"URI", (String) alternative.get(1)};
            case 7 -> new String[] {"IP", (String) alternative.get(1)};
            default -> throw new IOException("another kind of name");
          });
    }
    return names;
  }

  /** Fulcio's user names: of the extension itself, for the JDK hands out another form of it. */
  private static String otherName(X509Certificate x509) throws IOException {
    byte[] extension = octets(x509.getExtensionValue(ALTERNATIVE_NAME), 0x04);
    for (GeneralName name : GeneralNames.getInstance(extension).getNames()) {
      if (name.getTagNo() == GeneralName.otherName) {
        OtherName other = OtherName.getInstance(name.getName());
        if (other.getTypeID().getId().equals(OTHER_NAME)) {
          return ASN1UTF8String.getInstance(other.getValue()).getString();
        }
      }
    }
    throw new IOException("another kind of otherName");
  }

  private static Map<Claim, String> claims(X509Certificate x509) throws IOException {
    Map<Claim, String> claims = new EnumMap<>(Claim.class);
    for (Claim claim : Claim.values()) {
      byte[] value = x509.getExtensionValue(FULCIO + claim.arc());
      if (value != null) {
        byte[] octets = octets(value, 0x04);
        boolean encoded = claim.arc() >= FIRST_ENCODED;
        claims.put(claim, text(encoded ? octets(octets, 0x0c) : octets));
      }
    }
    byte[] first = x509.getExtensionValue(FULCIO + ISSUER_V1);
    String issuer = first == null ? null : text(octets(first, 0x04));
    String second = claims.get(Claim.ISSUER);
    if (issuer != null && second != null && !issuer.equals(second)) {
      throw new IOException("two issuers");
    }
    if (issuer != null) {
      claims.put(Claim.ISSUER, issuer);
    }
    return claims;
  }

  /** The content of a DER element of that tag that fills all of the bytes. */
  private static byte[] octets(byte[] der, int tag) throws IOException {
    int at = 2;
    int length = der.length < 2 ? -1 : der[1] & 0xff;
    if (length > 0x80 && length <= 0x82 && der.length >= length - 0x80 + 2) {
      int count = length - 0x80;
      length = 0;
      for (; at < 2 + count; at++) {
        length = length << 8 | der[at] & 0xff;
      }
    }
    if (length < 0 || (der[0] & 0xff) != tag || der.length - at != length) {
      throw new IOException("another element");
    }
    return Arrays.copyOfRange(der, at, der.length);
  }

  private static String text(byte[] utf8) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
  }
}
