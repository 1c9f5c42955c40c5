package dev.gotrust.module;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gotrust.TestFacts;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/** The readers of go.mod and go.sum on any bytes: a content or a refusal, nothing else. */
@Tag("fuzz")
class ModuleFilesFuzzTest {
  static Stream<byte[]> goSums() {
    return Stream.of(
            "m v1.0.0 " + TestFacts.H1_A + "\nm v1.0.0/go.mod " + TestFacts.H1_B + "\n",
            "\r\n\tm v1.0.0 h2:x\nm v1.0.0 " + TestFacts.H1_A,
            "m v1.0.0 " + GoSum.EMPTY_GO_MOD)
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<byte[]> goMods() {
    return Stream.of(
            "module example.com/m // comment\n\ngo 1.26\n",
            "module \"example.com/m\"",
            "module `m`\r\n",
            "module (\n\tm\n)\n",
            "module(\n\"example.com\\x2fm\"\n)\n",
            "// Deprecated: x\nmodule m\ngo 1.26\ntoolchain go1.26.8\nrequire (\n\ta v1.0.0 // indirect\n)\n"
                + "exclude b v1.0.0\nreplace c v1.0.0 => ./c\nretract [v1.0.0, v1.1.0] // bad\n"
                + "tool m/t\nignore ./x\ngodebug x=y\n")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("goSums")
  @FuzzTest
  void goSum(byte[] bytes) {
    GoSum sum;
    try {
      sum = GoSum.parse("go.sum", bytes);
    } catch (ModuleFileException refused) {
      return;
    }
    // What was taken is found again, by the fields as a plain split shows them.
    int lines = 0;
    for (String line : new String(bytes, StandardCharsets.US_ASCII).split("\n")) {
      String[] fields = line.strip().split("[ \t\\x0b\f\r]+");
      if (fields.length != 3 || fields[2].equals(GoSum.EMPTY_GO_MOD)) {
        continue;
      }
      lines++;
      boolean goMod = fields[1].endsWith("/go.mod") && fields[1].length() > "/go.mod".length();
      String version =
          goMod ? fields[1].substring(0, fields[1].length() - "/go.mod".length()) : fields[1];
      ModuleVersion module = new ModuleVersion(fields[0], version);
      boolean found = false;
      for (GoSum.Entry entry : goMod ? sum.goMod(module) : sum.zip(module)) {
        found |= entry.hash().equals(fields[2]);
      }
      if (!found) {
        throw new AssertionError("lost: " + line);
      }
    }
    if (lines != sum.lines()) {
      throw new AssertionError(lines + " lines, but " + sum.lines() + " were counted");
    }
  }

  @MethodSource("goMods")
  @FuzzTest
  void goMod(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      String path = ModuleDirective.parse("go.mod", bytes).modulePath();
      if (path.isEmpty() || !text.contains("\\") && !text.contains(path)) {
        throw new AssertionError("not in the file: " + path);
      }
    } catch (ModuleFileException refused) {
      checkRefusal(refused, "go.mod");
    }
    try {
      GoMod mod = GoMod.parse("go.mod", bytes);
      for (GoMod.Require require : mod.require()) {
        checkVersion(require.module().version());
        checkIn(text, require.module().path());
      }
      mod.exclude().forEach(module -> checkVersion(module.version()));
      mod.retract().forEach(range -> checkVersion(range.low()));
      mod.replace().forEach(replace -> checkIn(text, replace.replacement().path()));
    } catch (ModuleFileException refused) {
      checkRefusal(refused, "go.mod");
    }
  }

  static Stream<byte[]> goWorks() {
    return Stream.of(
            "go 1.26\n\nuse (\n\t./a // a\n\t\"./b c\"\n)\n",
            "toolchain go1.26.8\nreplace a => ../a\ngodebug x=y\n")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("goWorks")
  @FuzzTest
  void goWork(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      GoWork work = GoWork.parse("go.work", bytes);
      work.use().forEach(use -> checkIn(text, use.directory()));
      work.replace().forEach(replace -> checkIn(text, replace.old().path()));
    } catch (ModuleFileException refused) {
      checkRefusal(refused, "go.work");
    }
  }

  static Stream<byte[]> vendorModules() {
    return Stream.of(
            "# m v1.0.0\n## explicit; go 1.26\nm/p\n# n v1.2.3 => ./n\n# o => p v1.0.0\n",
            "## workspace\n# m v1.0.0 => n v1.0.0\r\n## go 1.17\r\nm\r\n")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("vendorModules")
  @FuzzTest
  void vendorModules(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      int before = 0;
      for (VendorModules.VendoredModule module : VendorModules.parse("v", bytes).modules()) {
        checkIn(text, module.module().path());
        module.packages().forEach(path -> checkIn(text, path));
        if (module.line() <= before) {
          throw new AssertionError("line " + module.line() + " behind " + before);
        }
        before = module.line();
      }
    } catch (ModuleFileException refused) {
      checkRefusal(refused, "v");
    }
  }

  static Stream<byte[]> versions() {
    return Stream.of(
            "v1.2.3-pre.0.20191109021931-daa7c04131f5+incompatible",
            "github.com/!burnt!sushi/toml",
            "gopkg.in/yaml.v2-unstable",
            "*.corp.example.com,rsc.io/[a-z]*/?")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("versions")
  @FuzzTest
  void versionsAndPaths(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String canonical = Semver.canonical(text);
    if (Semver.isValid(text) == canonical.isEmpty() || Semver.compare(text, canonical) != 0) {
      throw new AssertionError(text + " and " + canonical);
    }
    PseudoVersion pseudo = PseudoVersion.parse(text);
    if (pseudo != null && pseudo.base() != null && !pseudo.base().isEmpty()) {
      if (Semver.compare(pseudo.base(), text) >= 0) {
        throw new AssertionError(text + " is not behind " + pseudo.base());
      }
    }
    String escaped = ModuleEscape.escapePath(text);
    if (escaped != null && !text.equals(ModuleEscape.unescapePath(escaped))) {
      throw new AssertionError(text + " and " + escaped);
    }
    String plain = ModuleEscape.unescapeVersion(text);
    if (plain != null && !text.equals(ModuleEscape.escapeVersion(plain))) {
      throw new AssertionError(text + " and " + plain);
    }
    PathMajor major = PathMajor.of(text);
    if (major != null && !text.equals(major.prefix() + major.suffix())) {
      throw new AssertionError(text + " and " + major);
    }
    if (bytes.length <= 4096) {
      PrefixPatterns.of(text).matches(text);
    }
  }

  private static void checkRefusal(ModuleFileException refused, String file) {
    if (!refused.getMessage().startsWith(file) || refused.getMessage().length() > 1000) {
      throw new AssertionError("names no file, or is long", refused);
    }
  }

  private static void checkVersion(String version) {
    if (!ModuleVersion.canonical(version).equals(version)) {
      throw new AssertionError("not canonical: " + version);
    }
  }

  private static void checkIn(String text, String found) {
    if (!text.contains("\\") && !text.contains(found)) {
      throw new AssertionError("not in the file: " + found);
    }
  }
}
