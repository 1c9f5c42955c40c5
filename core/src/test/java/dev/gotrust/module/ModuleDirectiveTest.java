package dev.gotrust.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Limits;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModuleDirectiveTest {
  private static String path(String text) throws ModuleFileException {
    return ModuleDirective.parse("go.mod", text.getBytes(StandardCharsets.UTF_8)).modulePath();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "module example.com/m",
        "module example.com/m\n\ngo 1.20\n",
        "\r\nmodule example.com/m\r\n",
        "// module example.com/other\n\tmodule\texample.com/m // the module\n",
        "module \"example.com/m\"\n",
        "module `example.com/m`\n",
        "modules x\nmodule example.com/m\nmodule example.com/other\n",
        "module (\n\n  // a comment\n  example.com/m\n)\n",
        "module (\n\t\"example.com/m\"\n)\n",
        "module(\n\texample.com/m\n)\n",
        "module( // a block\n\"example.com\\x2fm\"\n)\n",
        "module \"example.com\\x2fm\"\n",
        "module \"\\145xample\\u002ecom\\U0000002fm\" // the module\n",
        "module\"x\"\nmodule example.com/m\n",
      })
  void findsTheModulePathAsGoDoes(String text) throws ModuleFileException {
    assertEquals("example.com/m", path(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "module \"example.com/m\n",
        "module `example.com/m\n",
        "module \"\n",
        "module \"\"\n",
        "module a b\n",
        "module exam\u001bple\n",
        "module ex\u00e4mple.com\n",
        "module \"a\\tb\"\n",
        "module \"a\\",
        "module \"a\\\"",
        "module \"a\\x2\"",
        "module \"a\\xzz\"",
        "module \"a\\800\"",
        "module \"a\\u00e4\"",
        "module \"a\\U0001002f\"",
        "module \"a\\Uffffffff\"",
        "module `a\\x2fb`\n",
        "module( example.com/m )\n",
        "module()\n",
        "module (\n)\n",
      })
  void aMalformedDirectiveIsAnErrorWithItsLine(String text) {
    ModuleFileException refused = assertThrows(ModuleFileException.class, () -> path(text));
    assertTrue(refused.line() > 0, refused.getMessage());
    assertTrue(refused.getMessage().startsWith("go.mod:" + refused.line()));
  }

  @Test
  void aFileWithoutDirectiveIsAnError() {
    assertThrows(ModuleFileException.class, () -> path("go 1.20\n"));
    assertThrows(ModuleFileException.class, () -> path(""));
  }

  @Test
  void otherThanUtf8AndTooMuchIsRefused() {
    assertThrows(
        ModuleFileException.class,
        () -> ModuleDirective.parse("go.mod", new byte[] {'m', (byte) 0xff}));
    ModuleFileException refused =
        assertThrows(
            ModuleFileException.class,
            () -> ModuleDirective.parse("go.mod", new byte[Limits.GO_MOD + 1]));
    assertEquals(ModuleFileException.Kind.TOO_LARGE, refused.kind());
  }
}
