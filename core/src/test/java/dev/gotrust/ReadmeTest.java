package dev.gotrust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.report.Style;
import dev.gotrust.report.TextReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs the Java of README.md against the sample that README verifies. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void theEmbeddingExampleRuns(@TempDir Path directory) throws Exception {
    String readme = Files.readString(ROOT.resolve("README.md"));
    int start = readme.indexOf("```java\n") + 8;
    String code = readme.substring(start, readme.indexOf("```", start));
    Path source = Files.writeString(directory.resolve("Gate.java"), code);
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                Path.of("target/classes").toAbsolutePath().toString(),
                "-d",
                directory.toString(),
                source.toString());
    assertEquals(0, failed);
    String out = run(directory, ROOT.resolve("test-fixtures/samples/hello").toString());
    assertTrue(out.contains("build-id CORROBORATED"), out);
    assertTrue(out.contains("go-sum PROVEN"), out);
    assertTrue(out.contains("PASS (basic)"), out);
  }

  @Test
  void theSampleReportIsWhatIsPrinted() throws Exception {
    String readme = Files.readString(ROOT.resolve("README.md"));
    String sample = "test-fixtures/samples/hello/";
    int start = readme.indexOf("```\n" + sample) + 4;
    VerificationRequest request =
        VerificationRequest.of(ROOT.resolve(sample + "hello"))
            .goSum(ROOT.resolve(sample + "go.sum"))
            .build();
    Judgement.Judged judged = (Judgement.Judged) GoTrust.verify(request);
    String report = TextReport.render(judged.report(), Style.PLAIN);
    assertEquals(
        readme.substring(start, readme.indexOf("```", start)),
        report.replace(ROOT.resolve("x").getParent() + "/", ""));
  }

  private static String run(Path classes, String argument) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      loader
          .loadClass("Gate")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[] {argument});
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
