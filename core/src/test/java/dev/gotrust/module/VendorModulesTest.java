package dev.gotrust.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Limits;
import dev.gotrust.module.VendorModules.VendoredModule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VendorModulesTest {
  private static VendorModules parse(String text) throws ModuleFileException {
    return VendorModules.parse("modules.txt", text.getBytes(StandardCharsets.UTF_8));
  }

  private static ModuleFileException refused(String text) {
    return assertThrows(ModuleFileException.class, () -> parse(text));
  }

  @Test
  void readsWhatGoWrites() throws ModuleFileException {
    VendorModules vendor =
        parse(
            "# example.com/a v1.0.0\n## explicit; go 1.21.0\nexample.com/a\nexample.com/a/b\n"
                + "# example.com/c v0.0.0-20200101000000-abcdef123456 => example.com/d v1.2.3\n"
                + "## go 1.17\nexample.com/c\n"
                + "# example.com/e v1.0.0 => ./e\n## explicit\n"
                + "# example.com/f => ../f\n# example.com/g v1.0.0 => ./g\n");
    assertFalse(vendor.workspace());
    assertEquals(
        List.of(
            new VendoredModule(
                new ModuleVersion("example.com/a", "v1.0.0"),
                null,
                true,
                "1.21.0",
                List.of("example.com/a", "example.com/a/b"),
                1),
            new VendoredModule(
                new ModuleVersion("example.com/c", "v0.0.0-20200101000000-abcdef123456"),
                new ModuleVersion("example.com/d", "v1.2.3"),
                false,
                "1.17",
                List.of("example.com/c"),
                5),
            new VendoredModule(
                new ModuleVersion("example.com/e", "v1.0.0"),
                new ModuleVersion("./e", ""),
                true,
                "",
                List.of(),
                8),
            new VendoredModule(
                new ModuleVersion("example.com/f", ""),
                new ModuleVersion("../f", ""),
                false,
                "",
                List.of(),
                10),
            new VendoredModule(
                new ModuleVersion("example.com/g", "v1.0.0"),
                new ModuleVersion("./g", ""),
                false,
                "",
                List.of(),
                11)),
        vendor.modules());
    assertFalse(vendor.modules().get(2).isReplacementOnly());
    assertTrue(vendor.modules().get(3).isReplacementOnly());
    assertTrue(vendor.modules().get(4).isReplacementOnly());
  }

  @Test
  void theHeaderOfAWorkspaceIsTold() throws ModuleFileException {
    VendorModules vendor = parse("## workspace\n# m v1.0.0\n## explicit\n");
    assertTrue(vendor.workspace());
    assertEquals(1, vendor.modules().size());
  }

  @Test
  void anEmptyFileIsOfNoModule() throws ModuleFileException {
    assertEquals(List.of(), parse("").modules());
    assertFalse(parse("\n").workspace());
  }

  @Test
  void lineEndsAndSpacesAreAsGoTakesThem() throws ModuleFileException {
    VendorModules vendor =
        parse("# m  v1.0.0\t\r\n##  go 1.17 ;explicit\r\n\r\n  m/p \r\n# n v1.0.0");
    VendoredModule first = vendor.modules().get(0);
    assertTrue(first.explicit());
    assertEquals("1.17", first.goVersion());
    assertEquals(List.of("m/p"), first.packages());
    assertNull(first.replacement());
    assertEquals("n", vendor.modules().get(1).module().path());
  }

  @Test
  void annotationsOfLaterGoCommandsArePassedOver() throws ModuleFileException {
    assertTrue(parse("# m v1.0.0\n## explicit; later\n").modules().get(0).explicit());
  }

  @Test
  void twoVersionsOfOneModuleMayStandInAWorkspace() throws ModuleFileException {
    String text = "## workspace\n# m v1.0.0\n## explicit\n# m v1.1.0\n## explicit\nm\n# m => ./m\n";
    assertEquals(3, parse(text).modules().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# m",
        "#",
        "##",
        "#m v1.0.0",
        "# m 1.0.0",
        "# m master",
        "# m v1.0.0 v1.0.0",
        "# m v1.0.0 =>",
        "# m =>",
        "# m v1.0.0 => n v1.0.0 x",
        "# m v1.0.0 => n x",
        "# m => ./a directory",
        "# m v1.0.0 -> n v1.0.0",
        "# ../m v1.0.0",
        "# ok v1.0.0",
        "# \u001b[1m v1.0.0",
        "# m v1.0.0 => \u001b[1m v1.0.0",
        "## workspace",
        "## go x",
        "## go 1.18",
        "ok/p",
        "ok/p q",
        "/ok",
        "ok/../p",
        "ok//p",
        "ok/\u00e4",
        "# w => ./w\n## explicit",
        "# w => ./w\nw",
      })
  void aBadLineIsAnErrorWithFileAndLine(String line) {
    String good = "# ok v1.0.0\n## go 1.17\nok/p\n";
    if (line.equals("## workspace")) {
      good = "\n";
    }
    int last = (good + line).split("\n", -1).length;
    ModuleFileException refused = refused(good + line + "\n");
    assertEquals("modules.txt", refused.file());
    assertEquals(last, refused.line(), refused.getMessage());
    assertEquals(ModuleFileException.Kind.MALFORMED, refused.kind());
  }

  @Test
  void aLineBeforeTheFirstModuleIsAnError() {
    assertEquals(1, refused("## explicit\n# m v1.0.0\n").line());
    assertEquals(1, refused("m/p\n# m v1.0.0\n").line());
  }

  @Test
  void otherThanUtf8AndTooMuchIsRefused() {
    assertThrows(
        ModuleFileException.class, () -> VendorModules.parse("modules.txt", new byte[] {-1}));
    ModuleFileException refused =
        assertThrows(
            ModuleFileException.class,
            () -> VendorModules.parse("modules.txt", new byte[Limits.VENDOR_MODULES + 1]));
    assertEquals(ModuleFileException.Kind.TOO_LARGE, refused.kind());
  }
}
