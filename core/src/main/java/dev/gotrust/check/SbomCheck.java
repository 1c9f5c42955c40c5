package dev.gotrust.check;

import dev.gotrust.attestation.PredicateTypes;
import dev.gotrust.attestation.SbomStatement;
import dev.gotrust.attestation.Statement;
import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.components.Sbom;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.material.Material;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.material.Materials;
import dev.gotrust.material.SbomFile;
import dev.gotrust.material.Sboms;
import dev.gotrust.material.SignatureOutcome;
import dev.gotrust.material.Signatures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Does the SBOM list exactly the modules of this program? One that is signed is what its signer
 * says, and ATTESTED at best; of one that nobody signed it shows no more than that it fits.
 */
final class SbomCheck {
  private static final String GET_ANOTHER =
      "name the SBOM of this very build; if it is that, do not run the file";

  private static final String NAME_A_SIGNER =
      "name whom you trust, with --key, or with --certificate-identity and"
          + " --certificate-oidc-issuer";

  /** More than this is for machines to read. */
  private static final int MOST_SAID = 16;

  private final GoBinary binary;
  private final SbomSlices slices;
  private final List<Outcome> findings = new ArrayList<>();

  /**
   * What came of one SBOM.
   *
   * @param given whether the user named it
   * @param state how far it holds
   * @param reason one sentence
   * @param remark what the state does not cover, null where it covers all
   * @param next what to do, null where nothing is to be done
   * @param evidence what was compared
   */
  private record Outcome(
      boolean given,
      State state,
      String reason,
      @Nullable String remark,
      @Nullable String next,
      List<Evidence> evidence) {}

  private SbomCheck(GoBinary binary, List<GoBinary> all) {
    this.binary = binary;
    this.slices = new SbomSlices(all);
  }

  /** Returns whether there is anything to judge. */
  static boolean isAny(Materials materials) {
    return materials.sboms() != null || !attested(materials.signatures()).isEmpty();
  }

  /** Returns the link where there is nothing to judge. */
  static Link nothing() {
    return new Link(LinkId.SBOM, State.ABSENT, "no SBOM was given or found", null, null, List.of());
  }

  /** Returns what the link must reach because an SBOM was given; null where none was. */
  static @Nullable State asked(Materials materials) {
    State asked = null;
    Sboms sboms = materials.sboms();
    for (Sboms.Held held : sboms == null ? List.<Sboms.Held>of() : sboms.files()) {
      if (isGiven(held.file().material()) && asked != State.ATTESTED) {
        asked = held.file().envelope() == null ? State.CORROBORATED : State.ATTESTED;
      }
    }
    Signatures signatures = materials.signatures();
    boolean alone = signatures != null && signatures.ofFiles().isEmpty();
    for (SignatureOutcome outcome : attested(signatures)) {
      if (isGiven(outcome.material()) || alone) {
        asked = State.ATTESTED;
      }
    }
    return asked;
  }

  /** Returns whether the user named an SBOM that carries a signature. */
  static boolean isSignedGiven(Materials materials) {
    Sboms sboms = materials.sboms();
    for (Sboms.Held held : sboms == null ? List.<Sboms.Held>of() : sboms.files()) {
      if (held.file().envelope() != null && isGiven(held.file().material())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isGiven(Material material) {
    return material.standing() == Standing.GIVEN;
  }

  /** SBOMs among what was given or found as attestations. */
  private static List<SignatureOutcome> attested(@Nullable Signatures signatures) {
    List<SignatureOutcome> some = new ArrayList<>();
    for (SignatureOutcome outcome :
        signatures == null ? List.<SignatureOutcome>of() : signatures.ofEnvelopes()) {
      Statement statement = outcome.statement();
      if (statement != null && PredicateTypes.isSbom(statement.predicateType())) {
        some.add(outcome);
      }
    }
    return some;
  }

  /**
   * Judges one image.
   *
   * @param binary the image
   * @param all those of the file
   * @param materials what was given or found
   */
  static Link judge(GoBinary binary, List<GoBinary> all, Materials materials) {
    SbomCheck check = new SbomCheck(binary, all);
    Sboms sboms = materials.sboms();
    Set<Material> holding = new HashSet<>();
    List<SignatureOutcome> outcomes = new ArrayList<>(attested(materials.signatures()));
    if (sboms != null) {
      for (Sboms.Held held : sboms.files()) {
        check.plain(held.file(), sboms);
        outcomes.addAll(held.outcomes());
      }
    }
    for (SignatureOutcome outcome : outcomes) {
      if (outcome.holds()) {
        holding.add(outcome.material());
      }
    }
    for (SignatureOutcome outcome : outcomes) {
      // A file of several may hold some of others, or by others: they take nothing from that one.
      if (outcome.holds() || !holding.contains(outcome.material())) {
        check.enveloped(outcome);
      }
    }
    return check.link();
  }

  private void plain(SbomFile file, Sboms of) {
    Material material = file.material();
    if (file.refused() != null) {
      refused(isGiven(material), material.location(), file.refused());
    } else if (file.document() != null) {
      hold(isGiven(material), material.location(), file.document(), of, null);
    }
  }

  private void enveloped(SignatureOutcome outcome) {
    boolean given = isGiven(outcome.material());
    String location = outcome.location();
    Statement statement = outcome.statement();
    if (outcome.refused() != null) {
      refused(given, location, outcome.refused());
    } else if (statement == null) {
      String reason = location + " is there: signed, no signer of its kind chosen";
      Evidence unchecked = SignerWords.unchecked("attestation", location);
      add(given, State.UNDECIDED, reason, null, NAME_A_SIGNER, List.of(unchecked));
    } else if (!PredicateTypes.isSbom(statement.predicateType())) {
      String reason = location + " holds no SBOM, but " + statement.predicateType();
      add(given, State.UNDECIDED, reason, null, null, List.of());
    } else {
      attested(given, outcome, statement);
    }
  }

  private void attested(boolean given, SignatureOutcome outcome, Statement statement) {
    try {
      Sbom sbom = SbomStatement.read(statement);
      // Who signed it has named the bytes: what the document says of them is for plain ones.
      Sbom signed =
          new Sbom(
              sbom.format(),
              sbom.tools(),
              sbom.scope(),
              sbom.subject(),
              List.of(),
              List.of(),
              sbom.components(),
              sbom.others());
      hold(given, outcome.location(), signed, null, outcome);
    } catch (RefusedException refused) {
      refused(given, outcome.location(), refused);
    }
  }

  private void refused(boolean given, String location, RefusedException refused) {
    boolean fails = given && !refused.isUndecided();
    State state = fails ? State.CONTRADICTED : State.UNDECIDED;
    add(
        given,
        state,
        location + SignerWords.refusal(refused),
        null,
        refused.next(),
        List.of(SignerWords.refused(refused, location, state)));
  }

  private void hold(
      boolean given,
      String location,
      Sbom sbom,
      @Nullable Sboms of,
      @Nullable SignatureOutcome signed) {
    BuildInfo info = binary.buildInfo();
    // A build without modules, as with GOPATH, declares none.
    if (info == null || info.main() == null && info.deps().isEmpty()) {
      String reason = "the file declares no modules that " + location + " could list";
      add(given, State.UNDECIDED, reason, null, null, List.of());
      return;
    }
    SbomComparison compared = new SbomComparison(location, sbom, of, info, binary.code(), slices);
    List<Evidence> evidence = new ArrayList<>();
    if (signed != null && signed.statement() != null) {
      EvidenceList signature = new EvidenceList();
      SignerWords.add(signed, signed.statement().shownSubjects(), State.ATTESTED, signature);
      evidence.addAll(signature.toList());
    }
    String name = location + " (" + sbom.format() + (signed == null ? ", not signed) " : ") ");
    SbomDifferences differences = compared.differences();
    if (!differences.phrases().isEmpty()) {
      boolean counts = given || signed != null || compared.isIdentified();
      String what = joined(differences.phrases(), differences.dropped());
      evidence.addAll(counts ? differences.evidence() : List.of());
      add(
          given,
          counts ? State.CONTRADICTED : State.UNDECIDED,
          counts ? name + "says otherwise: " + what : name + "is of another build: " + what,
          null,
          counts ? GET_ANOTHER : "name the SBOM of this build with --sbom FILE",
          evidence);
      return;
    }
    evidence.addAll(differences.evidence());
    List<String> untold = compared.untold();
    List<String> remarks = new ArrayList<>(compared.remarks());
    String says = name + compared.says();
    if (signed != null) {
      says += ", signed by " + SignerWords.signer(signed);
      remarks.addAll(SignerWords.remarks(signed));
    }
    if (!untold.isEmpty()) {
      add(
          given,
          State.UNDECIDED,
          name + "can't be compared: " + joined(untold, 0),
          null,
          null,
          evidence);
      return;
    }
    add(
        given,
        signed == null ? State.CORROBORATED : State.ATTESTED,
        says,
        remarks.isEmpty() ? null : String.join("; ", remarks),
        null,
        evidence);
  }

  private static String joined(List<String> phrases, int dropped) {
    int more = phrases.size() + dropped - MOST_SAID;
    return more <= 0
        ? String.join("; ", phrases)
        : String.join("; ", phrases.subList(0, MOST_SAID)) + "; and " + more + " more";
  }

  private void add(
      boolean given,
      State state,
      String reason,
      @Nullable String remark,
      @Nullable String next,
      List<Evidence> evidence) {
    findings.add(new Outcome(given, state, reason, remark, next, evidence));
  }

  /** What was found never makes up for what was given and can't be told. */
  private Link link() {
    if (findings.isEmpty()) {
      return nothing();
    }
    List<Outcome> ranked = new ArrayList<>(findings);
    ranked.sort(Comparator.comparingInt(SbomCheck::rank)); // stable: the first of equals counts
    Outcome counts = ranked.remove(0);
    EvidenceList evidence = new EvidenceList();
    evidence.addAll(counts.evidence());
    ranked.forEach(finding -> evidence.addAll(finding.evidence()));
    String more = findings.size() == 1 ? "" : "; " + findings.size() + " SBOMs were given or found";
    return new Link(
        LinkId.SBOM,
        counts.state(),
        counts.reason() + more,
        counts.remark(),
        counts.next(),
        null,
        evidence.toList());
  }

  private static int rank(Outcome finding) {
    return switch (finding.state()) {
      case CONTRADICTED -> 0;
      case UNDECIDED -> finding.given() ? 1 : 4;
      case ATTESTED -> 2;
      case CORROBORATED -> 3;
      default -> throw new IllegalStateException("no SBOM is " + finding.state());
    };
  }
}
