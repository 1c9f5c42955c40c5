package dev.gotrust.codesign;

import dev.gotrust.bytes.FormatException;
import dev.gotrust.codesign.Cms.BadCmsException;
import dev.gotrust.codesign.PlatformSignature.Kind;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.jspecify.annotations.Nullable;

/**
 * The CMS message of a code signature, whose content is the first code directory, and whose signed
 * attributes list all of them.
 */
final class AppleMessage {
  private AppleMessage() {}

  /**
   * Checks a message.
   *
   * @param all every code directory, the first one first
   */
  static PlatformSignature check(
      byte[] bytes,
      CodeDirectory directory,
      List<CodeHash> all,
      @Nullable String problem,
      List<String> remarks,
      @Nullable CodeRoots roots,
      InstantSource clock)
      throws FormatException, IOException {
    String fault = problem;
    List<String> told = new ArrayList<>(remarks);
    Cms cms = null;
    try (ASN1InputStream in = new ASN1InputStream(bytes)) {
      ContentInfo content = ContentInfo.getInstance(in.readObject());
      byte[] rest = in.readAllBytes();
      if (!Arrays.equals(rest, new byte[rest.length])) {
        throw new BadCmsException("bytes follow its CMS message, and no hash covers them");
      }
      CMSSignedData message =
          new CMSSignedData(new CMSProcessableByteArray(directory.bytes()), content);
      Cms held = Cms.check(message, roots, clock);
      told.addAll(held.remarks());
      CodeHashList.check(held, all);
      cms = held;
    } catch (BadCmsException refused) {
      fault = fault == null ? refused.getMessage() : fault;
    } catch (CMSException | IOException | RuntimeException malformed) {
      fault = fault == null ? "its CMS message is malformed" : fault;
    }
    return directory.signature(Kind.CMS, fault, cms, told);
  }
}
