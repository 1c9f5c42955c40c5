package dev.gotrust.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a browser, where one is on PATH: what the script makes of it, and of hostile text.
 */
final class ChromiumTest {
  private static final RunEnd END = new RunEnd(1, "0.1.0", List.of());

  @TempDir Path directory;

  private static Path chromium() {
    for (String place : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
        Path file = Path.of(place.isEmpty() ? "." : place, name);
        if (Files.isExecutable(file)) {
          return file;
        }
      }
    }
    System.out.println("left out: no chromium on PATH to open the page in");
    return null;
  }

  /** Returns the page as its script leaves it. */
  private String dom(Path chromium, String page) throws Exception {
    Path file = Files.writeString(directory.resolve("page.html"), page);
    Path out = directory.resolve("dom.html");
    Process process =
        new ProcessBuilder(
                chromium.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + directory.resolve("profile"),
                "--enable-logging=stderr",
                "--dump-dom",
                file.toUri().toString())
            .redirectOutput(out.toFile())
            .redirectError(directory.resolve("log").toFile())
            .start();
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the browser hangs");
    String log = Files.readString(directory.resolve("log"), StandardCharsets.ISO_8859_1);
    assertFalse(log.contains(":CONSOLE"), log);
    return Files.readString(out);
  }

  @Test
  void manyFilesAreFilteredAndDrawn() throws Exception {
    Path chromium = chromium();
    if (chromium == null) {
      return;
    }
    List<ReportDocument> many = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      many.add(ReportDocuments.of(FormatsTest.large(i)));
    }
    String page = FormatsTest.render(ReportFormat.HTML, END, many.toArray(new ReportDocument[0]));
    assertFalse(page.contains("<svg"), "graphs have no room");
    String dom = dom(chromium, page);
    assertTrue(dom.contains("1000 of 1000 shown"), "the script ran");
    assertTrue(dom.contains("<option value=\"go-sum\">go-sum</option>"));
    assertFalse(dom.contains("<svg"), "drawn when a file is opened");
    page = FormatsTest.render(ReportFormat.HTML, END, many.get(0));
    assertEquals(2, page.split("<svg class=\"g\"", -1).length, "the one file has its graph");
    page = page.replaceAll("(?s)<svg.*?</svg>", "");
    dom = dom(chromium, page);
    assertEquals(2, dom.split("<svg class=\"g\"", -1).length, "the script draws it too");
  }

  @Test
  void hostileTextStaysText() throws Exception {
    Path chromium = chromium();
    if (chromium == null) {
      return;
    }
    List<ReportDocument> all = new ArrayList<>();
    for (String text : FormatsTest.texts().toList()) {
      all.add(ReportDocuments.of(FormatsTest.hostile(text)));
      all.add(ReportDocuments.of(FormatsTest.refusal(text)));
    }
    String page = FormatsTest.render(ReportFormat.HTML, END, all.toArray(new ReportDocument[0]));
    String dom = dom(chromium, page);
    assertTrue(dom.contains(all.size() + " of " + all.size() + " shown"), "the script ran");
    String body = dom.substring(dom.indexOf("<body"), dom.lastIndexOf("<script"));
    for (String tag : List.of("<script", "<img", "<iframe", "<a ", "<link", "onerror=\"")) {
      assertFalse(body.contains(tag), tag);
    }
  }
}
