package dev.gotrust.report;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.chain.State;
import dev.gotrust.checksumdb.Answer;
import dev.gotrust.checksumdb.Fork;
import dev.gotrust.checksumdb.ProvenRecord;
import dev.gotrust.checksumdb.TreeHead;
import dev.gotrust.report.ProofReport.Claim;
import dev.gotrust.report.Style.Tone;
import java.util.Base64;
import java.util.List;

/** A proof for people, each step on its own line, so that it can be followed and done again. */
public final class ProofText {
  private static final List<String> HOW =
      List.of(
          "To do it again by hand, with the lines of the record in a file RECORD:",
          "  leaf  (printf '\\0'; cat RECORD) | openssl dgst -sha256 -binary | base64",
          "  node  (printf '\\1'; echo LEFT | base64 -d; echo RIGHT | base64 -d) |",
          "          openssl dgst -sha256 -binary | base64",
          "A \"left\" hash stands before the one above it, a \"right\" one behind it. The last",
          "node is the root, which is the third line of the tree head. The signature ends",
          "with 64 bytes of Ed25519 over the head's three lines, by the last 32 bytes of",
          "the key, which must be the one that you know.");

  private static final String LEFT = "  SHA-256(01 left above)";
  private static final String RIGHT = "  SHA-256(01 above right)";

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
      for (String each : HOW) {
        text.line(each);
      }
    }
  }

  private boolean claim(Claim claim) {
    text.line(text.paint(Tone.NEUTRAL, claim.module().toString()));
    if (claim.by() != null && claim.h1() != null) {
      text.line(text.paint(Tone.NEUTRAL, "  declared " + claim.h1() + " by " + claim.by()));
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
    line("  leaf    " + base64(record.leaf()) + "  SHA-256(00 record)");
    for (ProofStep step : ProofStep.of(record)) {
      boolean left = step.isLeft();
      line("    " + (left ? "left  " : "right ") + base64(step.sibling()));
      line("  node    " + base64(step.node()) + (left ? LEFT : RIGHT));
    }
    line("  root    " + base64(record.head().root()));
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
