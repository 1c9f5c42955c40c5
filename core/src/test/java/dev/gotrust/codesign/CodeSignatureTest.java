package dev.gotrust.codesign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.codesign.PlatformSignature.Kind;
import dev.gotrust.fixtures.Fixtures;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
}
