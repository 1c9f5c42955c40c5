package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gotrust.cli.command.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Completes in real shells, where they are, and renders the manual where man is. */
final class CompletionTest {
  @BeforeEach
  void prepare() throws Exception {
    Sandbox.clean();
    Files.createDirectories(Path.of("some dir"));
    Files.writeString(Path.of("go.sum"), "");
    Files.writeString(Path.of("gone file"), "");
    for (String shell : new String[] {"bash", "zsh", "fish"}) {
      Run run = Run.of("completion", shell);
      assertEquals(0, run.code());
      Files.writeString(Path.of(shell + ".script"), run.out());
    }
  }

  private static void assumeThere(String program) {
    boolean there =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    assumeTrue(there, program + " is not on PATH: left out");
  }

  private static String run(String... command) throws Exception {
    Path out = Files.createTempFile("completion", ".out");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HOME", Path.of("").toAbsolutePath().toString());
    builder.environment().put("TERM", "xterm");
    Process process =
        builder
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("hangs: " + Arrays.toString(command) + Files.readString(out));
    }
    String text = Files.readString(out);
    Files.delete(out);
    return text;
  }

  /** Splits as readline does, which takes an equals sign for a word. */
  private static List<String> bash(String line) throws Exception {
    String words =
        String.join(
            " ",
            Stream.of(line.split(" ", -1))
                .flatMap(w -> Stream.of(w.split("(?<==)|(?==)")))
                .map(w -> '\'' + w + '\'')
                .toList());
    return run(
            "bash",
            "--norc",
            "-c",
            "source ./bash.script; COMP_WORDS=("
                + words
                + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _gotrust;"
                + " printf '%s\\n' \"${COMPREPLY[@]}\"")
        .lines()
        .sorted()
        .toList();
  }

  private static List<String> fish(String line) throws Exception {
    return run("fish", "--no-config", "-c", "source ./fish.script; complete -C '" + line + '\'')
        .lines()
        .map(each -> each.split("\t")[0])
        .sorted()
        .toList();
  }

  @Test
  void bashCompletesCommandsOptionsValuesAndFiles() throws Exception {
    assumeThere("bash");
    assertEquals(List.of("toolchain"), bash("gotrust too"));
    assertEquals(List.of("--help", "pack", "prove", "verify"), bash("gotrust modules "));
    assertEquals(List.of("prove"), bash("gotrust modules pr"));
    assertEquals(List.of("--packages"), bash("gotrust inspect --pack"));
    assertEquals(
        List.of("--checksum-db", "--checksum-db-pack"), bash("gotrust modules prove --ch"));
    assertEquals(List.of("go.sum", "gone file"), bash("gotrust verify --go-sum go"));
    assertEquals(List.of("go.sum", "gone file"), bash("gotrust verify --go-sum=go"));
    assertTrue(bash("gotrust verify --go-sum=").contains("some dir"));
    assertEquals(List.of("some dir"), bash("gotrust verify --module-cache "));
    assertEquals(List.of("stripped"), bash("gotrust verify --accept st"));
    assertEquals(List.of("checksum-db"), bash("gotrust verify --require=che"));
    assertEquals(List.of("go.sum", "gone file"), bash("gotrust inspect go.sum go"));
    assertEquals(List.of(""), bash("gotrust verify --source-uri "));
    assertEquals(List.of("zsh"), bash("gotrust completion z"));
    assertEquals(List.of("json", "text"), bash("gotrust inspect --output="));
    assertEquals(List.of("sarif"), bash("gotrust report --output sa"));
    assertEquals(List.of(""), bash("gotrust report --output vs"));
    assertEquals(List.of("vsa"), bash("gotrust verify --output=vs"));
    assertEquals(List.of("check"), bash("gotrust report ch"));
    assertEquals(List.of("go.sum", "gone file"), bash("gotrust report go"));
    assertEquals(List.of("--signature"), bash("gotrust report check --sig"));
    assertEquals(List.of(""), bash("gotrust nothing --x"));
  }

  @Test
  void fishCompletesCommandsOptionsValuesAndFiles() throws Exception {
    assumeThere("fish");
    assertEquals(List.of("toolchain"), fish("gotrust too"));
    assertEquals(List.of("pack", "prove", "verify"), fish("gotrust modules "));
    assertEquals(List.of("--packages"), fish("gotrust inspect --pack"));
    assertEquals(
        List.of("--checksum-db", "--checksum-db-pack"), fish("gotrust modules prove --ch"));
    assertEquals(List.of("go.sum", "gone file"), fish("gotrust verify --go-sum go"));
    assertTrue(fish("gotrust verify --module-cache ").contains("some dir/"));
    assertEquals(List.of("stripped"), fish("gotrust verify --accept st"));
    assertTrue(fish("gotrust inspect go.sum go").contains("go.sum"));
    assertEquals(List.of("zsh"), fish("gotrust completion z"));
    assertEquals(List.of("--help"), fish("gotrust completion --h"));
  }

  /** In a terminal of its own: zsh completes nowhere else. What is typed is echoed completed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gotrust toolc|gotrust toolchain",
        "gotrust modules pr|gotrust modules prove",
        "gotrust inspect --pack|gotrust inspect --packages",
        "gotrust verify --go-sum go.s|gotrust verify --go-sum go.sum",
        "gotrust verify --go-sum=go.s|gotrust verify --go-sum=go.sum",
        "gotrust verify --accept st|gotrust verify --accept stripped",
        "gotrust verify --module-cache som|gotrust verify --module-cache some\\ dir",
        "gotrust report chec|gotrust report check",
        "gotrust report --outp|gotrust report --output",
        "gotrust completion f|gotrust completion fish"
      })
  void zshCompletes(String typedAndShown) throws Exception {
    assumeThere("zsh");
    String typed = typedAndShown.substring(0, typedAndShown.indexOf('|'));
    String shown = typedAndShown.substring(typed.length() + 1);
    Files.writeString(
        Path.of("rc"),
        """
        PROMPT= ; RPROMPT= ; unsetopt prompt_sp prompt_cr beep
        autoload -Uz compinit; compinit -D -u
        source ./zsh.script
        show() { print -r -- "<$BUFFER>" }
        zle -N show; bindkey '^X' show; bindkey '^I' complete-word
        print READY
        """);
    Files.writeString(
        Path.of("driver"),
        """
        zmodload zsh/zpty
        zpty z zsh -f -i
        zpty -w z 'source ./rc'
        zpty -r -m z seen '*READY*'
        zpty -w -n z "$1"$'\\t\\x18'
        zpty -r -m z seen '*<gotrust*>*'
        print -r -- "$seen"
        zpty -d z
        """);
    String out = run("zsh", "-f", "driver", typed);
    assertTrue(out.contains('<' + shown), out);
  }

  @Test
  void everyPageOfTheManualRendersWithoutAWarning() throws Exception {
    assertEquals(0, Run.of("manual", "man1").code());
    for (Commands command : Commands.values()) {
      String name = "gotrust-" + command.words().replace(' ', '-') + ".1";
      boolean isPage = !command.summary().isEmpty() && !isGroup(command);
      assertEquals(isPage, Files.exists(Path.of("man1", name)), name);
    }
    assumeThere("groff");
    try (Stream<Path> pages = Files.list(Path.of("man1"))) {
      for (Path page : pages.sorted().toList()) {
        String text = Files.readString(page);
        assertTrue(text.startsWith(".TH \"GOTRUST"), text);
        assertEquals(
            "", run("groff", "-man", "-Tutf8", "-rCHECKSTYLE=3", "-ww", "-z", page.toString()));
      }
    }
  }

  private static boolean isGroup(Commands command) {
    return Run.of(command.words(), "--help").out().contains(" COMMAND [options] ...");
  }

  @Test
  void whatIsNoShellAndNoDirectory() throws Exception {
    assertEquals(2, Run.of("completion").code());
    assertEquals(2, Run.of("completion", "tcsh").code());
    assertEquals(2, Run.of("manual").code());
    assertEquals(2, Run.of("manual", "go.sum").code());
  }

  @Test
  void theSameEachTime() throws Exception {
    Run.of("manual", "one");
    Run.of("manual", "two");
    try (Stream<Path> pages = Files.list(Path.of("one"))) {
      for (Path page : pages.toList()) {
        assertEquals(-1, Files.mismatch(page, Path.of("two").resolve(page.getFileName())));
      }
    }
  }
}
