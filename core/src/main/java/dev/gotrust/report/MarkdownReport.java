package dev.gotrust.report;

import dev.gotrust.chain.Verdict;
import dev.gotrust.report.ReportDocument.DocumentLink;
import dev.gotrust.report.ReportDocument.Excused;
import dev.gotrust.report.ReportDocument.Judged;
import dev.gotrust.report.ReportDocument.Refused;
import dev.gotrust.report.ReportDocument.Used;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Markdown as GitHub renders it: how many files came to what, a table of the files, and the chain
 * of each file folded below. Where the whole has a cap, chains are left out first, then rows, and
 * both are counted.
 */
public final class MarkdownReport implements ReportWriter {
  /** Room for the words around what is counted. */
  private static final int RESERVE = 4096;

  private static final char ROW = 'r';
  private static final char CHAIN = 'c';

  private final OutputStream out;
  private final long most;
  private final Held rows = new Held();
  private final Held chains = new Held();
  private final Tally tally = new Tally();
  private long size;
  private int rowsLeftOut;
  private int chainsLeftOut;

  /**
   * Creates a writer.
   *
   * @param out takes the document; neither flushed nor closed
   * @param most bytes that the document may have
   */
  public MarkdownReport(OutputStream out, long most) {
    this.out = out;
    this.most = most - RESERVE;
  }

  @Override
  public void add(ReportDocument document) {
    tally.count(document);
    String row = row(document);
    if (fits(row)) {
      size += rows.add(ROW, row);
    } else {
      rowsLeftOut++;
    }
    if (document instanceof Judged judged) {
      String chain = chain(judged);
      // Rows of files to come go before chains: half of the room is theirs.
      if (fits(chain) && size + bytes(chain) <= most / 2) {
        size += chains.add(CHAIN, chain);
      } else {
        chainsLeftOut++;
      }
    }
  }

  private boolean fits(String text) {
    return size + bytes(text) <= most;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String row(ReportDocument document) {
    String file = document.file().isBlank() ? "(no name)" : document.file();
    String name = Markup.markdown(file);
    if (document instanceof Judged judged) {
      String verdict = sign(judged.verdict()) + " **" + judged.verdict().name() + "**";
      return "| " + name + " | " + verdict + " | " + Markup.markdown(judged.summary()) + " |\n";
    }
    Refused refused = (Refused) document;
    String why = Markup.markdown(refused.kind() + ": " + refused.message());
    return "| " + name + " | ❌ **not analysed** | " + why + " |\n";
  }

  private static String sign(Verdict verdict) {
    return switch (verdict) {
      case PASS -> "✅";
      case FAIL -> "❌";
      case INCOMPLETE -> "⚠️";
    };
  }

  private static String chain(Judged report) {
    StringBuilder text = new StringBuilder("\n<details>\n<summary>");
    text.append(report.verdict().name()).append(" <code>");
    text.append(Markup.markdownHtml(report.file().isBlank() ? "(no name)" : report.file()));
    text.append("</code></summary>\n\nsha256 `").append(report.sha256()).append("`, ");
    text.append(report.size()).append(" bytes\n\n| | link | state | why |\n|---|---|---|---|\n");
    for (DocumentLink link : report.links()) {
      text.append(row(link));
    }
    for (Used used : report.materials()) {
      text.append("\n- ").append(used.origin()).append(": ");
      text.append(Markup.markdown(used.kind() + ' ' + used.location()));
      text.append(", sha256 `").append(used.sha256()).append('`');
    }
    for (Excused exception : report.policy().exceptions()) {
      text.append("\n- exception: ").append(Markup.markdown(exception.sentence()));
    }
    for (String aside : report.setAside()) {
      text.append("\n- set aside: ").append(Markup.markdown(aside));
    }
    return text.append("\n\n</details>\n").toString();
  }

  private static String row(DocumentLink link) {
    List<String> why = new ArrayList<>();
    why.add(Markup.markdown(link.reason()));
    if (link.isOnWeakBasis()) {
      why.add("_rests on " + link.basis().name() + "_");
    }
    if (link.remark() != null) {
      why.add(Markup.markdown(link.remark()));
    }
    if (link.next() != null) {
      why.add("next: " + Markup.markdown(link.next()));
    }
    String symbol = "`" + TextReport.symbol(link.state()) + "`";
    String name = link.state().name().replace("_", "\\_");
    return "| "
        + symbol
        + " | "
        + link.id()
        + " | "
        + name
        + " | "
        + String.join("<br>", why)
        + " |\n";
  }

  @Override
  public void end(RunEnd end) throws IOException {
    print("## gotrust: " + tally.words(end) + "\n");
    for (String failure : end.failures()) {
      print("\n- ❌ " + Markup.markdown(failure) + "\n");
    }
    if (tally.all() > 0) {
      print("\n| file | verdict | what it rests on |\n|---|---|---|\n");
      rows.replay(out, kind -> true);
      chains.replay(out, kind -> true);
    }
    if (rowsLeftOut > 0) {
      print("\n" + rowsLeftOut + " more files have no room in the table.\n");
    }
    if (chainsLeftOut > 0) {
      print(
          "\nThe chains of "
              + chainsLeftOut
              + " files have no room here; `--output json` holds"
              + " them.\n");
    }
  }

  private void print(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
