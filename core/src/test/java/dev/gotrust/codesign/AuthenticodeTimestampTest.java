package dev.gotrust.codesign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.fixtures.Fixtures;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import net.jsign.DigestAlgorithm;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Authenticode that a timestamp dates: what it proves, and the ways in which it proves nothing. */
class AuthenticodeTimestampTest {
  private static final CodeSigner SIGNER = CodeSigner.mint("signer", CodeSigner.CODE_SIGNING);
  private static final TimestampAuthority AUTHORITY = TimestampAuthority.mint();
  private static final Instant SIGNED = CodeSigner.FROM.plusSeconds(3600);
  private static final Instant LATE = CodeSigner.TO.plusSeconds(1);

  @TempDir static Path directory;
  private static byte[] image = new byte[0];
  private static byte[] signature = new byte[0];

  @BeforeAll
  static void sign() throws Exception {
    byte[] unsigned = Fixtures.bytes("pe-amd64-go1.26");
    image = SignedPe.sign(directory, unsigned, SIGNER, DigestAlgorithm.SHA256);
    signature = SignedPe.signature(image);
  }

  private static CodeRoots roots(CodeSigner... signers) throws Exception {
    ByteArrayOutputStream pem = new ByteArrayOutputStream();
    for (CodeSigner signer : signers) {
      pem.writeBytes(signer.rootPem());
    }
    return CodeRoots.read("roots.pem", pem.toByteArray());
  }

  private static PlatformSignature judged(ContentInfo token, Instant now, CodeSigner... roots)
      throws Exception {
    byte[] dated = SignedPe.with(image, SignedPe.TIMESTAMP, token);
    InstantSource clock = InstantSource.fixed(now);
    return PlatformSignatures.judge(new ArraySource(dated), roots(roots), clock)
        .signatures()
        .get(0);
  }

  @Test
  void aTimestampHoldsAfterTheCertificateHasExpired() throws Exception {
    ContentInfo token = AUTHORITY.date(signature, SIGNED);
    PlatformSignature dated = judged(token, LATE, SIGNER, AUTHORITY.keys());
    assertNull(dated.problem());
    assertEquals(SIGNED, dated.signedAt());
    assertEquals(true, dated.chained());
  }

  @Test
  void withoutOneItDoesNot() throws Exception {
    InstantSource late = InstantSource.fixed(LATE);
    PlatformSignature bare =
        PlatformSignatures.judge(new ArraySource(image), roots(SIGNER), late).signatures().get(0);
    assertNull(bare.signedAt());
    assertEquals(false, bare.chained());
  }

  @Test
  void anAuthorityOfNoRootCountsForNothing() throws Exception {
    ContentInfo token = AUTHORITY.date(signature, SIGNED);
    PlatformSignature dated = judged(token, LATE, SIGNER);
    assertEquals(false, dated.chained());
    assertTrue(dated.remarks().get(0).contains("counts for nothing"), dated.remarks().toString());
    assertEquals(true, judged(token, SIGNED, SIGNER).chained());
  }

  @Test
  void aTimestampOfAnotherSignatureIsRefused() throws Exception {
    byte[] other = signature.clone();
    other[0] ^= 1;
    refused(AUTHORITY.date(other, SIGNED), "of another signature");
  }

  @Test
  void aHashThatOthersCanMatchIsRefused() throws Exception {
    byte[] imprint = MessageDigest.getInstance("MD5").digest(signature);
    refused(AUTHORITY.date(PKCSObjectIdentifiers.md5, imprint, SIGNED), "imprint algorithm");
  }

  private static void refused(ContentInfo token, String words) throws Exception {
    PlatformSignature dated = judged(token, SIGNED, SIGNER, AUTHORITY.keys());
    assertFalse(dated.matches());
    assertNull(dated.chained());
    assertNotNull(dated.problem());
    assertTrue(dated.problem().contains(words), dated.problem());
  }

  @Test
  void aTimeOutsideOfTheAuthoritysOwnIsRefused() throws Exception {
    assertNotDated(AUTHORITY.date(signature, CodeSigner.FROM.minusSeconds(60)), LATE);
    assertNotDated(AUTHORITY.date(signature, LATE), LATE.plusSeconds(60));
  }

  @Test
  void aTimeOutsideOfTheSignersOwnLeadsNowhere() throws Exception {
    Instant to = SIGNED.plusSeconds(60);
    CodeSigner brief = CodeSigner.mint("brief", CodeSigner.CODE_SIGNING, CodeSigner.FROM, to);
    byte[] other =
        SignedPe.sign(directory, Fixtures.bytes("pe-amd64-go1.26"), brief, DigestAlgorithm.SHA256);
    for (int seconds : new int[] {0, 120}) {
      ContentInfo token = AUTHORITY.date(SignedPe.signature(other), SIGNED.plusSeconds(seconds));
      byte[] dated = SignedPe.with(other, SignedPe.TIMESTAMP, token);
      PlatformSignature judged =
          PlatformSignatures.judge(
                  new ArraySource(dated), roots(brief, AUTHORITY.keys()), InstantSource.fixed(LATE))
              .signatures()
              .get(0);
      assertEquals(seconds == 0, judged.chained());
    }
  }

  @Test
  void aTimeOfTheFutureIsRefused() throws Exception {
    ContentInfo soon = AUTHORITY.date(signature, SIGNED.plusSeconds(60));
    assertNull(judged(soon, SIGNED, SIGNER, AUTHORITY.keys()).problem(), "clocks differ");
    ContentInfo token = AUTHORITY.date(signature, SIGNED.plusSeconds(61));
    PlatformSignature dated = judged(token, SIGNED, SIGNER, AUTHORITY.keys());
    assertTrue(String.valueOf(dated.problem()).contains("future"), dated.problem());
  }

  private static void assertNotDated(ContentInfo token, Instant now) throws Exception {
    PlatformSignature dated = judged(token, now, SIGNER, AUTHORITY.keys());
    assertFalse(Boolean.TRUE.equals(dated.chained()), dated.toString());
  }

  @Test
  void aCertificateForOtherThingsDatesNothing() throws Exception {
    for (String use : List.of(CodeSigner.TIMESTAMPING, CodeSigner.CODE_SIGNING)) {
      CodeSigner keys = CodeSigner.mint("authority", use);
      ContentInfo token = AUTHORITY.date(signature, SIGNED);
      ContentInfo again = TimestampAuthority.signedAgain(token, keys);
      PlatformSignature dated = judged(again, LATE, SIGNER, keys);
      assertEquals(use.equals(CodeSigner.TIMESTAMPING), dated.matches(), dated.problem());
    }
  }

  @Test
  void eachChangeOfATokenIsRefused() throws Exception {
    byte[] whole = AUTHORITY.date(signature, SIGNED).getEncoded();
    int held = 0;
    for (int at = 30; at < whole.length; at += 7) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      ContentInfo token;
      try {
        token = ContentInfo.getInstance(changed);
      } catch (RuntimeException malformed) {
        continue;
      }
      PlatformSignature dated = judged(token, LATE, SIGNER, AUTHORITY.keys());
      if (Boolean.TRUE.equals(dated.chained()) && dated.problem() == null) {
        assertEquals(SIGNED, dated.signedAt(), "byte " + at);
        held++;
      }
    }
    assertTrue(held < whole.length / 20, held + " held");
  }

  @Test
  void theSignerOfATokenMustBeOne() throws Exception {
    CMSSignedData token = new CMSSignedData(AUTHORITY.date(signature, SIGNED));
    SignerInformation one = token.getSignerInfos().getSigners().iterator().next();
    SignerInformationStore two = new SignerInformationStore(List.of(one, one));
    ContentInfo doubled = CMSSignedData.replaceSigners(token, two).toASN1Structure();
    assertFalse(judged(doubled, LATE, SIGNER, AUTHORITY.keys()).matches());
  }
}
