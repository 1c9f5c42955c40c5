package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.State;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.material.Carrier;
import dev.gotrust.material.SignatureOutcome;
import dev.gotrust.signature.Signer;
import dev.gotrust.signature.Signer.CertificateHolder;
import dev.gotrust.signature.Verified;
import dev.gotrust.sigstore.SigningCertificate;
import dev.gotrust.sigstore.SigningCertificate.Claim;
import dev.gotrust.sigstore.VerifiedLogEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What reports say of signers and of signatures that hold, or do not. */
public final class SignerWords {
  private SignerWords() {}

  /** A claim of a certificate that a reader looks for, and what reports call it. */
  private enum Shown {
    WORKFLOW(Claim.BUILD_SIGNER_URI, "workflow"),
    REPOSITORY(Claim.SOURCE_REPOSITORY_URI, "source repository"),
    REF(Claim.SOURCE_REPOSITORY_REF, "source ref"),
    COMMIT(Claim.SOURCE_REPOSITORY_DIGEST, "source commit"),
    TRIGGER(Claim.BUILD_TRIGGER, "build trigger"),
    RUN(Claim.RUN_INVOCATION_URI, "run");

    private final Claim claim;
    private final String title;

    Shown(Claim claim, String title) {
      this.claim = claim;
      this.title = title;
    }
  }

  /**
   * {@return who signed, in a phrase}
   *
   * @param verified a signature that holds
   */
  public static String signer(Verified verified) {
    Signer signer = verified.signer();
    return signer instanceof CertificateHolder holder
        ? signer.title() + " (" + holder.certificate().issuer() + ')'
        : signer.title();
  }

  /**
   * {@return when it was signed, in a phrase behind the signer; empty where no time is proven}
   *
   * @param verified a signature that holds
   */
  public static String time(Verified verified) {
    Instant at = verified.signedAt();
    return at == null ? "" : " at " + at;
  }

  /**
   * {@return why a signature is refused, in a phrase behind its name}
   *
   * @param refused why
   */
  public static String refusal(RefusedException refused) {
    StringBuilder text = new StringBuilder(": ").append(refused.check());
    text.append(": ").append(refused.getMessage());
    if (refused.expected() != null) {
      text.append("; expected ").append(refused.expected());
    }
    if (refused.actual() != null) {
      text.append(refused.expected() == null ? "; found " : ", found ").append(refused.actual());
    }
    return text.toString();
  }

  static String signer(SignatureOutcome outcome) {
    Verified verified = outcome.verified();
    return verified == null ? "nobody" : signer(verified) + time(verified);
  }

  static List<String> remarks(SignatureOutcome outcome) {
    Verified verified = outcome.verified();
    if (verified == null) {
      return List.of();
    }
    List<String> remarks = new ArrayList<>(verified.remarks());
    if (outcome.carrier() == null) {
      remarks.add("whether it is of this file is not checked (--check-claims=false)");
    }
    return remarks;
  }

  /** Says why a signature is refused. */
  static Evidence refused(RefusedException refused, String location, State state) {
    String actual = refused.actual() == null ? refused.getMessage() : refused.actual();
    return new Evidence(refused.check(), refused.expected(), actual, location, -1, -1, state);
  }

  /** Says that nobody was chosen by whom a signature could be checked. */
  static Evidence unchecked(String what, String location) {
    return new Evidence(what, null, "not checked", location, -1, -1, State.UNDECIDED);
  }

  /** Adds what was verified, and how it leads to the artifact: enough to redo it by hand. */
  static void add(SignatureOutcome outcome, String signed, State state, EvidenceList evidence) {
    Verified verified = outcome.verified();
    if (verified == null) {
      return;
    }
    String location = outcome.location();
    Carrier carrier = outcome.carrier();
    String digest = covered(outcome, signed);
    evidence.add(
        new Evidence(
            verified.bundle().form().title() + ", " + verified.algorithm(),
            digest,
            digest,
            location,
            -1,
            -1,
            state));
    for (Carrier.Step step : carrier == null ? List.<Carrier.Step>of() : carrier.steps()) {
      evidence.add(Evidence.of(step.what(), step.digest(), step.digest(), step.location()));
    }
    fact("signer", verified.signer().title(), location, evidence);
    if (verified.signer() instanceof CertificateHolder holder) {
      SigningCertificate certificate = holder.certificate();
      fact("issuer", certificate.issuer(), location, evidence);
      for (Shown shown : Shown.values()) {
        fact(shown.title, certificate.claim(shown.claim), location, evidence);
      }
    }
    for (VerifiedLogEntry entry : verified.logEntries()) {
      String index = Long.toString(entry.logIndex());
      Instant at = entry.integratedAt();
      String value = entry.log() + ", index " + index + (at == null ? "" : ", " + at);
      fact("log entry", value, location, evidence);
    }
    for (Instant at : verified.timestamps()) {
      fact("timestamp", at.toString(), location, evidence);
    }
  }

  /** A signature of a list or an archive covers those bytes, and not the artifact's. */
  private static String covered(SignatureOutcome outcome, String artifact) {
    Carrier carrier = outcome.carrier();
    if (carrier == null || carrier.steps().isEmpty() || outcome.isEnvelope()) {
      return artifact;
    }
    try {
      return carrier.input().known().toString();
    } catch (IOException impossible) {
      throw new IllegalStateException("who verified it has hashed the bytes", impossible);
    }
  }

  private static void fact(
      String what, @Nullable String value, String location, EvidenceList evidence) {
    if (value != null) {
      evidence.add(Evidence.of(what, null, value, location));
    }
  }
}
