package dev.gotrust.report;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.chain.Verdict;
import dev.gotrust.report.ReportDocument.Judged;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;

/**
 * One page for a browser: nothing comes from elsewhere, and a policy in the page itself forbids it.
 * All is there without scripts; the one that stands in the page searches, filters, and draws the
 * graphs that a page on many files leaves out. Of many files, what has no room is left out in this
 * order: graphs, evidence of links that keep nothing from PASS, all evidence, reasons of links that
 * hold.
 */
final class HtmlReport implements ReportWriter {
  private final OutputStream out;
  private final Held body = new Held();
  private final Tally tally = new Tally();
  private final Map<HtmlFile.Part, Long> sizes = new EnumMap<>(HtmlFile.Part.class);
  private int number;

  HtmlReport(OutputStream out) {
    this.out = out;
  }

  @Override
  public void add(ReportDocument document) {
    tally.count(document);
    HtmlFile file = new HtmlFile(++number);
    file.write(
        document, (part, text) -> sizes.merge(part, (long) body.add(part.kind(), text), Long::sum));
  }

  @Override
  public void end(RunEnd end) throws IOException {
    String style = resource("report.css");
    String script = resource("report.js");
    print("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    print("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '");
    print(hash(style) + "'; script-src '" + hash(script));
    print("'; base-uri 'none'; form-action 'none'\">\n");
    print("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    print("<meta name=\"color-scheme\" content=\"light dark\">\n");
    print("<meta name=\"referrer\" content=\"no-referrer\">\n");
    print("<title>gotrust: " + Markup.html(tally.words(end)) + "</title>\n");
    print("<style>" + style + "</style>\n</head>\n<body>\n");
    head(end);
    print("<main id=\"files\">\n");
    int left = level();
    boolean alone = tally.all() == 1;
    body.replay(
        out,
        kind -> {
          HtmlFile.Part part = HtmlFile.Part.of(kind);
          return part.isShown(left) || alone && part == HtmlFile.Part.OPEN;
        });
    print("</main>\n<p id=\"none\" hidden>No file fits the search and the filters.</p>\n");
    foot(end, left);
    print("<script>" + script + "</script>\n</body>\n</html>\n");
  }

  /** Returns how much is left out, so that the page has at most {@link Limits#PAGE_BYTES}. */
  private int level() {
    for (int left = 0; left < HtmlFile.Part.LEVELS; left++) {
      long size = 0;
      for (Map.Entry<HtmlFile.Part, Long> part : sizes.entrySet()) {
        size += part.getKey().isShown(left) ? part.getValue() : 0;
      }
      if (size <= Limits.PAGE_BYTES) {
        return left;
      }
    }
    return HtmlFile.Part.LEVELS;
  }

  private void head(RunEnd end) throws IOException {
    print(
        "<header>\n<h1>gotrust</h1>\n<p class=\"sum\">" + Markup.html(tally.words(end)) + "</p>\n");
    for (String failure : end.failures()) {
      print("<p class=\"bad\">gotrust itself failed: " + Markup.html(failure) + "</p>\n");
    }
    if (tally.all() > 1) {
      filters();
    }
    print("<details class=\"key\"><summary>What the signs mean</summary>\n<dl>");
    for (String[] meaning : HtmlFile.MEANINGS) {
      print("<dt>" + meaning[0] + "</dt><dd>" + meaning[1] + "</dd>");
    }
    print("</dl></details>\n</header>\n");
  }

  /** Shown by the script alone: without it they would do nothing. */
  private void filters() throws IOException {
    print("<form id=\"filter\" role=\"search\" hidden>\n");
    print("<label>Search <input id=\"q\" type=\"search\" autocomplete=\"off\"></label>\n");
    print("<fieldset><legend>Verdict</legend>\n");
    for (Verdict verdict : new Verdict[] {Verdict.FAIL, Verdict.INCOMPLETE, Verdict.PASS}) {
      filter(verdict.name(), tally.of(verdict));
    }
    filter("REFUSED", tally.refused());
    print(
        "</fieldset>\n<label>Link <select id=\"l\"><option value=\"\">any</option></select></label>\n");
    print("<label>is <select id=\"s\"><option value=\"\">any state</option></select></label>\n");
    print("<button type=\"reset\">Clear</button>\n");
    print("<output id=\"count\" aria-live=\"polite\"></output>\n</form>\n");
  }

  private void filter(String name, int count) throws IOException {
    if (count > 0) {
      String label = name.equals("REFUSED") ? "not analysed" : name;
      print("<label><input type=\"checkbox\" name=\"v\" value=\"" + name + "\" checked> ");
      print(label + " (" + count + ")</label>\n");
    }
  }

  private void foot(RunEnd end, int left) throws IOException {
    print("<footer>\n");
    if (left > 0) {
      print("<p>" + HtmlFile.Part.leftOut(left) + " <code>gotrust verify --output json</code>");
      print(" holds everything.</p>\n");
    }
    print("<p>Written by gotrust " + Markup.html(end.toolVersion()) + ". Exit code ");
    print(end.exitCode() + ".</p>\n</footer>\n");
  }

  private static String hash(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return "sha256-" + Base64.getEncoder().encodeToString(Bytes.sha256(bytes).toArray());
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not packaged: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void print(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the word that the page has for what came of a file. */
  static String outcome(ReportDocument document) {
    return document instanceof Judged judged ? judged.verdict().name() : "REFUSED";
  }
}
