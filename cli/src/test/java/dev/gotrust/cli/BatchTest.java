package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ByteSource;
import dev.gotrust.report.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bug that one file brings to light costs no other file its report. */
final class BatchTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void clean() throws IOException {
    Sandbox.clean();
  }

  @Test
  void aFileThatCannotBeJudgedHasNoDocument() throws Exception {
    assertEquals(ExitCode.INTERNAL, run("a", "unjudged", "b"));
    assertEquals("{\"file\":\"a\"}\n{\"file\":\"b\"}\n", out());
    assertEquals("a\n\nb\n\n2 Go programs; 1 not analysed\n", Files.readString(Path.of("t")));
    assertBlames("unjudged");
  }

  @Test
  void aReportThatCannotBeRenderedIsMissingAloneAndWhole() throws Exception {
    assertEquals(ExitCode.INTERNAL, run("a", "broken", "b"));
    assertEquals("{\"file\":\"a\"}\n{\"file\":\"b\"}\n", out());
    assertEquals("a\n\nb\n\n3 Go programs\n", Files.readString(Path.of("t")));
    assertBlames("broken");
  }

  @Test
  void aLongDocumentThatBreaksEndsItsLine() throws Exception {
    assertEquals(ExitCode.INTERNAL, run("a", "long", "broken-long", "b"));
    List<String> lines = out().lines().toList();
    assertEquals(4, lines.size());
    assertEquals(DocumentStream.MOST + "{\"file\":\"long\"}".length(), lines.get(1).length());
    assertTrue(lines.get(1).endsWith("long\"}"));
    assertTrue(lines.get(2).endsWith("xxx"), "broken off");
    assertEquals("{\"file\":\"b\"}", lines.get(3));
    assertBlames("broken-long");
  }

  @Test
  void whatGotrustFailsAtIsInEveryDocument() throws Exception {
    for (String format : List.of("sarif", "junit", "markdown", "github", "html")) {
      assertEquals(ExitCode.INTERNAL, run(List.of(format + "=f"), "a", "unjudged"));
      assertTrue(Files.readString(Path.of("f")).contains("unjudged: a bug in gotrust ("), format);
    }
  }

  private ExitCode run(String... files) throws UsageException {
    return run(List.of("json", "text=t"), files);
  }

  private ExitCode run(List<String> formats, String... files) throws UsageException {
    Surroundings surroundings =
        new Surroundings(
            InputStream.nullInputStream(),
            out,
            err,
            false,
            false,
            Map.of(),
            Path.of(""),
            2,
            () -> 0);
    try (Terminal terminal = new Terminal(surroundings)) {
      List<Output> outputs = Output.parse(Output.TRUST, formats);
      return new Batch(surroundings, terminal, new Stub()).run(List.of(files), outputs, false);
    }
  }

  private void assertBlames(String name) {
    List<String> lines = err.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(2, lines.size(), lines.toString());
    assertTrue(lines.get(0).startsWith("gotrust: " + name + ": a bug in gotrust ("), lines.get(0));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Reports that are as their files are named. */
  private static final class Stub implements Work {
    @Override
    public Report on(Path file, String name, int threads) {
      if (name.equals("unjudged")) {
        throw new IllegalStateException("odd");
      }
      return new StubReport(name);
    }

    @Override
    public Report on(ByteSource source, String name, int threads) {
      throw new IllegalArgumentException(name);
    }
  }

  private record StubReport(String name) implements Report {
    @Override
    public ExitCode code() {
      return ExitCode.OK;
    }

    @Override
    public String tally() {
      return "";
    }

    @Override
    public String text(Style style) {
      breakIfSo();
      return name + '\n';
    }

    @Override
    public void json(OutputStream to, boolean pretty) throws IOException {
      to.write("{\"file\":\"".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; name.endsWith("long") && i < DocumentStream.MOST / 1024; i++) {
        to.write("x".repeat(1024).getBytes(StandardCharsets.UTF_8));
      }
      breakIfSo();
      to.write((name + "\"}\n").getBytes(StandardCharsets.UTF_8));
    }

    private void breakIfSo() {
      if (name.startsWith("broken")) {
        throw new IllegalStateException("odd");
      }
    }
  }
}
