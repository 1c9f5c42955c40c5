package dev.gotrust.codesign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.Limits;
import dev.gotrust.codesign.PlatformSignature.Kind;
import dev.gotrust.fixtures.Fixtures;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.DEROctetString;
import org.junit.jupiter.api.Test;

/** Code signatures by a certificate: one that holds, and the same one off in one respect. */
class CodeSignatureTest {
  private static final Instant NOW = CodeSigner.FROM.plusSeconds(3600);
  private static final CodeSigner SIGNER = CodeSigner.mint("signer", CodeSigner.CODE_SIGNING);
  private static final byte[] PROGRAM = Fixtures.bytes("macho-arm64-go1.26");

  private static SignedMachO program() {
    return new SignedMachO(PROGRAM).by(SIGNER);
  }

  private static PlatformSignature judged(byte[] image, CodeSigner root) throws Exception {
    CodeRoots roots = CodeRoots.read("roots.pem", root.rootPem());
    List<PlatformSignature> all =
        PlatformSignatures.judge(new ArraySource(image), roots, InstantSource.fixed(NOW))
            .signatures();
    assertEquals(1, all.size());
    return all.get(0);
  }

  private static void refused(byte[] image, String words) throws Exception {
    PlatformSignature signature = judged(image, SIGNER);
    assertFalse(signature.matches(), signature.toString());
    assertTrue(String.valueOf(signature.problem()).contains(words), signature.problem());
  }

  @Test
  void itHoldsAndLeadsToItsRootAlone() throws Exception {
    byte[] image = program().sign();
    PlatformSignature signature = judged(image, SIGNER);
    assertNull(signature.problem());
    assertEquals(Kind.CMS, signature.kind());
    assertEquals("CN=signer", signature.signer());
    assertEquals("tiny", signature.identifier());
    assertEquals("TEAM", signature.team());
    assertEquals(true, signature.chained());
    CodeSigner other = CodeSigner.mint("signer", CodeSigner.CODE_SIGNING);
    assertEquals(false, judged(image, other).chained());
  }

  @Test
  void aCertificateForOtherThingsLeadsNowhere() throws Exception {
    CodeSigner server = CodeSigner.mint("server", "1.3.6.1.5.5.7.3.1");
    PlatformSignature signature = judged(program().by(server).sign(), server);
    assertNull(signature.problem());
    assertEquals(false, signature.chained());
  }

  @Test
  void everyHashFunctionOfApple() throws Exception {
    for (int type = SignedMachO.SHA1; type <= SignedMachO.SHA384; type++) {
      byte[] image = program().hashes(type).sign();
      assertNull(judged(image, SIGNER).problem());
      int start = SignedMachO.start(image);
      for (int at : new int[] {4096, start / 2, start - 1}) {
        image[at] ^= 1;
        refused(image, "was changed after it was signed");
        image[at] ^= 1;
      }
    }
  }

  @Test
  void aChangedCodeDirectoryIsNotTheSignedOne() throws Exception {
    List<byte[]> right = program().directories();
    List<byte[]> named = program().flags(0x10000).directories();
    refused(program().sign(named, right), "CMS message does not hold");
  }

  @Test
  void aPageThatIsChangedWithItsHashIsNotTheSignedOne() throws Exception {
    byte[] changed = PROGRAM.clone();
    changed[SignedMachO.start(changed) / 2] ^= 1;
    SignedMachO forged = new SignedMachO(changed).by(SIGNER);
    refused(forged.sign(program().directories(), forged.directories()), "CMS message");
  }

  @Test
  void everyCodeDirectoryCoversThePages() throws Exception {
    SignedMachO two = program().hashes(SignedMachO.SHA1, SignedMachO.SHA256).listed();
    assertNull(judged(two.sign(), SIGNER).problem());
    List<byte[]> right = two.directories();
    byte[] broken = right.get(1).clone();
    broken[broken.length - 1] ^= 1;
    refused(two.sign(right, List.of(right.get(0), broken)), "was changed after it was signed");
  }

  @Test
  void partsAreHashed() throws Exception {
    byte[] empty = new byte[4];
    byte[] plist = "<plist/>".getBytes(StandardCharsets.US_ASCII);
    SignedMachO parts = program().blob(2, 0xfade0c01, empty).blob(5, 0xfade7171, plist);
    byte[] image = parts.sign();
    assertNull(judged(image, SIGNER).problem());
    int at = find(image, plist);
    image[at] ^= 1;
    refused(image, "in slot -5");
  }

  private static int find(byte[] image, byte[] what) {
    for (int at = SignedMachO.start(image); ; at++) {
      int same = 0;
      while (same < what.length && image[at + same] == what[same]) {
        same++;
      }
      if (same == what.length) {
        return at;
      }
    }
  }

  @Test
  void eachChangeOfTheMessageIsRefusedOrOfWhatNobodySigned() throws Exception {
    byte[] image = program().sign();
    int held = 0;
    int from = find(image, new byte[] {(byte) 0xfa, (byte) 0xde, 0x0b, 0x01}) + 8;
    for (int at = from; at < from + 2500; at += 11) {
      byte[] changed = image.clone();
      changed[at] ^= 1;
      PlatformSignature signature = judged(changed, SIGNER);
      if (signature.matches() && Boolean.TRUE.equals(signature.chained())) {
        assertEquals("CN=signer", signature.signer());
        held++;
      }
    }
    // What holds are the root, which is the user's own, and the zeros behind the message.
    assertTrue(held < 150, held + " held");
  }

  private static SignedMachO two() {
    return program().hashes(SignedMachO.SHA1, SignedMachO.SHA256);
  }

  @Test
  void alternatesThatNoListNamesAreRefused() throws Exception {
    refused(two().sign(), "signs the first of its code directories alone");
    assertNull(judged(two().listed().sign(), SIGNER).problem());
    assertNull(judged(program().listed().sign(), SIGNER).problem());
  }

  @Test
  void aListMustNameEveryCodeDirectoryAndNoOther() throws Exception {
    List<byte[]> both = two().directories();
    List<byte[]> first = List.of(both.get(0));
    List<byte[]> third = two().hashes(SignedMachO.SHA384).directories();
    refused(two().listed().sign(first, both), "the 1 code directories that its CMS message lists");
    refused(two().listed().sign(both, first), "the 2 code directories that its CMS message lists");
    List<byte[]> other = List.of(both.get(0), third.get(0));
    refused(two().listed().sign(other, both), "are not the 2 that it has");
  }

  @Test
  void eitherListAloneBindsTheAlternates() throws Exception {
    List<byte[]> both = two().directories();
    SignedMachO cut = two().attribute(CodeHashes.LIST, CodeHashes.cut(both));
    SignedMachO whole = two().attribute(CodeHashes.AGILITY, CodeHashes.whole(both));
    assertNull(judged(cut.sign(), SIGNER).problem());
    assertNull(judged(whole.sign(), SIGNER).problem());
    List<byte[]> first = List.of(both.get(0));
    cut.attribute(CodeHashes.AGILITY, CodeHashes.whole(first));
    refused(cut.sign(), "are not the 2 that it has");
    whole.attribute(CodeHashes.LIST, CodeHashes.cut(first));
    refused(whole.sign(), "are not the 2 that it has");
  }

  @Test
  void malformedListsAreRefused() throws Exception {
    for (String text :
        List.of("", "<data>", "<data>====</data>", "<data>!</data", "<data></data>")) {
      byte[] image = two().attribute(CodeHashes.LIST, CodeHashes.list(text)).sign();
      assertFalse(judged(image, SIGNER).matches(), text);
    }
    byte[] other = "<plist/>".getBytes(StandardCharsets.US_ASCII);
    refused(two().attribute(CodeHashes.LIST, new DEROctetString(other)).sign(), "list");
    refused(two().attribute(CodeHashes.AGILITY, new DEROctetString(other)).sign(), "malformed");
    byte[] large = new byte[Limits.CODE_HASH_LIST + 1];
    refused(large.length, new DEROctetString(large));
  }

  private static void refused(int size, DEROctetString list) throws Exception {
    // It does not fit the room of the signature, so it is asked of the list alone.
    SignedMachO image = program().attribute(CodeHashes.LIST, list).room(size + 64 * 1024);
    refused(image.sign(), "is too long");
  }

  @Test
  void flagsAreTold() throws Exception {
    assertEquals(List.of(), judged(program().sign(), SIGNER).flags());
    assertEquals(
        List.of("runtime", "0x40000000"),
        judged(program().flags(0x40010000).sign(), SIGNER).flags());
    PlatformSignature go = judged(PROGRAM, SIGNER);
    assertEquals(List.of("adhoc", "linker-signed"), go.flags());
    assertEquals(go.recorded(), go.computed());
  }

  /** As a signature looks whose message was taken away. */
  @Test
  void aCodeDirectoryThatIsNotMarkedAsAdHocNeedsAMessage() throws Exception {
    SignedMachO bare = new SignedMachO(PROGRAM);
    refused(bare.sign(), "not marked as ad-hoc");
    assertNull(judged(bare.flags(SignedMachO.AD_HOC).sign(), SIGNER).problem());
  }

  @Test
  void aDirectoryOfOtherBytesStatesWhichItShouldBe() throws Exception {
    byte[] image = program().sign();
    image[5000] ^= 1;
    PlatformSignature signature = judged(image, SIGNER);
    assertTrue(signature.isOfOtherBytes());
    assertTrue(signature.problem().contains("expected SHA-256 "), signature.problem());
    byte[] changed = PROGRAM.clone();
    changed[5000] = image[5000];
    byte[] other = new SignedMachO(changed).by(SIGNER).sign();
    // The headers are those of the signed image in both.
    assertEquals(judged(other, SIGNER).recorded(), signature.computed());
  }

  private static byte[] patched(byte[] directory, int at, int value) {
    byte[] changed = directory.clone();
    ByteBuffer.wrap(changed).putInt(at, value);
    return changed;
  }

  private static void refusedDirectory(int at, int value, String words) throws Exception {
    List<byte[]> patched = List.of(patched(program().directories().get(0), at, value));
    refused(program().sign(patched, patched), words);
  }

  /** Signed so by the signer: what a directory covers must be all of the image. */
  @Test
  void directoriesThatCoverLessAreRefused() throws Exception {
    int start = SignedMachO.start(PROGRAM);
    refusedDirectory(32, start - 4096, "it covers the bytes up to");
    refusedDirectory(32, start + 4096, "it covers the bytes up to");
    refusedDirectory(60, start - 4096, "it covers the bytes up to");
    refusedDirectory(60, start + 1, "it covers the bytes up to");
    refusedDirectory(56, 1, "it covers the bytes up to");
    refusedDirectory(44, 88, "scattered");
    refusedDirectory(28, 1, "hashes of pages");
    refusedDirectory(28, -1, "hashes of pages");
    refusedDirectory(24, 40, "before the first page");
    refusedDirectory(16, -1, "no room");
    refusedDirectory(36, 0x2005000c, "hash function");
    refusedDirectory(36, 0x1402000c, "hash function");
    refusedDirectory(36, 0x2002001f, "pages of");
    refusedDirectory(36, 0x20020000, "hashes of pages");
    refusedDirectory(0, 0xfade0c01, "a code directory was expected");
  }

  @Test
  void aLimitOf64BitsIsRead() throws Exception {
    byte[] directory = program().directories().get(0);
    List<byte[]> wide = List.of(patched(patched(directory, 60, SignedMachO.start(PROGRAM)), 32, 0));
    assertNull(judged(program().sign(wide, wide), SIGNER).problem());
  }

  private static byte[] changed(int at, int value) throws Exception {
    byte[] image = program().sign();
    ByteBuffer.wrap(image).putInt(SignedMachO.start(image) + at, value);
    return image;
  }

  /** Bytes of the signature's own room that no hash covers. */
  @Test
  void roomBetweenAndBehindBlobsMustBeEmpty() throws Exception {
    byte[] image = program().sign();
    int start = SignedMachO.start(image);
    int length = ByteBuffer.wrap(image).getInt(start + 4);
    for (int at : new int[] {start + length, image.length - 1}) {
      byte[] filled = image.clone();
      filled[at] = 1;
      refused(filled, "that no hash covers");
    }
    refused(Arrays.copyOf(image, image.length + 1), "bytes follow the code signature");
    refused(changed(8, 1), "that no hash covers");
    refused(changed(8, 0), "that no hash covers");
    refused(changed(8, Limits.CODE_SIGNATURE_BLOBS + 1), "more blobs");
    refused(changed(4, 12), "has no room");
    refused(changed(4, -1), "no blob of blobs");
    refused(changed(12, 0x10000), "stands twice");
    refused(changed(12, 0x1000), "it has no code directory");
    refused(changed(24, 28), "stands twice");
    refused(changed(24, 36), "has no room");
  }

  @Test
  void blobsThatLieOverEachOtherAreRefused() throws Exception {
    byte[] image = program().blob(2, 0xfade0c01, new byte[64]).sign();
    int start = SignedMachO.start(image);
    ByteBuffer all = ByteBuffer.wrap(image);
    int second = all.getInt(start + 12 + 8 + 4);
    all.putInt(start + second + 8, 0xfade0c01).putInt(start + second + 12, 16);
    all.putInt(start + 12 + 16 + 4, second + 8);
    refused(image, "lies over another");
  }

  @Test
  void partsWithoutAHashAreRefusedOrTold() throws Exception {
    List<byte[]> plain = program().directories();
    byte[] image = program().blob(5, 0xfade7171, new byte[4]).sign(plain, plain);
    refused(image, "has no hash, for slot -5");
    PlatformSignature ticket = judged(program().blob(0x10002, 1, new byte[4]).sign(), SIGNER);
    assertNull(ticket.problem());
    assertTrue(ticket.remarks().get(0).contains("is not checked"), ticket.remarks().toString());
  }

  @Test
  void aMissingPartIsToldOrRefused() throws Exception {
    List<byte[]> plist = program().blob(1, 0xfade0c01, new byte[4]).directories();
    PlatformSignature outside = judged(program().sign(plist, plist), SIGNER);
    assertNull(outside.problem());
    assertTrue(outside.remarks().get(0).contains("slot -1"), outside.remarks().toString());
    List<byte[]> rights = program().blob(5, 0xfade7171, new byte[4]).directories();
    refused(program().sign(rights, rights), "missing, in slot -5");
  }

  @Test
  void otherKindsOfKeysAreRefused() throws Exception {
    CodeSigner dsa = CodeSigner.dsa();
    PlatformSignature signature = judged(program().by(dsa).sign(), dsa);
    assertFalse(signature.matches());
    assertTrue(signature.problem().contains("DSA"), signature.problem());
  }

  /** The message is the last blob, so its end can be moved over the zeros behind it. */
  @Test
  void bytesBehindTheMessageAreRefused() throws Exception {
    byte[] image = program().sign();
    ByteBuffer all = ByteBuffer.wrap(image);
    int start = SignedMachO.start(image);
    int wrapper = find(image, new byte[] {(byte) 0xfa, (byte) 0xde, 0x0b, 0x01});
    int end = start + all.getInt(start + 4);
    all.putInt(start + 4, all.getInt(start + 4) + 16).putInt(wrapper + 4, end + 16 - wrapper);
    assertNull(judged(image, SIGNER).problem());
    image[end + 9] = 1;
    refused(image, "bytes follow its CMS message");
  }
}
