package dev.gotrust.report;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.chain.State;
import dev.gotrust.checksumdb.Answer;
import dev.gotrust.checksumdb.Fork;
import dev.gotrust.checksumdb.InclusionProof;
import dev.gotrust.checksumdb.ProvenRecord;
import dev.gotrust.checksumdb.TreeHead;
import dev.gotrust.report.ProofReport.Claim;
import dev.gotrust.report.Style.Tone;
import java.util.Base64;
import java.util.List;

/** A proof for people, each step on its own line, so that it can be followed and done again. */
public final class ProofText {
  private static final String HOW =
      "To do it again: leaf = SHA-256(00 record), node = SHA-256(01 left right), hashes in base64 as"
          + " above; the record is its lines with their newlines. The last node is the root in the"
          + " head. The signature behind the name of the database is the base64 of 4 bytes of the"
          + " key's hash and 64 bytes of Ed25519 over the note's text.";

  private final ProofReport report;
  private final TextBlock text;

  private ProofText(ProofReport report, Style style) {
    this.report = report;
    this.text = new TextBlock(style);
  }

  /**
   * {@return the text, lines ending in a newline}
   *
   * @param report what was proven
   * @param style paints the words
   */
  public static String render(ProofReport report, Style style) {
    ProofText proof = new ProofText(report, style);
    proof.render();
    return proof.text.toString();
  }

  private void render() {
    boolean proven = false;
    for (Claim claim : report.claims()) {
      proven |= claim(claim);
      text.blank();
    }
    TreeHead head = report.answers().head();
    if (head != null) {
      head("the signed tree head", head);
    }
    Fork fork = report.answers().fork();
    if (fork != null) {
      text.paragraph(0, 2, Tone.BAD, "CONTRADICTED: " + fork.reason());
      head("the earlier tree head", fork.before());
      head("the later tree head", fork.after());
    }
    if (proven) {
      text.paragraph(0, 2, Tone.NEUTRAL, HOW);
    }
  }

  private boolean claim(Claim claim) {
    text.line(text.paint(Tone.NEUTRAL, claim.module().toString()));
    if (claim.by() != null && claim.h1() != null) {
      text.line(text.paint(Tone.NEUTRAL, "  declared  " + claim.h1() + " by " + claim.by()));
    }
    boolean proven = report.answers().answer(claim.module()) instanceof Answer.Proven;
    if (report.answers().answer(claim.module()) instanceof Answer.Proven found) {
      steps(found.record());
    }
    State state = report.state(claim);
    Tone tone =
        state == State.PROVEN ? Tone.GOOD : state == State.CONTRADICTED ? Tone.BAD : Tone.WARNING;
    text.paragraph(2, 4, tone, state.name() + words(claim, state));
    return proven;
  }

  private String words(Claim claim, State state) {
    if (state == State.UNDECIDED) {
      return ": " + report.reason(claim);
    }
    if (state == State.CONTRADICTED) {
      return report.answers().fork() == null
          ? ": the database has another h1 than the declared one"
          : ": the database has forked";
    }
    return claim.h1() == null ? "" : ": the declared h1 is that of the record";
  }

  private void steps(ProvenRecord record) {
    line("  record " + record.id() + " of the tree of " + record.head().size() + " records:");
    for (String each : record.text().split("\n", -1)) {
      if (!each.isEmpty()) {
        line("    " + each);
      }
    }
    InclusionProof proof = record.proof();
    List<Bytes> nodes = proof.steps(record.leaf());
    line("  leaf      " + base64(record.leaf()));
    long index = proof.index();
    long last = proof.size() - 1;
    for (int i = 0; nodes != null && i < proof.path().size(); i++) {
      boolean right = (index & 1) == 1 || index == last;
      while (right && (index & 1) == 0) {
        index >>= 1;
        last >>= 1;
      }
      String beside = base64(proof.path().get(i));
      line("    " + (right ? "left  " : "right ") + beside);
      line("  node      " + base64(nodes.get(i + 1)));
      index >>= 1;
      last >>= 1;
    }
    line("  root      " + base64(record.head().root()));
  }

  private void head(String what, TreeHead head) {
    line(what + ", by the key " + head.signer() + ':');
    for (String each : head.note().toString().split("\n", -1)) {
      line("    " + each);
    }
  }

  private void line(String words) {
    text.line(text.paint(Tone.NEUTRAL, words));
  }

  private static String base64(Bytes hash) {
    return Base64.getEncoder().encodeToString(hash.toArray());
  }
}
