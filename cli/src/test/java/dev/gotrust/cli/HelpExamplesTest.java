package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.cli.command.Commands;
import dev.gotrust.fixtures.Fixtures;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the examples of every command's help, among files that are named as in them. Nothing is
 * asked of a server: the codes that say so are as good as others, a usage error is not.
 */
final class HelpExamplesTest {
  private static final Set<Integer> ENDS = Set.of(0, 1, 3, 4, 5);

  /** What examples name outside their directory, and what stands for it here. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "/usr/local/bin", "dist",
          "/usr/local/go", "goroot",
          "~/src/myapp", ".",
          "~/go/pkg/mod", "modcache",
          "/tmp/mod", "modcache",
          "\"$KEPT\"", "0".repeat(64));

  /** What asks servers that no setting leads elsewhere. */
  private static final List<String> NETWORK =
      List.of("gotrust trust update", "gotrust sign --identity-token");

  /** What a command makes, and refuses to replace. */
  private static final Map<String, List<String>> MADE =
      Map.of(
          "gotrust attest", List.of("app.att.json"),
          "gotrust sign", List.of("app.sigstore.json"),
          "gotrust policy init", List.of("policy.yaml", "policy.yaml.sig"),
          "gotrust audit init", List.of("accepted.jsonl", "accepted.jsonl.head"),
          "gotrust generate-key-pair", List.of("cosign.key", "cosign.pub"));

  /** Made once: the password of a key is hashed for long. */
  private static byte[] key = new byte[0];

  @BeforeAll
  static void makeKey() throws Exception {
    Sandbox.clean();
    Run run = environment().start("generate-key-pair");
    assertEquals(0, run.code(), run.err());
    key = Files.readAllBytes(Path.of("cosign.key"));
  }

  private static Run environment() {
    return new Run()
        .with("GOPROXY", "off")
        .with("GOSUMDB", "sum.golang.org")
        .with("GOROOT", "goroot")
        .with("COSIGN_PASSWORD", "secret")
        .with("GOMODCACHE", Path.of("modcache").toAbsolutePath().toString())
        .with("XDG_CACHE_HOME", Path.of("cache").toAbsolutePath().toString());
  }

  private static void prepare(String example) throws Exception {
    Sandbox.clean();
    for (String line :
        """
        fixture myapp hello
        fixture app hello
        fixture dist/myapp hello
        companion go.sum hello go.sum
        companion go.mod hello go.mod
        text go.txt >=1.18
        text password.txt secret
        sample cosign.pub cosign/keys/ecdsa.pub
        sample app.sigstore.json cosign/ecdsa/v3.bundle.sigstore.json
        sample app.att.json cosign/ecdsa/v3.att.spdxjson.sigstore.json
        sample app.intoto.jsonl npm-sigstore-2.0.0-provenance.json
        text goroot/VERSION go1.26.1\\ntime now\\n
        directory goroot/pkg/tool/linux_amd64
        directory modcache
        """
            .lines()
            .toList()) {
      Sandbox.prepare(line);
    }
    try (InputStream pack = Fixtures.class.getResourceAsStream("hello.pack")) {
      Files.write(Path.of("myapp.pack"), pack.readAllBytes());
    }
    Files.write(Path.of("cosign.key"), key);
    assertEquals(0, environment().start("policy", "init", "-o", "policy.yaml", "myapp").code());
    Sandbox.prepare("key policy.pub 1");
    Sandbox.prepare("sign policy.yaml.sig policy.yaml");
    environment().start("verify", "--no-discovery", "--output", "json=report.json", "myapp");
    Files.copy(Path.of("report.json"), Path.of("reports.jsonl"));
    Sandbox.prepare("sample myapp.sig cosign/ecdsa/v2.sig");
    assertEquals(0, environment().start("sbom", "-o", "myapp.cdx.json", "myapp").code());
    assertEquals(0, environment().start("audit", "init", "accepted.jsonl").code());
    for (Map.Entry<String, List<String>> made : MADE.entrySet()) {
      for (String file : example.contains(made.getKey()) ? made.getValue() : List.<String>of()) {
        Files.deleteIfExists(Path.of(file));
      }
    }
  }

  static Stream<String> examples() {
    List<String> all = new ArrayList<>();
    for (Commands command : Commands.values()) {
      all.addAll(of(help(command)));
    }
    all.addAll(of(Run.of("help").out()));
    return all.stream();
  }

  private static String help(Commands command) {
    List<String> words = new ArrayList<>(Arrays.asList(command.words().split(" ")));
    words.add("--help");
    return command.summary().isEmpty() ? "" : Run.of(words.toArray(new String[0])).out();
  }

  private static List<String> of(String help) {
    List<String> examples = new ArrayList<>();
    boolean within = false;
    for (String line : help.replaceAll("\\\\\n *", "").lines().toList()) {
      within = line.equals("Examples:") || within && line.startsWith("  ");
      if (within && line.startsWith("  ")) {
        examples.add(line.strip());
      }
    }
    return examples;
  }

  @Test
  void everyCommandHasExamples() {
    for (Commands command : Commands.values()) {
      String help = help(command);
      boolean isGroup = help.contains("COMMAND [options] ...");
      assertTrue(help.isEmpty() || isGroup || !of(help).isEmpty(), command.words());
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void eachEndsAsItIsSaidTo(String example) throws Exception {
    prepare(example);
    Run run = environment();
    String line = example;
    if (line.contains(" | ")) {
      run.from(new ByteArrayInputStream(Files.readAllBytes(Path.of("myapp"))));
      line = line.substring(line.indexOf(" | ") + 3);
    }
    line = line.replaceAll(" > \\S+$", "").replaceAll("^[A-Z_]+=\\S+ ", "");
    assertTrue(line.startsWith("gotrust "), line);
    for (Map.Entry<String, String> place : ELSEWHERE.entrySet()) {
      line = line.replace(place.getKey(), place.getValue());
    }
    if (NETWORK.stream().anyMatch(line::startsWith)) {
      line += " --help"; // parsed, not run
    }
    List<String> words = Run.words(line);
    run.start(words.subList(1, words.size()).toArray(new String[0]));
    assertTrue(ENDS.contains(run.code()), run.code() + ": " + run.err());
    assertFalse(run.err().contains("no such file"), run.err());
  }
}
