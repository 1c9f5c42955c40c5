package dev.gotrust;

import dev.gotrust.bytes.Digest;
import dev.gotrust.chain.State;
import dev.gotrust.fixtures.CosignSamples;
import dev.gotrust.keys.KeyFile;
import dev.gotrust.material.AttestationRequest;
import dev.gotrust.material.PlatformRoots;
import dev.gotrust.material.SignatureFile;
import dev.gotrust.material.SignatureRequest;
import dev.gotrust.policy.PolicyDocument;
import dev.gotrust.signature.KeyVerifier;
import dev.gotrust.signature.Signers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Verifies what its arguments name, as a program of its own. */
final class Verifying {
  private Verifying() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("file")) {
      Path file = Path.of(arguments[1]);
      GoTrust.inspect(file);
      VerificationRequest.Builder request = VerificationRequest.of(file);
      if (arguments.length > 2) {
        Path policy = Path.of(arguments[2]);
        request.policyDocument(
            PolicyDocument.parse("policy", PolicyDocument.bytes(policy).toArray()));
      }
      Judgement judged = GoTrust.verify(request.build());
      if (!(judged instanceof Judgement.Judged)) {
        throw new IllegalStateException(judged.toString());
      }
    } else {
      byKey(Path.of(arguments[1]), Path.of(arguments[2]));
    }
  }

  private static void byKey(Path key, Path signature) throws Exception {
    KeyVerifier keys = new KeyVerifier(KeyFile.read("key", Files.readAllBytes(key)), null);
    SignatureRequest wanted =
        new SignatureRequest(
            Signers.of(keys, null),
            List.of(SignatureFile.given(signature)),
            null,
            AttestationRequest.ANY,
            PlatformRoots.NONE);
    Digest digest = Digest.parse(CosignSamples.SHA256);
    State state =
        GoTrust.verifyBlob(BlobRequest.of(digest, BlobRequest.Asked.SIGNATURE, wanted))
            .link()
            .state();
    if (state != State.PROVEN) {
      throw new IllegalStateException("it is " + state);
    }
  }
}
