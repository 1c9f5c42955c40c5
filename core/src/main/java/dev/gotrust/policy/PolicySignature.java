package dev.gotrust.policy;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.keys.VerifyingKey;
import dev.gotrust.policy.PolicyFileException.Kind;
import dev.gotrust.signature.Bundle;
import dev.gotrust.signature.BundleReader;
import dev.gotrust.signature.KeyVerifier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Demands that a policy is signed. Only a signature of the file itself counts: an attestation
 * speaks of files and signs none. Stateless, thread-safe.
 */
public final class PolicySignature {
  /** What signing tools add to the name of a file, for the name of its signature. */
  public static final List<String> SUFFIXES = List.of(".sig", ".sigstore.json", ".bundle");

  private PolicySignature() {}

  /**
   * Verifies that somebody signed a policy.
   *
   * @param location the policy's name
   * @param policy all its bytes
   * @param signatures files of signatures, in any form that the project reads, by their names
   * @param keys whose signature will do
   * @return the fingerprint of the key that signed it
   * @throws PolicyFileException if no signature among them holds; says why
   */
  public static String verify(
      String location, Bytes policy, Map<String, Bytes> signatures, List<VerifyingKey> keys)
      throws PolicyFileException {
    List<String> reasons = new ArrayList<>();
    SignedInput input = SignedInput.of(location, policy.toArray());
    for (Map.Entry<String, Bytes> file : signatures.entrySet()) {
      for (Bundle bundle : bundles(file.getKey(), file.getValue(), reasons)) {
        String signer = signer(keys, bundle, input, file.getKey(), reasons);
        if (signer != null) {
          return signer;
        }
      }
    }
    String why =
        reasons.isEmpty() ? "no signature was named or lies beside it" : String.join("; ", reasons);
    throw new PolicyFileException(
        Kind.UNSIGNED, location, 0, "the policy must be signed by the key, but " + why);
  }

  private static List<Bundle> bundles(String name, Bytes data, List<String> reasons) {
    try {
      return BundleReader.read(name, data.toArray());
    } catch (RefusedException malformed) {
      reasons.add(name + ": " + malformed.getMessage());
      return List.of();
    }
  }

  private static @Nullable String signer(
      List<VerifyingKey> keys,
      Bundle bundle,
      SignedInput input,
      String name,
      List<String> reasons) {
    if (bundle.envelope() != null) {
      reasons.add(name + " is an attestation, which signs no file");
      return null;
    }
    try {
      return new KeyVerifier(keys, null).verify(bundle, input).signer().title();
    } catch (RefusedException refused) {
      reasons.add(name + ": " + refused.getMessage());
      return null;
    } catch (IOException impossible) {
      throw new IllegalStateException("read from memory", impossible);
    }
  }
}
