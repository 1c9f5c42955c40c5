package dev.gotrust.codesign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.codesign.PlatformSignature.Kind;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.fixtures.Hostile;
import dev.gotrust.fixtures.Variant;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import net.jsign.DigestAlgorithm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Platform signatures that hold, and the same ones off in one respect. */
class PlatformSignaturesTest {
  private static final Instant NOW = CodeSigner.FROM.plusSeconds(3600);

  @TempDir static Path directory;
  private static final CodeSigner SIGNER = CodeSigner.mint("signer", CodeSigner.CODE_SIGNING);
  private static byte[] pe = new byte[0];
  private static byte[] macho = new byte[0];

  @BeforeAll
  static void sign() throws Exception {
    pe = signed(SIGNER, DigestAlgorithm.SHA256);
    macho = Fixtures.bytes("macho-arm64-go1.26");
  }

  private static byte[] signed(CodeSigner signer, DigestAlgorithm algorithm) throws Exception {
    return SignedPe.sign(directory, Fixtures.bytes("pe-amd64-go1.26"), signer, algorithm);
  }

  private static CodeRoots roots(CodeSigner signer) throws Exception {
    return CodeRoots.read("roots.pem", signer.rootPem());
  }

  private static List<PlatformSignature> read(byte[] bytes, @Nullable CodeRoots roots, Instant at)
      throws Exception {
    InstantSource clock = InstantSource.fixed(at);
    return roots == null
        ? PlatformSignatures.read(new ArraySource(bytes))
        : PlatformSignatures.judge(new ArraySource(bytes), roots, clock).signatures();
  }

  private static PlatformSignature one(byte[] bytes) throws Exception {
    List<PlatformSignature> all = read(bytes, null, NOW);
    assertEquals(1, all.size());
    return all.get(0);
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] other = bytes.clone();
    other[at] ^= 1;
    return other;
  }

  @Test
  void authenticodeHoldsAndLeadsToItsRootAlone() throws Exception {
    PlatformSignature signature = read(pe, roots(SIGNER), NOW).get(0);
    assertNull(signature.problem());
    assertEquals(Kind.AUTHENTICODE, signature.kind());
    assertEquals("SHA-256", signature.algorithm());
    assertEquals(signature.recorded(), signature.computed());
    assertEquals("CN=signer", signature.signer());
    assertEquals(List.of(), signature.remarks());
    assertEquals(true, signature.chained());
    CodeSigner other = CodeSigner.mint("signer", CodeSigner.CODE_SIGNING);
    assertEquals(false, read(pe, roots(other), NOW).get(0).chained());
    assertEquals(false, read(pe, roots(SIGNER), CodeSigner.TO.plusSeconds(1)).get(0).chained());
    assertEquals(false, read(pe, roots(SIGNER), CodeSigner.FROM.minusSeconds(1)).get(0).chained());
  }

  @Test
  void certificatesForOtherThingsLeadNowhere() throws Exception {
    CodeSigner server = CodeSigner.mint("server", "1.3.6.1.5.5.7.3.1");
    byte[] image = signed(server, DigestAlgorithm.SHA256);
    PlatformSignature signature = read(image, roots(server), NOW).get(0);
    assertNull(signature.problem());
    assertEquals(false, signature.chained());
  }

  @Test
  void anAuthorityForOtherThingsIssuesNoSigner() throws Exception {
    for (String use : List.of("", CodeSigner.CODE_SIGNING, "2.5.29.37.0", "1.3.6.1.5.5.7.3.1")) {
      CodeSigner signer = CodeSigner.below(use.isEmpty() ? null : use);
      byte[] image = signed(signer, DigestAlgorithm.SHA256);
      boolean may = !use.equals("1.3.6.1.5.5.7.3.1");
      assertEquals(may, read(image, roots(signer), NOW).get(0).chained(), use);
    }
    CodeSigner agreement = CodeSigner.forAgreement();
    byte[] image = signed(agreement, DigestAlgorithm.SHA256);
    assertEquals(false, read(image, roots(agreement), NOW).get(0).chained());
  }

  @Test
  void otherHashFunctions() throws Exception {
    for (DigestAlgorithm algorithm :
        List.of(DigestAlgorithm.SHA1, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512)) {
      PlatformSignature signature = one(signed(SIGNER, algorithm));
      assertNull(signature.problem());
      assertEquals(algorithm == DigestAlgorithm.SHA1, !signature.remarks().isEmpty());
    }
    assertNotNull(one(signed(SIGNER, DigestAlgorithm.MD5)).problem());
  }

  @Test
  void unsignedImagesHaveNone() throws Exception {
    assertEquals(List.of(), read(Fixtures.bytes("pe-amd64-go1.26"), null, NOW));
    assertEquals(List.of(), read(Fixtures.bytes("elf-arm64-go1.20"), null, NOW));
  }

  @Test
  void changedBytesOfAnImageDoNotMatch() throws Exception {
    for (int at = 0x400; at < SignedPe.table(pe); at += SignedPe.table(pe) / 50) {
      assertNotNull(one(flipped(pe, at)).problem(), "byte " + at);
    }
  }

  @Test
  void eachChangeOfTheMessageIsRefusedOrOfWhatNobodySigned() throws Exception {
    int held = 0;
    for (Variant variant :
        Hostile.each(Hostile.mutations(pe, SignedPe.table(pe), pe.length, 1500, 1))) {
      for (PlatformSignature signature : read(variant.bytes(), roots(SIGNER), NOW)) {
        if (signature.problem() == null && Boolean.TRUE.equals(signature.chained())) {
          assertEquals(signature.recorded(), signature.computed(), variant.toString());
          assertEquals("CN=signer", signature.signer(), variant.toString());
          held++;
        }
      }
    }
    assertTrue(held < 400, held + " held");
  }

  @Test
  void messagesOfHostileFormEndInAResult() throws Exception {
    byte[] nested = pe.clone();
    for (int at = SignedPe.table(pe) + 8; at + 1 < pe.length; at += 2) {
      nested[at] = 0x30;
      nested[at + 1] = (byte) 0x80;
    }
    assertNotNull(one(nested).problem());
    for (Variant variant :
        Hostile.each(Hostile.truncations(pe, SignedPe.table(pe), pe.length, 97))) {
      for (PlatformSignature signature : read(variant.bytes(), null, NOW)) {
        assertNotNull(signature.problem(), variant.toString());
      }
    }
  }

  @Test
  void certificatesThatSignEachOtherEnd() throws Exception {
    CodeSigner tangled = CodeSigner.tangled("tangled", 24);
    byte[] image = signed(tangled, DigestAlgorithm.SHA256);
    assertEquals(false, read(image, roots(SIGNER), NOW).get(0).chained());
  }

  @Test
  void goSignsForNobody() throws Exception {
    PlatformSignature signature = one(macho);
    assertNull(signature.problem());
    assertEquals(Kind.AD_HOC, signature.kind());
    assertEquals("a.out", signature.identifier());
    assertNull(signature.signer());
    assertNull(read(macho, roots(SIGNER), NOW).get(0).chained());
  }

  @Test
  void changedPagesAndAppendedBytesDoNotMatch() throws Exception {
    int start = SignedMachO.start(macho);
    for (int at = 4096; at < start; at += start / 50) {
      assertNotNull(one(flipped(macho, at)).problem(), "byte " + at);
    }
    assertNotNull(one(flipped(macho, start - 1)).problem());
    assertNotNull(one(Arrays.copyOf(macho, macho.length + 1)).problem());
  }

  @Test
  void everyBumpOfACodeDirectoryEndsInAResult() throws Exception {
    int start = SignedMachO.start(macho);
    for (Variant variant : Hostile.each(Hostile.bumps(macho, start, start + 80))) {
      read(variant.bytes(), null, NOW);
    }
    for (int at = start + 12 + 8 + 88 + 6; at < macho.length; at += 61) {
      assertFalse(read(flipped(macho, at), null, NOW).get(0).matches(), "byte " + at);
    }
  }
}
