package dev.gotrust.codesign;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;

/** Apple's two lists of code directories, as signed attributes. */
final class CodeHashes {
  static final String LIST = "1.2.840.113635.100.9.1";
  static final String AGILITY = "1.2.840.113635.100.9.2";

  private CodeHashes() {}

  static void addTo(SignedMachO image, List<byte[]> directories) throws Exception {
    image.attribute(LIST, cut(directories)).attribute(AGILITY, whole(directories));
  }

  static DEROctetString cut(List<byte[]> directories) throws Exception {
    StringBuilder data = new StringBuilder();
    for (byte[] directory : directories) {
      byte[] hash = Arrays.copyOf(hash(directory), 20);
      data.append("\t\t<data>\n\t\t").append(Base64.getEncoder().encodeToString(hash));
      data.append("\n\t\t</data>\n");
    }
    return list(data.toString());
  }

  static ASN1Encodable[] whole(List<byte[]> directories) throws Exception {
    ASN1Encodable[] values = new ASN1Encodable[directories.size()];
    for (int i = 0; i < values.length; i++) {
      byte[] directory = directories.get(i);
      ASN1Encodable[] pair = {algorithm(directory[37]), new DEROctetString(hash(directory))};
      values[i] = new DERSequence(pair);
    }
    return values;
  }

  private static byte[] hash(byte[] directory) throws Exception {
    return SignedMachO.digest(directory[37]).digest(directory);
  }

  static DEROctetString list(String data) {
    String text =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\">\n<dict>\n"
            + "\t<key>cdhashes</key>\n\t<array>\n"
            + data
            + "\t</array>\n</dict>\n</plist>\n";
    return new DEROctetString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ASN1ObjectIdentifier algorithm(int type) {
    if (type == SignedMachO.SHA1) {
      return OIWObjectIdentifiers.idSHA1;
    }
    return type == SignedMachO.SHA384
        ? NISTObjectIdentifiers.id_sha384
        : NISTObjectIdentifiers.id_sha256;
  }
}
