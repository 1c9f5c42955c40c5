package dev.gotrust.codesign;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gotrust.bytes.ArraySource;
import dev.gotrust.samples.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jsign.DigestAlgorithm;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes as the certificate table of a PE image, and in the room of a code signature. See {@code
 * specs/fuzzing.md}.
 */
@Tag("fuzz")
class CodesignFuzzTest {
  private static final CodeSigner SIGNER = CodeSigner.mint("signer", CodeSigner.CODE_SIGNING);
  private static final TimestampAuthority AUTHORITY = TimestampAuthority.mint();
  private static final Instant SIGNED = CodeSigner.FROM.plusSeconds(3600);
  private static final InstantSource NOW = InstantSource.fixed(SIGNED.plusSeconds(60));
  private static final byte[] PE = pe();
  private static final byte[] MACHO = macho();
  private static final int START = SignedMachO.start(MACHO);

  private static byte[] pe() {
    try {
      Path directory = Files.createTempDirectory("codesign");
      byte[] image = SignedPe.sign(directory, Samples.pe(), SIGNER, DigestAlgorithm.SHA256);
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(directory);
      return image;
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] macho() {
    try {
      return new SignedMachO(Samples.macho()).by(SIGNER).sign();
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static Stream<byte[]> tables() throws Exception {
    ContentInfo token = AUTHORITY.date(SignedPe.signature(PE), SIGNED);
    ContentInfo message = SignedPe.message(PE).toASN1Structure();
    byte[] twice = message.getEncoded();
    return Stream.of(
            PE,
            SignedPe.with(PE, SignedPe.TIMESTAMP, token),
            SignedPe.with(PE, SignedPe.NESTED, message),
            SignedPe.withMessages(PE, twice, twice))
        .map(image -> Arrays.copyOfRange(image, SignedPe.table(image), image.length));
  }

  @MethodSource("tables")
  @FuzzTest
  void certificateTable(byte[] table) throws Exception {
    judge(SignedPe.withTable(PE, table));
  }

  static Stream<byte[]> rooms() throws Exception {
    SignedMachO program = new SignedMachO(Samples.macho());
    byte[] adHoc = program.flags(SignedMachO.AD_HOC).blob(5, 0xfade7171, new byte[9]).sign();
    program.by(SIGNER).flags(0).hashes(SignedMachO.SHA1, SignedMachO.SHA256).listed();
    return Stream.of(MACHO, adHoc, program.sign())
        .map(image -> Arrays.copyOfRange(image, START, image.length));
  }

  @MethodSource("rooms")
  @FuzzTest
  void superBlob(byte[] bytes) throws Exception {
    byte[] image = MACHO.clone();
    Arrays.fill(image, START, image.length, (byte) 0);
    System.arraycopy(bytes, 0, image, START, Math.min(bytes.length, image.length - START));
    judge(image);
  }

  private static void judge(byte[] image) throws Exception {
    CodeRoots roots = CodeRoots.read("roots.pem", SIGNER.rootPem());
    for (PlatformSignature one : judged(image, roots)) {
      check(one);
      for (PlatformSignature further : one.further()) {
        check(further);
      }
    }
  }

  private static List<PlatformSignature> judged(byte[] image, CodeRoots roots) throws IOException {
    return PlatformSignatures.judge(new ArraySource(image), roots, NOW).signatures();
  }

  /** What matches states a digest of the bytes, and what is chained is by the only signer. */
  private static void check(PlatformSignature one) {
    if (one.matches() != (one.problem() == null)
        || (one.matches() && !one.recorded().equals(one.computed()))
        || (one.matches()
            && Boolean.TRUE.equals(one.chained())
            && !"CN=signer".equals(one.signer()))) {
      throw new AssertionError(one.toString());
    }
  }
}
