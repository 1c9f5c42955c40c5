package dev.gotrust.codesign;

import java.nio.file.Path;
import net.jsign.DigestAlgorithm;
import org.bouncycastle.cms.CMSSignedData;

/** Signed programs for the tests of other packages, valid whatever the clock says. */
public final class MintedSignatures {
  private static final CodeSigner SIGNER =
      CodeSigner.mint("signer", CodeSigner.CODE_SIGNING, CodeSigner.EVER, CodeSigner.NEVER);

  private MintedSignatures() {}

  /** Returns whom the signatures lead to. */
  public static CodeRoots roots() throws Exception {
    return CodeRoots.read("roots.pem", SIGNER.rootPem());
  }

  /** Returns the root of nobody who signed here. */
  public static CodeRoots otherRoots() throws Exception {
    return CodeRoots.read("other.pem", CodeSigner.mint("other", CodeSigner.CODE_SIGNING).rootPem());
  }

  /** Signs a PE image with Authenticode. */
  public static byte[] authenticode(Path directory, byte[] image) throws Exception {
    return SignedPe.sign(directory, image, SIGNER, DigestAlgorithm.SHA256);
  }

  /** Signs a PE image twice, the second signature nested in the first. */
  public static byte[] nested(Path directory, byte[] image) throws Exception {
    byte[] outer = authenticode(directory, image);
    CMSSignedData inner = SignedPe.message(authenticode(directory, image));
    return SignedPe.with(outer, SignedPe.NESTED, inner.toASN1Structure());
  }

  /** Signs a Mach-O image with a certificate. */
  public static byte[] apple(byte[] image) throws Exception {
    return new SignedMachO(image).by(SIGNER).sign();
  }

  /** Signs a Mach-O image for nobody. */
  public static byte[] adHoc(byte[] image) throws Exception {
    return new SignedMachO(image).flags(SignedMachO.AD_HOC).sign();
  }
}
