package dev.gotrust.report;

import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.Verdict;
import dev.gotrust.report.ReportDocument.Artifact;
import dev.gotrust.report.ReportDocument.DocumentLink;
import dev.gotrust.report.ReportDocument.Excused;
import dev.gotrust.report.ReportDocument.Judged;
import dev.gotrust.report.ReportDocument.Used;
import dev.gotrust.report.Style.Tone;
import org.jspecify.annotations.Nullable;

/**
 * A trust report for people: what was judged, one line a link, why and what to do where a link is
 * not proven, the verdict last. Words stand beside every symbol; 80 columns.
 */
public final class TextReport {
  private static final int STATE = 16;
  private static final int ID = 15;
  private static final int INDENT = 4;

  private final Judged report;
  private final TextBlock text;

  private TextReport(Judged report, Style style) {
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
    TextReport page = new TextReport(ReportDocuments.of(report), style);
    FactsText.header(page.text, report.facts());
    return page.render();
  }

  /**
   * {@return the report of a stored document: what {@link #render(TrustReport, Style)} returns, but
   * of the main module and of further slices, which the document does not hold}
   *
   * @param report what was judged
   * @param style paints the words; {@link Style#PLAIN} for no terminal
   */
  public static String render(Judged report, Style style) {
    TextReport page = new TextReport(report, style);
    page.header(report.artifact());
    return page.render();
  }

  private void header(Artifact artifact) {
    FactsText.title(text, artifact.file());
    if (artifact.target() != null) {
      text.field("leads to", artifact.target());
    }
    text.field("sha256", artifact.sha256());
    text.field("size", artifact.size() + " bytes");
    text.field(
        "format", artifact.format() + ", " + known(artifact.os()) + "/" + known(artifact.arch()));
    text.field("go", known(artifact.goVersion()));
    if (artifact.path() != null && !artifact.path().isEmpty()) {
      text.field("package", artifact.path());
    }
    if (artifact.version() != null && !artifact.version().isEmpty()) {
      text.field("version", artifact.version());
    }
  }

  private static String known(@Nullable String word) {
    return word == null || word.isEmpty() ? "unknown" : word;
  }

  private String render() {
    text.blank();
    for (DocumentLink link : report.links()) {
      link(link);
    }
    materials();
    for (Excused exception : report.policy().exceptions()) {
      text.field("exception", exception.sentence());
    }
    if (report.judgedAt() != null) {
      text.field("judged at", report.judgedAt());
    }
    text.blank();
    verdict();
    return text.toString();
  }

  private void link(DocumentLink link) {
    StringBuilder word = new StringBuilder();
    word.append(symbol(link.state())).append(' ').append(link.state().name());
    pad(word, STATE);
    Tone tone = tone(link.state(), link.basis());
    StringBuilder line = new StringBuilder(text.paint(tone, word.toString()));
    StringBuilder id = new StringBuilder(link.id());
    if (link.isOnWeakBasis()) {
      pad(id, ID);
      id.append("rests on ").append(link.basis().name());
    }
    text.line(line.append(' ').append(id).toString());
    explain(link);
  }

  /**
   * What a state does not cover is said beside the strongest too: a reader would take it for all.
   */
  private void explain(DocumentLink link) {
    boolean proven = link.state() == State.PROVEN;
    // Who signed is what a reader asks of a signature that holds.
    if (!proven || link.id().equals(LinkId.SIGNATURE.id())) {
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

  static char symbol(State state) {
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
  static Tone tone(State state, State basis) {
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
    for (Used material : report.materials()) {
      text.field(material.origin(), material.kind() + " " + material.location());
      text.field("", material.sha256());
    }
    for (String aside : report.setAside()) {
      text.field("set aside", aside);
    }
  }

  private void verdict() {
    Verdict verdict = report.verdict();
    Tone tone =
        switch (verdict) {
          case PASS -> Tone.GOOD;
          case FAIL -> Tone.BAD;
          case INCOMPLETE -> Tone.WARNING;
        };
    text.paragraph(0, 2, tone, report.summary());
  }
}
