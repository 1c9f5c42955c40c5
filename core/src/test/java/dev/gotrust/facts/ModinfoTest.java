package dev.gotrust.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.facts.BuildInfo.Setting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines of modinfo, those that Go writes and those that it refuses. */
final class ModinfoTest {
  private static BuildInfo parse(String text) throws FormatException {
    return Modinfo.parse("go1.26.1", text);
  }

  @Test
  void readsEveryKindOfLine() throws FormatException {
    String text =
        """
        path\texample.com/m/cmd
        mod\texample.com/m\tv1.2.3\th1:main=
        dep\ta.com/a\tv1.0.0\th1:a=
        dep\tb.com/b\tv1.0.0
        =>\tc.com/c\tv2.0.0\th1:c=
        dep\td.com/d\tv1.0.0
        =>\t./d\t\t

        build\t-compiler=gc
        build\tCGO_CFLAGS=
        build\t"-ldflags"="-X \\"a=b\\""
        build\t-tags=`a "b"`
        """;
    BuildInfo info = parse(text);
    assertEquals("go1.26.1", info.goVersion());
    assertEquals("example.com/m/cmd", info.path());
    assertEquals(new Module("example.com/m", "v1.2.3", "h1:main=", null), info.main());
    assertEquals(
        List.of(
            new Module("a.com/a", "v1.0.0", "h1:a=", null),
            new Module("b.com/b", "v1.0.0", "", new Module("c.com/c", "v2.0.0", "h1:c=", null)),
            new Module("d.com/d", "v1.0.0", "", new Module("./d", "", "", null))),
        info.deps());
    assertEquals(
        List.of(
            new Setting("-compiler", "gc"),
            new Setting("CGO_CFLAGS", ""),
            new Setting("-ldflags", "-X \"a=b\""),
            new Setting("-tags", "a \"b\"")),
        info.settings());
    assertEquals(List.of(), info.unknownLines());
    assertEquals(text, info.modinfo());
    assertEquals("c.com/c", info.deps().get(1).effective().path());
    assertEquals("a.com/a", info.deps().get(0).effective().path());
    assertEquals("gc", info.setting("-compiler"));
    assertNull(info.setting("-compile"));
  }

  @Test
  void theMainModuleMayBeReplaced() throws FormatException {
    BuildInfo info = parse("mod\tm\t(devel)\n=>\t/src/m\tv1\th1:x\n");
    assertEquals(
        new Module("m", "(devel)", "", new Module("/src/m", "v1", "h1:x", null)), info.main());
  }

  @Test
  void nothingIsNothing() throws FormatException {
    BuildInfo info = parse("");
    assertEquals("", info.path());
    assertNull(info.main());
    assertEquals(List.of(), info.deps());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mod\tm",
        "mod\tm\tv1\th1:x\textra",
        "dep\tm",
        "dep\tm\tv1\th1:x\textra",
        "=>\tm\tv1\th1:x",
        "build\tnovalue",
        "build\t=x",
        "build\t",
        "build\ta b=c",
        "build\ta=b c",
        "build\ta=\"b",
        "build\ta=\"b\"c",
        "build\t\"a=b",
        "build\t\"a\"b=c",
        "build\t\"a\"",
        "build\ta=`b",
        "build\ta=b\tc",
        "PATH\tx",
        "path x",
        " path\tx",
        "\0",
        "future\tkind\tof line",
        "dep"
      })
  void whatIsNotUnderstoodIsKept(String line) throws FormatException {
    BuildInfo info = parse("path\tp\n" + line + "\nbuild\tk=v\n");
    assertEquals(List.of(line), info.unknownLines());
    assertEquals("p", info.path());
    assertEquals(List.of(new Setting("k", "v")), info.settings());
  }

  @Test
  void aReplacementBelongsToTheModuleRightBefore() throws FormatException {
    String by = "=>\tc\tv1\th1:c\n";
    BuildInfo info = parse("dep\ta\tv1\n" + by + by);
    assertEquals(1, info.deps().size());
    assertEquals(List.of("=>\tc\tv1\th1:c"), info.unknownLines());
    // As in Go, lines of other kinds may stand between.
    assertEquals("c", parse("dep\ta\tv1\nbuild\tk=v\n" + by).deps().get(0).effective().path());
  }

  @Test
  void theLastLineNeedsItsEnd() throws FormatException {
    assertEquals(List.of("path\tx"), parse("path\tx").unknownLines());
  }

  @ParameterizedTest
  @CsvSource({"dep, 5000", "build, 10000", "unknown, 10000"})
  void refusesMoreThanAreRead(String kind, int limit) throws FormatException {
    String line =
        switch (kind) {
          case "dep" -> "dep\ta\tv\n";
          case "build" -> "build\tk=v\n";
          default -> "?\n";
        };
    BuildInfo info = parse(line.repeat(limit));
    assertEquals(limit, info.deps().size() + info.settings().size() + info.unknownLines().size());
    FormatException refused =
        assertThrows(FormatException.class, () -> parse(line.repeat(limit + 1)));
    assertEquals(FormatException.Kind.TOO_LARGE, refused.kind());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\"", "\\", "`", "=>\ta\tb\tc\n", "path\tx\n", "\t", "mod\ta\tb\n"})
  void eightMegabytesOfAnythingTakeLinearTime(String unit) {
    String text = "build\tk=\"" + unit.repeat(Limits.MODINFO / unit.length() - 4);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          try {
            assertEquals(text, parse(text).modinfo());
          } catch (FormatException refused) {
            assertEquals(FormatException.Kind.TOO_LARGE, refused.kind());
          }
        });
  }
}
