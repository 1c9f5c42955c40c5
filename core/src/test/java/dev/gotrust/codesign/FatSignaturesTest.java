package dev.gotrust.codesign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.fixtures.Fixtures;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Fat files, each slice of which has a signature of its own, or has not. */
class FatSignaturesTest {
  private static final Instant NOW = CodeSigner.FROM.plusSeconds(3600);
  private static final CodeSigner SIGNER = CodeSigner.mint("signer", CodeSigner.CODE_SIGNING);
  private static final byte[] PROGRAM = Fixtures.bytes("macho-arm64-go1.26");
  private static final byte[] UNSIGNED = Fixtures.bytes("macho-amd64-go1.15");

  private static byte[] signed(int flags) throws Exception {
    return new SignedMachO(PROGRAM).by(SIGNER).flags(flags).sign();
  }

  private static JudgedSignatures judged(byte[] file) throws Exception {
    CodeRoots roots = CodeRoots.read("roots.pem", SIGNER.rootPem());
    return PlatformSignatures.judge(new ArraySource(file), roots, InstantSource.fixed(NOW));
  }

  @Test
  void everySliceIsJudged() throws Exception {
    JudgedSignatures both = judged(FatFile.of(signed(0), signed(0x10000)));
    assertEquals(2, both.signatures().size());
    assertNull(both.uncovered());
    for (PlatformSignature one : both.signatures()) {
      assertNull(one.firstProblem());
      assertEquals(true, one.chained());
    }
  }

  @Test
  void aSliceThatWasChangedIsTold() throws Exception {
    byte[] changed = signed(0);
    changed[5000] ^= 1;
    JudgedSignatures both = judged(FatFile.of(signed(0), changed));
    assertNull(both.signatures().get(0).firstProblem());
    assertNotNull(both.signatures().get(1).firstProblem());
  }

  @Test
  void aSliceWithoutSignatureIsTold() throws Exception {
    JudgedSignatures both = judged(FatFile.of(signed(0), UNSIGNED));
    assertEquals(1, both.signatures().size());
    assertEquals("no platform signature is of slice 2 of 2", both.uncovered());
  }

  @Test
  void aSliceThatIsNoProgramIsTold() throws Exception {
    JudgedSignatures both = judged(FatFile.of(signed(0), new byte[5000]));
    assertEquals("no platform signature is of slice 2 of 2", both.uncovered());
  }

  @Test
  void bytesBetweenAndBehindSlicesAreTold() throws Exception {
    byte[] file = FatFile.of(signed(0), signed(0));
    byte[] before = file.clone();
    before[FatFile.ALIGNMENT - 1] = 1;
    byte[] behind = Arrays.copyOf(file, file.length + 1);
    behind[file.length] = 1;
    for (byte[] stray : new byte[][] {before, behind}) {
      String uncovered = judged(stray).uncovered();
      assertTrue(String.valueOf(uncovered).contains("gap"), uncovered);
    }
  }
}
