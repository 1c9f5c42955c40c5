package dev.gotrust.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gotrust.bytes.Limits;
import dev.gotrust.module.GoWork.Use;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Go takes and refuses is held against Go in {@link ModuleVectorsTest}. */
final class GoWorkTest {
  private static GoWork parse(String text) throws ModuleFileException {
    return GoWork.parse("go.work", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void everyDirectiveIsRead() throws ModuleFileException {
    GoWork work =
        parse(
            "go 1.26.0\n\ntoolchain go1.26.8\ngodebug a=b\nuse .\nuse (\n\t./a // c\n\t\"./b c\"\n)\n"
                + "replace a v1.0.0 => ../a\n");
    assertEquals("1.26.0", work.goVersion());
    assertEquals("go1.26.8", work.toolchain());
    assertEquals(List.of(new Godebug("a", "b")), work.godebug());
    assertEquals(List.of(new Use(".", 5), new Use("./a", 7), new Use("./b c", 8)), work.use());
    ModuleVersion old = new ModuleVersion("a", "v1.0.0");
    assertEquals(List.of(new Replace(old, new ModuleVersion("../a", ""), 10)), work.replace());
  }

  @Test
  void directivesOfGoModAreNone() {
    for (String line : List.of("module m", "require a v1.0.0", "tool a", "require (\n)")) {
      ModuleFileException refused =
          assertThrows(ModuleFileException.class, () -> parse("go 1.26\n" + line + "\n"));
      assertEquals(2, refused.line(), line);
    }
  }

  @Test
  void anEmptyFileIsAWorkspaceOfNothing() throws ModuleFileException {
    assertEquals(List.of(), parse("").use());
  }

  @Test
  void tooMuchIsRefused() {
    byte[] tooLong = new byte[Limits.GO_MOD + 1];
    ModuleFileException refused =
        assertThrows(ModuleFileException.class, () -> GoWork.parse("go.work", tooLong));
    assertEquals(ModuleFileException.Kind.TOO_LARGE, refused.kind());
  }
}
