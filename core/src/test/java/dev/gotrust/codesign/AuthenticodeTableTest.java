package dev.gotrust.codesign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.Limits;
import dev.gotrust.fixtures.Fixtures;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import net.jsign.DigestAlgorithm;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can stand in a certificate table: several signatures, and bytes that no digest covers. */
class AuthenticodeTableTest {
  private static final Instant NOW = CodeSigner.FROM.plusSeconds(3600);
  private static final CodeSigner SIGNER = CodeSigner.mint("signer", CodeSigner.CODE_SIGNING);
  private static final CodeSigner OTHER = CodeSigner.mint("other", CodeSigner.CODE_SIGNING);

  @TempDir static Path directory;
  private static byte[] unsigned = new byte[0];
  private static byte[] image = new byte[0];
  private static byte[] other = new byte[0];

  @BeforeAll
  static void sign() throws Exception {
    unsigned = Fixtures.bytes("pe-amd64-go1.26");
    image = SignedPe.sign(directory, unsigned, SIGNER, DigestAlgorithm.SHA256);
    other = SignedPe.sign(directory, unsigned, OTHER, DigestAlgorithm.SHA512);
  }

  private static PlatformSignature judged(byte[] bytes, CodeSigner root) throws Exception {
    CodeRoots roots = CodeRoots.read("roots.pem", root.rootPem());
    return PlatformSignatures.judge(new ArraySource(bytes), roots, InstantSource.fixed(NOW))
        .signatures()
        .get(0);
  }

  private static void refused(byte[] bytes, String words) throws Exception {
    String problem = judged(bytes, SIGNER).firstProblem();
    assertNotNull(problem);
    assertTrue(problem.contains(words), problem);
  }

  private static byte[] nested(byte[] outer, byte[]... inner) throws Exception {
    ASN1Encodable[] messages = new ASN1Encodable[inner.length];
    for (int i = 0; i < inner.length; i++) {
      messages[i] = SignedPe.message(inner[i]).toASN1Structure();
    }
    return SignedPe.with(outer, SignedPe.NESTED, messages);
  }

  @Test
  void aNestedSignatureIsJudgedToo() throws Exception {
    byte[] both = nested(image, other);
    for (CodeSigner root : new CodeSigner[] {SIGNER, OTHER}) {
      PlatformSignature signature = judged(both, root);
      assertNull(signature.firstProblem());
      assertEquals("SHA-256", signature.algorithm());
      assertEquals(1, signature.further().size());
      PlatformSignature further = signature.further().get(0);
      assertEquals("SHA-512", further.algorithm());
      assertSame(root == SIGNER ? signature : further, signature.leading());
    }
    CodeSigner nobody = CodeSigner.mint("nobody", CodeSigner.CODE_SIGNING);
    assertNull(judged(both, nobody).leading());
  }

  @Test
  void aNestedSignatureOfOtherBytesIsRefused() throws Exception {
    byte[] changed = unsigned.clone();
    changed[0x1000] ^= 1;
    byte[] elsewhere = SignedPe.sign(directory, changed, OTHER, DigestAlgorithm.SHA256);
    refused(nested(image, elsewhere), "a further signature: the bytes were changed");
    refused(nested(image, other, elsewhere), "a further signature: the bytes were changed");
    refused(nested(image, nested(other, elsewhere)), "a further signature: the bytes were changed");
  }

  @Test
  void whatIsNoSignatureIsNotNested() throws Exception {
    refused(SignedPe.with(image, SignedPe.NESTED, new DERSequence()), "malformed");
    CMSSignedData empty = new CMSSignedData(SignedPe.message(other).toASN1Structure());
    byte[] bare = SignedPe.with(image, SignedPe.NESTED, empty.toASN1Structure().getContentType());
    refused(bare, "malformed");
  }

  @Test
  void moreSignaturesThanAreReadAreRefused() throws Exception {
    byte[][] many = new byte[Limits.PE_SIGNATURES][];
    Arrays.fill(many, other);
    refused(nested(image, many), "more than");
    assertNull(judged(nested(image, Arrays.copyOf(many, many.length - 1)), SIGNER).firstProblem());
  }

  @Test
  void everyEntryOfTheTableIsJudged() throws Exception {
    byte[] one = SignedPe.message(image).getEncoded();
    byte[] two = SignedPe.message(other).getEncoded();
    byte[] both = SignedPe.withMessages(image, one, two);
    assertNull(judged(both, OTHER).firstProblem());
    assertNotNull(judged(both, OTHER).leading());
    byte[] changed = both.clone();
    changed[0x1000] ^= 1;
    refused(changed, "the bytes were changed");
    two[two.length - 1] ^= 1;
    refused(SignedPe.withMessages(image, one, two), "a further signature");
    refused(SignedPe.withMessages(image, one, new byte[] {0x30, 0}), "malformed");
  }

  @Test
  void bytesThatNoDigestCoversAreRefused() throws Exception {
    byte[] message = SignedPe.message(image).getEncoded();
    byte[] entry = SignedPe.entry(message);
    assertNull(judged(SignedPe.withTable(image, entry), SIGNER).firstProblem());
    // Behind the message, within its entry.
    byte[] longer = Arrays.copyOf(message, message.length + 16);
    assertNull(judged(SignedPe.withMessages(image, longer), SIGNER).firstProblem());
    longer[message.length + 9] = 1;
    refused(SignedPe.withMessages(image, longer), "follow its CMS message");
    // Behind the entry: as padding, as what is no entry, as an entry of no signature.
    byte[] odd = Arrays.copyOf(message, message.length / 8 * 8 + 1);
    byte[] padded = SignedPe.entry(odd);
    padded[padded.length - 1] = 1;
    refused(SignedPe.withTable(image, padded), "follow an entry");
    refused(SignedPe.withTable(image, entry, new byte[8]), "does not lie in it");
    refused(SignedPe.withTable(image, entry, "payload!".getBytes("ASCII")), "does not lie in it");
    byte[] unknown = SignedPe.entry(message);
    unknown[6] = 1;
    refused(SignedPe.withTable(image, entry, unknown), "of an unknown form");
  }

  @Test
  void bytesBehindTheTableAreRefused() throws Exception {
    refused(Arrays.copyOf(image, image.length + 1), "follow the certificate table");
    refused(Arrays.copyOf(image, image.length + 8), "follow the certificate table");
  }

  @Test
  void aTableThatIsNotAllThereIsRefused() throws Exception {
    byte[] cut = Arrays.copyOf(image, image.length - 8);
    assertFalse(judged(cut, SIGNER).matches());
  }

  /** The digest leaves the table out: what it may be moved over would be covered no more. */
  @Test
  void aTableOverTheImageIsRefused() throws Exception {
    for (int back : new int[] {1, 8, 512, 4096}) {
      byte[] moved = image.clone();
      ByteBuffer all = ByteBuffer.wrap(moved).order(ByteOrder.LITTLE_ENDIAN);
      int at = SignedPe.directoryEntry(moved);
      all.putInt(at, all.getInt(at) - back).putInt(at + 4, all.getInt(at + 4) + back);
      assertFalse(judged(moved, SIGNER).matches(), "moved by " + back);
    }
  }

  /** A section that ends in the table would load bytes that no digest covers. */
  @Test
  void aSectionThatReachesIntoTheTableIsRefused() throws Exception {
    byte[] reaching = image.clone();
    ByteBuffer all = ByteBuffer.wrap(reaching).order(ByteOrder.LITTLE_ENDIAN);
    int pe = all.getInt(0x3c);
    int table = pe + 24 + all.getShort(pe + 20);
    int last = 0;
    for (int i = 0; i < all.getShort(pe + 6); i++) {
      int row = table + 40 * i;
      if (all.getInt(row + 20) >= all.getInt(table + 40 * last + 20)) {
        last = i;
      }
    }
    int row = table + 40 * last + 16;
    all.putInt(row, all.getInt(row) + 512);
    refused(reaching, "is not behind the image");
  }

  /** The two fields that the digest leaves out, and no other. */
  @Test
  void everyByteOfTheHeadersCountsButTheTwoFieldsThatAreLeftOut() throws Exception {
    int pe = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).getInt(0x3c);
    int checksum = pe + 24 + 64;
    int entry = SignedPe.directoryEntry(image);
    CodeRoots roots = CodeRoots.read("roots.pem", SIGNER.rootPem());
    for (int at = 0; at < 0x400; at++) {
      byte[] changed = image.clone();
      changed[at] ^= 1;
      boolean holds = false;
      for (PlatformSignature one :
          PlatformSignatures.judge(new ArraySource(changed), roots, InstantSource.fixed(NOW))
              .signatures()) {
        holds |= one.firstProblem() == null;
      }
      assertEquals(at >= checksum && at < checksum + 4, holds, "byte " + at + ", entry " + entry);
    }
  }

  /** Trees as deep as the cap lets them be, with lengths that are open and that are not. */
  @Test
  void deepMessagesEndInAResult() throws Exception {
    byte[] open = new byte[Limits.CMS_MESSAGE - 8];
    for (int at = 0; at + 1 < open.length; at += 2) {
      open[at] = 0x30;
      open[at + 1] = (byte) 0x80;
    }
    assertFalse(judged(SignedPe.withMessages(image, open), SIGNER).matches());
    byte[] closed = new byte[Limits.CMS_MESSAGE - 8];
    for (int at = 0; at + 5 < closed.length; at += 5) {
      int left = closed.length - at - 5;
      ByteBuffer.wrap(closed, at, 5).put((byte) 0x30).put((byte) 0x83).put((byte) (left >> 16));
      ByteBuffer.wrap(closed, at + 3, 2).putShort((short) left);
    }
    assertFalse(judged(SignedPe.withMessages(image, closed), SIGNER).matches());
  }

  @Test
  void moreThanIsReadIsRefused() throws Exception {
    refused(SignedPe.withMessages(image, new byte[Limits.CMS_MESSAGE]), "more than is read");
  }
}
