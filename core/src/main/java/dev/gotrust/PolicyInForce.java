package dev.gotrust;

import dev.gotrust.attestation.BuilderIdentity;
import dev.gotrust.attestation.ProvenanceExpectations;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.material.AttestationRequest;
import dev.gotrust.material.SignatureRequest;
import dev.gotrust.policy.Policy;
import dev.gotrust.policy.PolicyDocument;
import dev.gotrust.policy.PolicyTrust;
import dev.gotrust.signature.IdentityPolicy;
import dev.gotrust.signature.KeyVerifier;
import dev.gotrust.signature.KeylessVerifier;
import dev.gotrust.signature.Signers;
import dev.gotrust.sigstore.OptOuts;
import dev.gotrust.sigstore.SigstoreCheck;
import dev.gotrust.sigstore.TrustedRoot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a policy file makes of a request once it is known which program is judged. */
final class PolicyInForce {
  private PolicyInForce() {}

  /** The policy of one artifact, with one instant for all that it asks. */
  static Policy of(VerificationRequest request, Inspection facts) {
    Policy policy = request.policy();
    PolicyDocument document = request.policyDocument();
    if (document == null && !policy.isDated()) {
      return policy;
    }
    Instant now = policy.clock().instant();
    Policy.Builder builder = policy.toBuilder().clock(InstantSource.fixed(now));
    if (document != null) {
      document.addTo(builder, mainModules(facts));
    }
    return builder.build();
  }

  private static Set<String> mainModules(Inspection facts) {
    Set<String> paths = new LinkedHashSet<>();
    for (GoBinary binary : facts.binaries()) {
      BuildInfo info = binary.buildInfo();
      paths.add(info == null || info.main() == null ? "" : info.main().path());
    }
    return paths;
  }

  /** The signers and expectations of the request, and those of the policy. */
  static SignatureRequest signatures(VerificationRequest request, Policy policy) {
    SignatureRequest asked = request.signatures();
    if (policy.trust().isEmpty()) {
      return asked;
    }
    Signers signers = asked.signers();
    List<List<ProvenanceExpectations>> alternatives =
        new ArrayList<>(asked.attestations().alternatives());
    for (PolicyTrust trust : policy.trust()) {
      signers = signers.or(signers(trust, request, policy.clock()));
      List<ProvenanceExpectations> any = trust.expectations();
      if (!any.isEmpty()) {
        alternatives.add(any);
      }
    }
    AttestationRequest attestations = asked.attestations();
    return new SignatureRequest(
        signers,
        asked.given(),
        asked.checksums(),
        new AttestationRequest(
            attestations.predicateType(),
            attestations.provenance(),
            attestations.summaries(),
            attestations.subjects(),
            alternatives),
        asked.platforms());
  }

  private static Signers signers(
      PolicyTrust trust, VerificationRequest request, InstantSource clock) {
    SigstoreCheck given = request.sigstore();
    List<IdentityPolicy> identities = new ArrayList<>(trust.identities());
    if (identities.isEmpty() && trust.keys().isEmpty()) {
      for (ProvenanceExpectations one : trust.expectations()) {
        identities.add(new BuilderIdentity(one.builderId(), one.sourceUri()));
      }
    }
    SigstoreCheck witnesses = request.isWitnessed() ? given : null;
    KeyVerifier keys = trust.keys().isEmpty() ? null : new KeyVerifier(trust.keys(), witnesses);
    if (identities.isEmpty()) {
      return Signers.of(keys, null);
    }
    SigstoreCheck check =
        given == null ? new SigstoreCheck(TrustedRoot.publicGood(), OptOuts.NONE, clock) : given;
    return Signers.of(keys, new KeylessVerifier(IdentityPolicy.anyOf(identities), check));
  }
}
