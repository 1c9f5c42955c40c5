package dev.gotrust.codesign;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import net.jsign.AuthenticodeSigner;
import net.jsign.DigestAlgorithm;
import net.jsign.pe.PEFile;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;

/** PE images with Authenticode, and what else a test puts into their certificate table. */
final class SignedPe {
  static final ASN1ObjectIdentifier NESTED = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.4.1");
  static final ASN1ObjectIdentifier TIMESTAMP = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.3.3.1");
  private static final int ENTRY = 24 + 112 + 4 * 8;
  private static final int HEADER = 8;

  private SignedPe() {}

  /** Signs a copy of an image. */
  static byte[] sign(Path directory, byte[] image, CodeSigner signer, DigestAlgorithm algorithm)
      throws Exception {
    Path path = Files.createTempFile(directory, "signed", ".exe");
    Files.write(path, image);
    try (PEFile file = new PEFile(path.toFile())) {
      new AuthenticodeSigner(signer.chain(), signer.key())
          .withTimestamping(false)
          .withDigestAlgorithm(algorithm)
          .sign(file);
    }
    return Files.readAllBytes(path);
  }

  /** Returns where the entry of the certificate table stands among the directories. */
  static int directoryEntry(byte[] image) {
    return little(image).getInt(0x3c) + ENTRY;
  }

  /** Returns where the certificate table starts. */
  static int table(byte[] image) {
    return little(image).getInt(directoryEntry(image));
  }

  private static ByteBuffer little(byte[] image) {
    return ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns the message of the first entry. */
  static CMSSignedData message(byte[] image) throws Exception {
    int from = table(image) + HEADER;
    // Signers leave zeros behind it.
    try (ASN1InputStream in = new ASN1InputStream(Arrays.copyOfRange(image, from, image.length))) {
      return new CMSSignedData(ContentInfo.getInstance(in.readObject()));
    }
  }

  /** Returns the signature of the only signer. */
  static byte[] signature(byte[] image) throws Exception {
    return only(message(image)).getSignature();
  }

  private static SignerInformation only(CMSSignedData message) {
    return message.getSignerInfos().getSigners().iterator().next();
  }

  /** Returns a copy whose signer has an attribute that nobody signed. */
  static byte[] with(byte[] image, ASN1ObjectIdentifier type, ASN1Encodable... values)
      throws Exception {
    return withMessages(image, with(message(image), type, values).getEncoded());
  }

  static CMSSignedData with(
      CMSSignedData message, ASN1ObjectIdentifier type, ASN1Encodable... values) {
    ASN1Set set = new DERSet(values);
    Hashtable<ASN1ObjectIdentifier, Attribute> all = new Hashtable<>();
    all.put(type, new Attribute(type, set));
    SignerInformation signer =
        SignerInformation.replaceUnsignedAttributes(only(message), new AttributeTable(all));
    return CMSSignedData.replaceSigners(message, new SignerInformationStore(signer));
  }

  /** Returns a copy whose certificate table has these messages, one an entry. */
  static byte[] withMessages(byte[] image, byte[]... messages) {
    List<byte[]> entries = new ArrayList<>();
    for (byte[] message : messages) {
      entries.add(entry(message));
    }
    return withTable(image, entries.toArray(new byte[0][]));
  }

  /** Returns an entry, padded. */
  static byte[] entry(byte[] message) {
    byte[] all = new byte[(HEADER + message.length + 7) / 8 * 8];
    little(all).putInt(HEADER + message.length).putShort((short) 0x200).putShort((short) 2);
    System.arraycopy(message, 0, all, HEADER, message.length);
    return all;
  }

  /** Returns a copy whose certificate table consists of these bytes. */
  static byte[] withTable(byte[] image, byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(image, 0, table(image));
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    byte[] all = out.toByteArray();
    little(all).putInt(directoryEntry(all) + 4, all.length - table(all));
    return all;
  }
}
