package dev.gotrust.module;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gotrust.TestFacts;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** The readers of go.sum and go.mod on any bytes. See {@code specs/fuzzing.md}. */
class ModuleFuzzTest {
  static Stream<byte[]> sums() {
    return Stream.of(
            "golang.org/x/mod v0.1.0 " + TestFacts.H1_A + "\n",
            "a.com/b v1.0.0/go.mod " + TestFacts.H1_B + "\r\n\n",
            "a.com/b v1.0.0 h2:x\na.com/b v1.0.0 h2:x\n")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<byte[]> mods() {
    return Stream.of(
            "module example.com/m // comment\n\ngo 1.21\n",
            "// c\nmodule (\n\t\"example.com/m\"\n)\n",
            "module `example.com/m`\n",
            "module \"a\\x41\"")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("sums")
  @FuzzTest
  void goSum(byte[] bytes) {
    try {
      GoSum sum = GoSum.parse("go.sum", bytes);
      if (sum.lines() < 0) {
        throw new AssertionError("a file has lines or none, not " + sum.lines());
      }
      sum.zip(new ModuleVersion("a.com/b", "v1.0.0"));
      sum.goMod(new ModuleVersion("a.com/b", "v1.0.0"));
    } catch (ModuleFileException refused) {
      check(refused);
    }
  }

  @MethodSource("mods")
  @FuzzTest
  void goMod(byte[] bytes) {
    try {
      GoMod mod = GoMod.parse("go.mod", bytes);
      if (mod.modulePath().isEmpty()) {
        throw new AssertionError("a module has a path");
      }
    } catch (ModuleFileException refused) {
      check(refused);
    }
  }

  private static void check(ModuleFileException refused) {
    if (!refused.getMessage().startsWith("go.")) {
      throw new AssertionError("a message begins with the file's name", refused);
    }
  }
}
