package dev.gotrust.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A GOROOT in small, as a release's archive has it, intact and then not. */
class GoRootTest {
  private static final ModuleVersion TOOLCHAIN =
      new ModuleVersion("golang.org/toolchain", "v0.0.1-go1.26.8.linux-amd64");

  @TempDir Path goroot;
  private FileHashes zip;

  @BeforeEach
  void make() throws Exception {
    ZipMaker maker = new ZipMaker();
    maker.module = TOOLCHAIN;
    for (String name :
        List.of("VERSION", "bin/go", "pkg/tool/linux_amd64/link", "src/fmt/a.go", "src/_go.mod")) {
      maker.add(name, text(name));
    }
    zip = ModuleZip.read(new ArraySource(maker.build()), "toolchain.zip", TOOLCHAIN);
    for (String name :
        List.of("VERSION", "bin/go", "pkg/tool/linux_amd64/link", "src/fmt/a.go", "test/a.go")) {
      write(name, text(name));
    }
    write("src/go.mod", text("src/_go.mod"));
    write("pkg/obj/left", "over");
  }

  private static String text(String name) {
    return name.equals("VERSION") ? "go1.26.8\ntime 2026-08-28T16:20:06Z\n" : name;
  }

  private void write(String name, String text) throws Exception {
    Path file = goroot.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void anIntactOneHasNoFinding() throws Exception {
    assertEquals(TOOLCHAIN, GoRoot.toolchain(goroot));
    GoRoot found = GoRoot.compare(goroot, zip);
    assertTrue(found.isIntact(), found::toString);
    assertEquals(5, found.equal());
    assertEquals(2, found.notCovered());
  }

  @Test
  void theCopyOfGoModThatTheGoCommandMakesInItsCacheIsNoFinding() throws Exception {
    write("src/_go.mod", text("src/_go.mod"));
    GoRoot found = GoRoot.compare(goroot, zip);
    assertTrue(found.isIntact(), found::toString);
    assertEquals(5, found.equal());
  }

  @Test
  void aVersionThatIsNoTextNamesNoToolchain() throws Exception {
    Files.write(goroot.resolve("VERSION"), new byte[] {(byte) 0xff, 'g', 'o', '1', 0});
    assertNull(GoRoot.toolchain(goroot));
    Files.delete(goroot.resolve("VERSION"));
    Files.createSymbolicLink(goroot.resolve("VERSION"), Path.of("/dev/zero"));
    assertThrows(IOException.class, () -> GoRoot.toolchain(goroot));
  }

  @Test
  void everyDifferenceIsNamed() throws Exception {
    write("bin/go", "other");
    write("src/fmt/b.go", "package fmt");
    write("pkg/linux_amd64/fmt.a", "compiled");
    write("lib/extra", "1");
    Files.delete(goroot.resolve("src/fmt/a.go"));
    Files.createSymbolicLink(goroot.resolve("src/os"), goroot.resolve("test"));
    GoRoot found = GoRoot.compare(goroot, zip);
    assertEquals(List.of("bin/go"), found.differences().changed().first());
    assertEquals(
        List.of("lib/extra", "pkg/linux_amd64/fmt.a", "src/fmt/b.go"),
        found.differences().extra().first());
    assertEquals(List.of("src/fmt/a.go"), found.differences().missing().first());
    assertEquals(List.of("src/os"), found.notRegular().first());
  }
}
