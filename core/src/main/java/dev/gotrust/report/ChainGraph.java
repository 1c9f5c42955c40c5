package dev.gotrust.report;

import dev.gotrust.report.ReportDocument.DocumentLink;
import dev.gotrust.report.ReportDocument.Judged;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The chain as a graph, from what lies nearest the source down to the bytes: a row for each link,
 * with its state in words, and an arrow from each to what it rests on. It fits a phone.
 */
final class ChainGraph {
  private static final int ROW = 30;
  private static final int AXIS = 110;
  private static final int WIDTH = 360;

  private ChainGraph() {}

  static CharSequence draw(Judged report) {
    List<DocumentLink> links = report.links();
    Map<String, Integer> heights = new HashMap<>();
    for (int i = 0; i < links.size(); i++) {
      heights.put(links.get(i).id(), ROW * (links.size() - i) - ROW / 2);
    }
    int height = ROW * links.size();
    StringBuilder svg = new StringBuilder("<svg class=\"g\" role=\"img\" viewBox=\"0 0 ");
    svg.append(WIDTH).append(' ').append(height).append("\" width=\"").append(WIDTH);
    svg.append("\" height=\"").append(height).append("\"><title>The chain, from source to binary:");
    svg.append(" an arrow leads from each link to what it rests on</title>\n");
    for (DocumentLink link : links) {
      for (String below : link.restsOn()) {
        Integer to = heights.get(below);
        if (to != null) {
          arrow(svg, link, heights.getOrDefault(link.id(), 0), to);
        }
      }
    }
    for (DocumentLink link : links) {
      node(svg, link, heights.getOrDefault(link.id(), 0));
    }
    return svg.append("</svg>\n");
  }

  /** The farther down an arrow leads, the farther out it runs. */
  private static void arrow(StringBuilder svg, DocumentLink link, int from, int to) {
    int reach = AXIS - 14 - Math.min(88, Math.abs(to - from) / 4);
    svg.append("<path class=\"").append(HtmlFile.tone(link)).append("\" d=\"M").append(AXIS - 8);
    svg.append(' ').append(from).append("C").append(reach).append(' ').append(from);
    svg.append(' ').append(reach).append(' ').append(to).append(' ').append(AXIS - 13);
    svg.append(' ').append(to).append("m-5-4 6 4-6 4\"/>\n");
  }

  private static void node(StringBuilder svg, DocumentLink link, int at) {
    svg.append("<g class=\"").append(HtmlFile.tone(link)).append("\"><circle cx=\"").append(AXIS);
    svg.append("\" cy=\"").append(at).append("\" r=\"9\"/><text class=\"y\" x=\"").append(AXIS);
    svg.append("\" y=\"").append(at + 5).append("\">").append(HtmlFile.sign(link.state()));
    svg.append("</text><text x=\"")
        .append(AXIS + 16)
        .append("\" y=\"")
        .append(at + 5)
        .append("\">");
    svg.append(Markup.html(link.id())).append(" <tspan class=\"w\">").append(link.state().name());
    svg.append("</tspan></text></g>\n");
  }
}
