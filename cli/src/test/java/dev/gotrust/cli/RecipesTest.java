package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.xml.sax.InputSource;

/** Runs what {@code specs/recipes.md} says: a recipe that does not work is worse than none. */
final class RecipesTest {
  private static final String EXECUTABLE = "rwxr-xr-x";

  /** The tests' working directory lies two below the module, as the build has it. */
  private static final Path PAGE = Path.of("..", "..", "..", "specs", "recipes.md");

  @BeforeEach
  void prepare() throws Exception {
    Sandbox.clean();
    Sandbox.prepare("fixture myapp hello");
    Sandbox.prepare("fixture patched elf-amd64-go1.18-patched");
    Sandbox.prepare("companion go.sum hello go.sum");
    Files.createDirectories(Path.of("bin"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    executable(
        Path.of("bin", "gotrust"),
        "#!/bin/sh\nexec '"
            + java
            + "' -cp '"
            + System.getProperty("java.class.path")
            + "' dev.gotrust.cli.Main \"$@\"\n");
  }

  private static void executable(Path file, String text) throws Exception {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(EXECUTABLE));
  }

  private static List<String> blocks(String language) throws Exception {
    List<String> blocks = new ArrayList<>();
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    while (block.find()) {
      blocks.add(block.group(1));
    }
    assertFalse(blocks.isEmpty(), language);
    return blocks;
  }

  private record Result(int code, String out) {}

  private static Result run(String... command) throws Exception {
    Path out = Files.createTempFile("recipe", ".out");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    String path = Path.of("bin").toAbsolutePath() + ":" + System.getenv("PATH");
    builder.environment().put("PATH", path);
    builder.environment().put("HOME", Path.of("").toAbsolutePath().toString());
    for (String who : new String[] {"GIT_AUTHOR", "GIT_COMMITTER"}) {
      builder.environment().put(who + "_NAME", "n");
      builder.environment().put(who + "_EMAIL", "n@example.com");
    }
    Process process = builder.redirectOutput(out.toFile()).start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("hangs: " + String.join(" ", command));
    }
    String text = Files.readString(out, StandardCharsets.UTF_8);
    Files.delete(out);
    return new Result(process.exitValue(), text);
  }

  @Test
  void theShellLineLetsPassAndStops() throws Exception {
    String line = blocks("sh").get(0);
    Result passes = run("sh", "-euc", line);
    assertEquals(0, passes.code(), passes.out());
    assertTrue(Files.readString(Path.of("trust.json")).contains("PASS"));
    Files.copy(Path.of("patched"), Path.of("myapp"), StandardCopyOption.REPLACE_EXISTING);
    assertEquals(1, run("sh", "-euc", line).code());
    assertTrue(Files.readString(Path.of("trust.json")).contains("FAIL"));
  }

  @Test
  void jobsAreYamlAndRunTheSameLine() throws Exception {
    String line = blocks("sh").get(0).strip();
    for (String job : blocks("yaml")) {
      Object parsed = new Load(LoadSettings.builder().build()).loadFromString(job);
      assertTrue(parsed.toString().contains(line), parsed.toString());
    }
  }

  @Test
  void theMavenPluginIsXml() throws Exception {
    for (String plugin : blocks("xml")) {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(plugin)));
      String words = plugin.replaceAll("(?s)<argument>(.*?)</argument>", "$1");
      assertTrue(words.contains("--require"), words);
    }
  }

  @Test
  void theHookJudgesWhatIsStaged() throws Exception {
    assumeTrue(run("git", "--version").code() == 0, "no git: left out");
    assertEquals(0, run("git", "init", "-q", ".").code());
    executable(Path.of(".git", "hooks", "pre-commit"), blocks("sh").get(1));
    Files.copy(Path.of("myapp"), Path.of("good.bin"));
    assertEquals(0, run("git", "add", "go.sum", "good.bin").code());
    Result good = run("git", "commit", "-q", "-m", "good");
    assertEquals(0, good.code(), good.out());
    Files.copy(Path.of("patched"), Path.of("bad.bin"));
    assertEquals(0, run("git", "add", "bad.bin").code());
    Files.copy(Path.of("myapp"), Path.of("bad.bin"), StandardCopyOption.REPLACE_EXISTING);
    Result bad = run("git", "commit", "-q", "-m", "bad");
    assertTrue(bad.code() != 0, "what is staged counts: " + bad.out());
    assertTrue(bad.out().contains("CONTRADICTED"), bad.out());
    assertEquals(0, run("git", "rm", "-q", "-f", "good.bin", "bad.bin").code());
    byte[] padded = Arrays.copyOf(Files.readAllBytes(Path.of("myapp")), 1_300_000);
    Files.write(Path.of("renamed.bin"), padded);
    assertEquals(0, run("git", "add", "renamed.bin").code());
    Result renamed = run("git", "commit", "-q", "-m", "renamed");
    assertTrue(renamed.code() != 0, "a file that is moved counts too: " + renamed.out());
  }

  @Test
  void theContainerNamesWhatTheDistributionHas() throws Exception {
    String file = blocks("dockerfile").get(0);
    assertTrue(file.startsWith("FROM "), file);
    assertTrue(file.contains("/opt/gotrust/bin/gotrust"), file);
    assertTrue(Files.exists(Path.of("..", "..", "src", "dist", "bin", "gotrust")));
  }
}
