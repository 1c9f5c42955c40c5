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
            "module(\n\"example.com\\x2fm\"\n)\n")
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
    try {
      String path = GoMod.parse("go.mod", bytes).modulePath();
      String text = new String(bytes, StandardCharsets.UTF_8);
      if (path.isEmpty() || !text.contains("\\") && !text.contains(path)) {
        throw new AssertionError("not in the file: " + path);
      }
    } catch (ModuleFileException refused) {
      if (!refused.getMessage().startsWith("go.mod")) {
        throw new AssertionError("names no file", refused);
      }
    }
  }
}
