package dev.gotrust.codesign;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.codesign.Cms.BadCmsException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * Apple's lists of code directories among the signed attributes: a property list of hashes that are
 * cut to 20 bytes, and one of pairs of a hash function and a whole hash. The content of the message
 * is the first directory alone, so these are what binds the alternates.
 */
final class CodeHashList {
  private static final ASN1ObjectIdentifier CUT =
      new ASN1ObjectIdentifier("1.2.840.113635.100.9.1");
  private static final ASN1ObjectIdentifier WHOLE =
      new ASN1ObjectIdentifier("1.2.840.113635.100.9.2");
  private static final int CUT_SIZE = 20;

  private CodeHashList() {}

  /**
   * Asks that each list that was signed names every code directory, and nothing else.
   *
   * @throws BadCmsException if one does not, or if there are alternates and no list
   */
  static void check(Cms message, List<CodeHash> directories) throws BadCmsException {
    List<ASN1Encodable> cut = message.signed(CUT);
    List<ASN1Encodable> whole = message.signed(WHOLE);
    if (cut.isEmpty() && whole.isEmpty() && directories.size() > 1) {
      throw new BadCmsException("its CMS message signs the first of its code directories alone");
    }
    if (!cut.isEmpty()) {
      checkCut(cut, directories);
    }
    if (!whole.isEmpty()) {
      checkWhole(whole, directories);
    }
  }

  private static void checkCut(List<ASN1Encodable> values, List<CodeHash> directories)
      throws BadCmsException {
    Set<Bytes> stated = new HashSet<>();
    for (ASN1Encodable value : values) {
      byte[] list = ASN1OctetString.getInstance(value).getOctets();
      if (list.length > Limits.CODE_HASH_LIST) {
        throw new BadCmsException("its signed list of code directories is too long");
      }
      addHashes(new String(list, StandardCharsets.UTF_8), stated);
    }
    Set<Bytes> found = new HashSet<>();
    for (CodeHash directory : directories) {
      found.add(Bytes.of(Arrays.copyOf(directory.hash().toArray(), CUT_SIZE)));
    }
    expectSame(found.equals(stated), stated.size(), directories);
  }

  /** Reads the array of a property list in XML, as Apple's tools write it. */
  private static void addHashes(String list, Set<Bytes> hashes) throws BadCmsException {
    int from = list.indexOf("<array>", Math.max(0, list.indexOf("<key>cdhashes</key>")));
    int to = list.indexOf("</array>", Math.max(0, from));
    if (!list.contains("<key>cdhashes</key>") || from < 0 || to < 0) {
      throw new BadCmsException("its signed list of code directories is malformed");
    }
    for (int at = list.indexOf("<data>", from); at >= 0 && at < to; ) {
      int end = list.indexOf("</data>", at);
      if (end < 0 || end > to) {
        throw new BadCmsException("its signed list of code directories is malformed");
      }
      hashes.add(Bytes.of(Base64.getMimeDecoder().decode(list.substring(at + 6, end))));
      at = list.indexOf("<data>", end);
    }
  }

  private static void checkWhole(List<ASN1Encodable> values, List<CodeHash> directories)
      throws BadCmsException {
    Set<CodeHash> stated = new HashSet<>();
    for (ASN1Encodable value : values) {
      ASN1Sequence pair = ASN1Sequence.getInstance(value);
      String oid = ASN1ObjectIdentifier.getInstance(pair.getObjectAt(0)).getId();
      String algorithm = Digests.name(oid);
      byte[] hash = ASN1OctetString.getInstance(pair.getObjectAt(1)).getOctets();
      stated.add(new CodeHash(algorithm == null ? oid : algorithm, Bytes.of(hash)));
    }
    expectSame(stated.equals(new HashSet<>(directories)), stated.size(), directories);
  }

  private static void expectSame(boolean same, int stated, List<CodeHash> directories)
      throws BadCmsException {
    if (same) {
      return;
    }
    throw new BadCmsException(
        "the "
            + stated
            + " code directories that its CMS message lists are not the "
            + directories.size()
            + " that it has, the first of which is "
            + directories.get(0).algorithm()
            + ' '
            + directories.get(0).hash().hex());
  }
}
