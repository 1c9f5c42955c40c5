package dev.gotrust.report;

import dev.gotrust.bytes.Limits;
import dev.gotrust.chain.State;
import dev.gotrust.report.ReportDocument.Artifact;
import dev.gotrust.report.ReportDocument.Compared;
import dev.gotrust.report.ReportDocument.DocumentLink;
import dev.gotrust.report.ReportDocument.Excused;
import dev.gotrust.report.ReportDocument.Judged;
import dev.gotrust.report.ReportDocument.Lack;
import dev.gotrust.report.ReportDocument.Refused;
import dev.gotrust.report.ReportDocument.Used;
import dev.gotrust.report.Style.Tone;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a page has on one file. */
final class HtmlFile {
  /** The states with what they mean. */
  static final String[][] MEANINGS = {
    {
      "+ PROVEN",
      "recomputed or cryptographically checked, against bytes in hand or a root that"
          + " the user chose"
    },
    {"+ ATTESTED", "a signer that is trusted says so, and the signature holds"},
    {"= CORROBORATED", "independent traces inside the file agree; no outside root"},
    {". CLAIMED", "only the file itself says so"},
    {"- ABSENT", "nothing to check"},
    {"- NOT_APPLICABLE", "the link has no meaning for this file"},
    {"? UNDECIDED", "could not be decided; the reason says why"},
    {"! CONTRADICTED", "evidence disagrees"},
  };

  private final int number;

  HtmlFile(int number) {
    this.number = number;
  }

  /** What a piece of the page is, for it may have to be left out. */
  enum Part {
    ALWAYS('a', 0),
    REASON('r', 1),
    URGENT_EVIDENCE('u', 2),
    EVIDENCE('e', 3),
    GRAPH('g', 4),
    /** The one file of a page lies open. */
    OPEN('o', 5);

    /** How much can be left out. */
    static final int LEVELS = 4;

    private final char kind;
    private final int weight;

    Part(char kind, int weight) {
      this.kind = kind;
      this.weight = weight;
    }

    char kind() {
      return kind;
    }

    static Part of(char kind) {
      for (Part part : values()) {
        if (part.kind == kind) {
          return part;
        }
      }
      throw new IllegalStateException("no part is " + kind);
    }

    boolean isShown(int left) {
      return weight <= LEVELS - left;
    }

    static String leftOut(int left) {
      return switch (left) {
        case 1 -> "The graphs are drawn when a file is opened, by the script of this page.";
        case 2 -> "Evidence of links that keep nothing from PASS has no room here.";
        case 3 -> "Evidence has no room here.";
        default -> "Evidence, and the reasons of links that hold, have no room here.";
      };
    }
  }

  /** Takes the pieces, in order. */
  interface Sink {
    void add(Part part, CharSequence text);
  }

  void write(ReportDocument document, Sink sink) {
    String word = HtmlReport.outcome(document);
    sink.add(Part.ALWAYS, "<details class=\"file\" data-v=\"" + word + '"');
    if (number == 1) {
      sink.add(Part.OPEN, " open");
    }
    StringBuilder text = new StringBuilder(" id=\"f").append(number);
    text.append("\">\n<summary><b class=\"v ").append(tone(word)).append("\">");
    text.append(word.equals("REFUSED") ? "NOT ANALYSED" : word).append("</b> <span class=\"n\">");
    text.append(Markup.html(name(document))).append("</span></summary>\n");
    if (document instanceof Judged judged) {
      text.append("<p>").append(Markup.html(judged.summary())).append("</p>\n");
      sink.add(Part.ALWAYS, text);
      sink.add(Part.GRAPH, ChainGraph.draw(judged));
      StringBuilder facts = new StringBuilder();
      facts(facts, judged);
      lacks(facts, judged);
      sink.add(Part.ALWAYS, facts);
      links(judged, sink);
      StringBuilder end = new StringBuilder();
      materials(end, judged);
      sink.add(Part.ALWAYS, end.append("</details>\n"));
    } else if (document instanceof Refused refused) {
      text.append("<p>").append(Markup.html(refused.kind() + ": " + refused.message()));
      sink.add(Part.ALWAYS, text.append("</p>\n</details>\n"));
    }
  }

  private static String name(ReportDocument document) {
    return document.file().isBlank() ? "(no name)" : document.file();
  }

  private static String tone(String verdict) {
    return switch (verdict) {
      case "PASS" -> "good";
      case "INCOMPLETE" -> "warning";
      default -> "bad";
    };
  }

  static String tone(DocumentLink link) {
    return TextReport.tone(link.state(), link.basis()).name().toLowerCase(Locale.ROOT);
  }

  private static void facts(StringBuilder text, Judged report) {
    Artifact artifact = report.artifact();
    text.append("<dl class=\"facts\">");
    fact(text, "leads to", artifact.target());
    fact(text, "sha256", artifact.sha256());
    fact(text, "size", artifact.size() + " bytes");
    fact(text, "format", artifact.format() + ", " + artifact.os() + "/" + artifact.arch());
    fact(text, "go", artifact.goVersion());
    fact(text, "package", artifact.path());
    fact(text, "version", artifact.version());
    fact(text, "policy", report.policy().name());
    fact(text, "judged at", report.judgedAt());
    text.append("</dl>\n");
  }

  private static void fact(StringBuilder text, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      text.append("<dt>").append(name).append("<dd>").append(Markup.html(value));
    }
  }

  private static void lacks(StringBuilder text, Judged report) {
    if (report.policy().violations().isEmpty()) {
      return;
    }
    text.append("<ul class=\"lacks\">");
    for (Lack lack : report.policy().violations()) {
      text.append("<li><b>").append(Markup.html(lack.link())).append("</b> ");
      text.append(Markup.html(lack.reason()));
    }
    text.append("</ul>\n");
  }

  private static void links(Judged report, Sink sink) {
    sink.add(Part.ALWAYS, "<ol class=\"links\">\n");
    for (DocumentLink link : report.links()) {
      String id = Markup.html(link.id());
      StringBuilder text = new StringBuilder("<li data-l=\"").append(id);
      text.append("\" data-r=\"").append(Markup.html(String.join(" ", link.restsOn())));
      text.append("\"><span class=\"s ").append(tone(link)).append("\">");
      text.append(sign(link.state())).append(' ').append(link.state().name()).append("</span> <b>");
      text.append(id).append("</b>");
      if (link.isOnWeakBasis()) {
        text.append(" <small>rests on ").append(link.basis().name()).append("</small>");
      }
      sink.add(Part.ALWAYS, text.append('\n'));
      boolean urgent = Shortfall.isLacking(report, link.id());
      boolean holds = TextReport.tone(link.state(), link.basis()) == Tone.GOOD;
      sink.add(holds ? Part.REASON : Part.ALWAYS, words(link));
      evidence(link, urgent ? Part.URGENT_EVIDENCE : Part.EVIDENCE, sink);
    }
    sink.add(Part.ALWAYS, "</ol>\n");
  }

  static String sign(State state) {
    return String.valueOf(TextReport.symbol(state));
  }

  private static CharSequence words(DocumentLink link) {
    StringBuilder text = new StringBuilder("<p>").append(Markup.html(link.reason())).append('\n');
    if (link.remark() != null) {
      text.append("<p>").append(Markup.html(link.remark())).append('\n');
    }
    if (link.next() != null && link.state() != State.PROVEN) {
      text.append("<p class=\"next\">next: ").append(Markup.html(link.next())).append('\n');
    }
    return text;
  }

  private static void evidence(DocumentLink link, Part part, Sink sink) {
    if (link.evidence().isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder("<details><summary>evidence (");
    text.append(link.evidence().size())
        .append(")</summary><div class=\"t\" tabindex=\"0\"><table>");
    text.append("<tr><th>what<th>expected<th>actual<th>source\n");
    int shown = Math.min(link.evidence().size(), Limits.PAGE_EVIDENCE);
    for (int i = 0; i < shown; i++) {
      row(text, link.evidence().get(i));
    }
    if (shown < link.evidence().size()) {
      text.append("<tr><td colspan=\"4\">and ").append(link.evidence().size() - shown);
      text.append(" more; --output json holds all\n");
    }
    sink.add(part, text.append("</table></div></details>\n"));
  }

  private static void row(StringBuilder text, Compared piece) {
    text.append("<tr><td>").append(Markup.html(piece.what()));
    if (piece.state() != null) {
      text.append(" <small>").append(piece.state().name()).append("</small>");
    }
    String expected = piece.expected();
    String actual = piece.actual();
    if (expected != null && actual != null && expected.equals(actual)) {
      text.append("<td colspan=\"2\">").append(Markup.html(actual));
    } else {
      text.append("<td>").append(expected == null ? "" : Markup.html(expected));
      text.append("<td>").append(actual == null ? "" : Markup.html(actual));
    }
    text.append("<td>").append(Markup.html(piece.source()));
    if (piece.offset() >= 0) {
      text.append(" at ").append(piece.offset()).append(", ").append(piece.length());
      text.append(" bytes");
    }
    text.append('\n');
  }

  private static void materials(StringBuilder text, Judged report) {
    List<Excused> exceptions = report.policy().exceptions();
    if (report.materials().isEmpty() && report.setAside().isEmpty() && exceptions.isEmpty()) {
      return;
    }
    text.append("<h3>What it was judged by</h3>\n<ul class=\"materials\">");
    for (Used used : report.materials()) {
      text.append("<li>").append(Markup.html(used.origin())).append(": ");
      text.append(Markup.html(used.kind() + ' ' + used.location()));
      text.append(" <code>sha256 ").append(used.sha256()).append("</code>");
    }
    for (Excused exception : exceptions) {
      text.append("<li>exception: ").append(Markup.html(exception.sentence()));
    }
    for (String aside : report.setAside()) {
      text.append("<li>set aside: ").append(Markup.html(aside));
    }
    text.append("</ul>\n");
  }
}
