package dev.gotrust.report;

import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.Verdict;
import dev.gotrust.material.Material;
import dev.gotrust.report.Style.Tone;
import java.time.temporal.ChronoUnit;

/**
 * A trust report for people: what was judged, one line a link, why and what to do where a link is
 * not proven, the verdict last. Words stand beside every symbol; 80 columns.
 */
public final class TextReport {
  private static final int STATE = 16;
  private static final int ID = 15;
  private static final int INDENT = 4;

  private final TrustReport report;
  private final TextBlock text;

  private TextReport(TrustReport report, Style style) {
    this.report = report;
    this.text = new TextBlock(style);
  }

  /**
   * {@return the report, lines ending in a newline}
   *
   * @param report what was judged
   * @param style paints the words; {@link Style#PLAIN} for no terminal
   */
  public static String render(TrustReport report, Style style) {
    return new TextReport(report, style).render();
  }

  private String render() {
    FactsText.header(text, report.facts());
    text.blank();
    for (Link link : report.chain().links()) {
      link(link);
    }
    materials();
    if (report.judgedAt() != null) {
      text.field("judged at", report.judgedAt().truncatedTo(ChronoUnit.SECONDS).toString());
    }
    text.blank();
    verdict();
    return text.toString();
  }

  private void link(Link link) {
    State basis = report.chain().basis(link.id());
    StringBuilder word = new StringBuilder();
    word.append(symbol(link.state())).append(' ').append(link.state().name());
    pad(word, STATE);
    StringBuilder line = new StringBuilder(text.paint(tone(link.state(), basis), word.toString()));
    boolean weakBasis =
        link.state().isStrength() && basis != link.state() && basis.graver(link.state()) == basis;
    StringBuilder id = new StringBuilder(link.id().id());
    if (weakBasis) {
      pad(id, ID);
      id.append("rests on ").append(basis.name());
    }
    text.line(line.append(' ').append(id).toString());
    explain(link);
  }

  /**
   * What a state does not cover is said beside the strongest too: a reader would take it for all.
   */
  private void explain(Link link) {
    boolean proven = link.state() == State.PROVEN;
    // Who signed is what a reader asks of a signature that holds.
    if (!proven || link.id() == LinkId.SIGNATURE) {
      text.paragraph(INDENT, INDENT, Tone.NEUTRAL, link.reason());
    }
    if (link.remark() != null) {
      text.paragraph(INDENT, INDENT, Tone.NEUTRAL, link.remark());
    }
    if (!proven && link.next() != null) {
      text.paragraph(INDENT, INDENT + 6, Tone.LABEL, "next: " + link.next());
    }
  }

  private static void pad(StringBuilder word, int width) {
    while (word.length() < width) {
      word.append(' ');
    }
  }

  private static char symbol(State state) {
    return switch (state) {
      case PROVEN, ATTESTED -> '+';
      case CORROBORATED -> '=';
      case CLAIMED -> '.';
      case ABSENT, NOT_APPLICABLE -> '-';
      case UNDECIDED -> '?';
      case CONTRADICTED -> '!';
    };
  }

  /** A claim is never green, and nothing is green over a contradiction that it rests on. */
  private static Tone tone(State state, State basis) {
    return switch (state) {
      case PROVEN, ATTESTED, CORROBORATED -> basis == State.CONTRADICTED ? Tone.NEUTRAL : Tone.GOOD;
      case CLAIMED, ABSENT, NOT_APPLICABLE -> Tone.NEUTRAL;
      case UNDECIDED -> Tone.WARNING;
      case CONTRADICTED -> Tone.BAD;
    };
  }

  private void materials() {
    if (!report.materials().isEmpty() || !report.setAside().isEmpty()) {
      text.blank();
    }
    for (Material material : report.materials()) {
      text.field(material.origin(), material.kind() + " " + material.location());
      text.field("", material.sha256().hex());
    }
    for (String aside : report.setAside()) {
      text.field("set aside", aside);
    }
  }

  private void verdict() {
    Verdict verdict = report.outcome().verdict();
    Tone tone =
        switch (verdict) {
          case PASS -> Tone.GOOD;
          case FAIL -> Tone.BAD;
          case INCOMPLETE -> Tone.WARNING;
        };
    text.paragraph(0, 2, tone, report.outcome().line());
  }
}
