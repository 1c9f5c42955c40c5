package dev.gotrust.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Limits;
import dev.gotrust.module.GoMod.Require;
import dev.gotrust.module.GoMod.Retract;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Go takes and refuses is held against Go in {@link ModuleVectorsTest}; here is the rest. */
final class GoModTest {
  private static final Duration HANG = Duration.ofSeconds(20);

  private static GoMod parse(String text) throws ModuleFileException {
    return GoMod.parse("go.mod", text.getBytes(StandardCharsets.UTF_8));
  }

  private static ModuleFileException refused(String text) {
    return assertThrows(ModuleFileException.class, () -> parse(text));
  }

  private static ModuleVersion module(String path, String version) {
    return new ModuleVersion(path, version);
  }

  @Test
  void everyDirectiveIsRead() throws ModuleFileException {
    GoMod mod =
        parse(
            "// Deprecated: use example.com/n.\nmodule example.com/m // the module\n\n"
                + "go 1.26.0\ntoolchain go1.26.8\ngodebug (\n\tdefault=go1.21\n\ta=b=c\n)\n"
                + "require (\n\ta v1.0.0\n\tb/v2 v2.1.0 // indirect\n)\n"
                + "exclude c v1\nreplace a v1.0.0 => ../a\nreplace d => \"e\" v1.2.3\n"
                + "// Published by mistake.\nretract (\n\tv1.0.0\n\t[v1.1.0, v1.2.0] // lost\n)\n"
                + "tool example.com/m/cmd/t\nignore (\n\t./node_modules\n)\n");
    assertEquals("example.com/m", mod.modulePath());
    assertEquals("use example.com/n.\nthe module", mod.deprecated());
    assertEquals("1.26.0", mod.goVersion());
    assertEquals("go1.26.8", mod.toolchain());
    assertEquals(List.of(new Godebug("default", "go1.21"), new Godebug("a", "b=c")), mod.godebug());
    assertEquals(
        List.of(
            new Require(module("a", "v1.0.0"), false, 11),
            new Require(module("b/v2", "v2.1.0"), true, 12)),
        mod.require());
    assertEquals(List.of(module("c", "v1.0.0")), mod.exclude());
    assertEquals(
        List.of(
            new Replace(module("a", "v1.0.0"), module("../a", ""), 15),
            new Replace(module("d", ""), module("e", "v1.2.3"), 16)),
        mod.replace());
    assertTrue(mod.replace().get(0).isDirectory());
    assertFalse(mod.replace().get(1).isDirectory());
    assertEquals(
        List.of(
            new Retract("v1.0.0", "v1.0.0", "Published by mistake."),
            new Retract("v1.1.0", "v1.2.0", "lost")),
        mod.retract());
    assertEquals(List.of("example.com/m/cmd/t"), mod.tool());
    assertEquals(List.of("./node_modules"), mod.ignore());
  }

  @Test
  void whatStandsTwiceIsKeptTwice() throws ModuleFileException {
    GoMod mod = parse("module m\nrequire a v1.0.0\nrequire a v1.1.0\nexclude a v1.0.0\n");
    assertEquals(2, mod.require().size());
    assertEquals(4, parse("module m\n" + "exclude a v1.0.0\n".repeat(4)).exclude().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "require a|\"path version\" was expected, but found 1 arguments",
        "require a x|a version such as v1.2.3 was expected, but found \"x\"",
        "require a v2.0.0|of \"a\": its version should be v0 or v1, not v2",
        "require a..b/../c v1.0.0|of \"a..b/../c\": one of its elements ends with a dot",
        "go 1|\"go 1.N\" was expected, but found \"1\"",
        "module n|one line \"module\" was expected, but this is another",
        "forbid a|a directive was expected, but found \"forbid\"",
        "tool ./a|a path was expected, but of \"./a\": one of its elements ends with a dot",
        "retract a|a retracted version such as v1.2.3 was expected, but found \"a\"",
        "replace a => b|a version was expected behind a path that does not start with ./, ../ or /",
        "replace a => ./b v1.0.0|no version was expected behind the directory \"./b\"",
        "/* */|a comment should start with //, but found /*",
        "require \"a|the end of a quoted string was expected on its line",
        "a b c d e f g h i j k l m n o p q r|more words than any of them has",
      })
  void anErrorNamesFileAndLineAndBothSides(String line, String problem) {
    ModuleFileException refused = refused("module m\n\n" + line + "\ngo 1.26\n");
    assertEquals(3, refused.line());
    assertEquals(ModuleFileException.Kind.MALFORMED, refused.kind());
    assertTrue(refused.getMessage().startsWith("go.mod:3: "), refused.getMessage());
    assertTrue(refused.getMessage().contains(problem), refused.getMessage());
  }

  /** Go's parser takes these, and the go command refuses most of them afterwards. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "go 1.26\n",
        "module \"\"\n",
        "module \u00e4\n",
        "module m\nrequire ../a v1.0.0\n",
        "module m\nrequire a@b v1.0.0\n",
        "module m\nreplace a => \u00e4 v1.0.0\n",
        "module m\nexclude \"\" v1.0.0\n",
        "module m\ntool ./t\n",
        "module m\nretract master\n",
      })
  void stricterThanGosParser(String text) {
    assertEquals(ModuleFileException.Kind.MALFORMED, refused(text).kind());
  }

  @Test
  void otherThanUtf8AndTooMuchIsRefused() {
    byte[] bytes = {'m', 'o', 'd', 'u', 'l', 'e', ' ', 'm', '/', '/', (byte) 0xe4};
    assertThrows(ModuleFileException.class, () -> GoMod.parse("go.mod", bytes));
    byte[] tooLong = new byte[Limits.GO_MOD + 1];
    Arrays.fill(tooLong, (byte) '\n');
    ModuleFileException refused =
        assertThrows(ModuleFileException.class, () -> GoMod.parse("go.mod", tooLong));
    assertEquals(ModuleFileException.Kind.TOO_LARGE, refused.kind());
  }

  @Test
  void aWordOfAMegabyteIsCutInTheMessage() {
    assertTrue(refused("module m\nrequire a " + "v".repeat(1 << 19)).getMessage().length() < 300);
  }

  /** A block's comment stands for each of its lines, but once in memory. */
  @Test
  void aLongCommentOfALongBlockIsKeptOnce() {
    String comment = "// " + "x".repeat(1 << 19) + '\n';
    String text = "module m\n" + comment + "retract (\n" + "v1.0.0\n".repeat(60_000) + ")\n";
    GoMod mod = assertTimeoutPreemptively(HANG, () -> parse(text));
    assertEquals(60_000, mod.retract().size());
    assertEquals(1 << 19, mod.retract().get(59_999).rationale().length());
  }

  @Test
  void aPathOfManyElementsIsReadSoon() throws ModuleFileException {
    String path = "a/".repeat(400_000) + "a";
    GoMod mod = assertTimeoutPreemptively(HANG, () -> parse("module " + path + "\n"));
    assertEquals(path, mod.modulePath());
  }

  @Test
  void aHugeFileIsReadOrRefusedSoon() {
    for (String part : List.of("(", "\"\\", "//\n", "a ", "a (\n", "\n", "a\n", "=> ")) {
      String text = "module m\n" + part.repeat((Limits.GO_MOD - 20) / part.length());
      assertTimeoutPreemptively(
          HANG,
          () -> {
            try {
              parse(text);
            } catch (ModuleFileException refused) {
              assertTrue(refused.line() > 0);
            }
          },
          part);
    }
  }
}
