package dev.gotrust.material;

import dev.gotrust.attestation.Statement;
import dev.gotrust.attestation.Subject;
import dev.gotrust.bytes.DigestAlgorithm;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.signature.Bundle;
import dev.gotrust.signature.Signers;
import dev.gotrust.signature.Verified;
import dev.gotrust.signature.VerifiedEnvelope;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifies one signature or envelope for an artifact. */
final class OneSignature {
  private final Signers signers;
  private final AttestationRequest wanted;
  private final List<Carrier> carriers;

  OneSignature(SignatureRequest request, List<Carrier> carriers) {
    this.signers = request.signers();
    this.wanted = request.attestations();
    this.carriers = carriers;
  }

  /** Nobody is held against a kind of signer that he did not choose, unless he gave the file. */
  SignatureOutcome verify(Material material, Bundle bundle) throws IOException {
    boolean given = material.standing() == Standing.GIVEN;
    if (!signers.areOfKindOf(bundle) && (!given || !signers.areChosen())) {
      return new SignatureOutcome(material, bundle, null, null, null, null);
    }
    return bundle.envelope() == null ? ofFile(material, bundle) : ofEnvelope(material, bundle);
  }

  private SignatureOutcome ofFile(Material material, Bundle bundle) throws IOException {
    RefusedException refused = null;
    for (Carrier carrier : carriers) {
      try {
        Verified verified = signers.verify(bundle, carrier.input());
        return new SignatureOutcome(material, bundle, verified, null, carrier, null);
      } catch (RefusedException wrong) {
        // Of another file is what a signature is of all but one.
        boolean open = refused == null || refused.check().equals(RefusedException.DIGEST);
        refused = open ? wrong : refused;
      }
    }
    return new SignatureOutcome(material, bundle, null, refused, null, null);
  }

  private SignatureOutcome ofEnvelope(Material material, Bundle bundle) throws IOException {
    Verified verified = null;
    Statement statement = null;
    try {
      verified = signers.verify(bundle, carriers.get(0).input());
      VerifiedEnvelope envelope = verified.envelope();
      if (envelope == null) {
        throw new IllegalStateException("a bundle with an envelope");
      }
      statement = Statement.read(envelope);
      Carrier carrier = carrier(statement);
      checkType(statement);
      return new SignatureOutcome(material, bundle, verified, null, carrier, statement);
    } catch (RefusedException wrong) {
      return new SignatureOutcome(material, bundle, verified, wrong, null, statement);
    }
  }

  private @Nullable Carrier carrier(Statement statement) throws RefusedException, IOException {
    if (!wanted.subjects()) {
      return null;
    }
    for (Carrier carrier : carriers) {
      Subject subject = statement.subject(carrier.input());
      if (subject != null) {
        return carrier;
      }
    }
    throw new RefusedException(
        RefusedException.SUBJECT,
        "the statement is of other files",
        String.valueOf(carriers.get(0).input().digest(DigestAlgorithm.SHA256)),
        statement.shownSubjects(),
        "name the attestation of this file, or the file that it is of");
  }

  private void checkType(Statement statement) throws RefusedException {
    String type = wanted.predicateType();
    if (!type.isEmpty() && !type.equals(statement.predicateType())) {
      throw new RefusedException(
          "predicate type",
          "the statement is of another kind",
          type,
          statement.predicateType(),
          null);
    }
  }
}
