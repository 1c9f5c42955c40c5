package dev.gotrust.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tree that {@code go mod vendor} makes of two small modules, intact and then not. */
class VendorTreeTest {
  private static final String MODULES =
      "# example.com/m v1.0.0\n## explicit; go 1.21\nexample.com/m/p\n"
          + "# example.com/old v1.0.0 => example.com/m v1.0.0\n## explicit\nexample.com/old/q\n"
          + "# example.com/local v1.0.0 => ./local\n## explicit\nexample.com/local\n";

  @TempDir Path directory;
  private ModuleCache cache;
  private Path vendor;
  private String modules = MODULES;

  @BeforeEach
  void make() throws Exception {
    ZipMaker zip = new ZipMaker();
    zip.add("LICENSE", "free");
    zip.add("go.mod", "module example.com/m\n");
    zip.add("p/p.go", "package p\n");
    zip.add("p/p_test.go", "package p\n");
    zip.add("p/gen.go", "// Copyright\n\n//go:build ignore\n\npackage main\n");
    zip.add("p/data/embedded.txt", "text");
    zip.add("p/asm.s", "TEXT");
    zip.add("q/q.go", "package q\n");
    zip.add("other/o.go", "package other\n");
    cache = new ModuleCache(directory.resolve("cache"));
    Files.createDirectories(cache.zip(ZipMaker.MODULE).getParent());
    Files.write(cache.zip(ZipMaker.MODULE), zip.build());
    vendor = directory.resolve("vendor");
    write("modules.txt", MODULES);
    write("example.com/m/LICENSE", "free");
    write("example.com/m/p/p.go", "package p\n");
    write("example.com/m/p/asm.s", "TEXT");
    write("example.com/m/p/data/embedded.txt", "text");
    write("example.com/old/LICENSE", "free");
    write("example.com/old/q/q.go", "package q\n");
    write("example.com/local/l.go", "package local\n");
  }

  private void write(String name, String text) throws Exception {
    Path file = vendor.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private VendorTree compare() throws Exception {
    byte[] list = modules.getBytes(StandardCharsets.UTF_8);
    return VendorTree.compare(vendor, VendorModules.parse("modules.txt", list), cache);
  }

  @Test
  void anIntactTreeHasNoFinding() throws Exception {
    VendorTree tree = compare();
    assertTrue(tree.isIntact(), tree::toString);
    assertEquals(6, tree.equal());
    assertEquals(1, tree.notCovered());
    assertEquals(3, tree.zips().size());
    assertEquals("replaced by a directory", tree.zips().get(2).problem());
    assertEquals(
        ModuleZip.h1(cache.zip(ZipMaker.MODULE), ZipMaker.MODULE), tree.zips().get(1).h1());
  }

  @Test
  void aModuleBelowOneThatIsADirectoryHidesNothing() throws Exception {
    modules =
        "# example.com/old v1.0.0 => ./local\n## explicit\nexample.com/old\n"
            + "# example.com/old/m v1.0.0 => example.com/m v1.0.0\n## explicit\nexample.com/old/m/p\n";
    write("example.com/old/m/p/p.go", "package p\n");
    write("example.com/old/m/p/asm.s", "TEXT");
    write("example.com/old/m/p/extra.go", "package p\n");
    write("example.com/old/l.go", "package old\n");
    assertTrue(compare().differences().extra().first().contains("example.com/old/m/p/extra.go"));
    assertFalse(compare().differences().extra().first().contains("example.com/old/l.go"));
  }

  @Test
  void filesThatAreEmbeddedAreMissed() throws Exception {
    String source = "package p\n\nimport \"embed\"\n\n//go:embed data *.txt\nvar f embed.FS\n";
    ZipMaker zip = new ZipMaker();
    zip.add("p/p.go", source);
    zip.add("p/a.txt", "a");
    zip.add("p/data/b.bin", "b");
    zip.add("p/data/.hidden", "h");
    zip.add("p/data/deep/c.bin", "c");
    zip.add("p/more/d.txt", "d");
    Files.write(cache.zip(ZipMaker.MODULE), zip.build());
    modules = "# example.com/m v1.0.0\n## explicit; go 1.21\nexample.com/m/p\n";
    write("example.com/m/p/p.go", source);
    write("example.com/m/p/data/b.bin", "b");
    assertEquals(
        List.of("example.com/m/p/a.txt", "example.com/m/p/data/deep/c.bin"),
        compare().differences().missing().first());
  }

  @Test
  void everyDifferenceIsNamed() throws Exception {
    write("example.com/m/p/p.go", "package p // changed\n");
    write("example.com/m/p/extra.go", "package p\n");
    write("example.org/none/x.go", "package none\n");
    Files.delete(vendor.resolve("example.com/m/p/asm.s"));
    Files.createSymbolicLink(vendor.resolve("example.com/m/link"), Path.of("p"));
    VendorTree tree = compare();
    assertFalse(tree.isIntact());
    assertEquals(List.of("example.com/m/p/p.go"), tree.differences().changed().first());
    assertEquals(
        List.of("example.com/m/p/extra.go", "example.org/none/x.go"),
        tree.differences().extra().first());
    assertEquals(List.of("example.com/m/p/asm.s"), tree.differences().missing().first());
    assertEquals(List.of("example.com/m/link"), tree.notRegular().first());
  }

  @Test
  void aModuleWithoutZipIsNotCovered() throws Exception {
    Files.delete(cache.zip(ZipMaker.MODULE));
    VendorTree tree = compare();
    assertTrue(tree.isIntact());
    assertEquals(0, tree.equal());
    assertEquals(7, tree.notCovered());
    assertEquals("its zip is not in the module cache", tree.zips().get(0).problem());
  }

  @Test
  void constraintsThatNoBuildMeetsAreKnown() {
    assertIgnored(true, "//go:build ignore\n\npackage p\n");
    assertIgnored(true, "//go:build ignore && linux\n");
    assertIgnored(true, "/* c\n*/\n//go:build (ignore)\n");
    assertIgnored(true, "// +build ignore\n\npackage p\n");
    assertIgnored(true, "// +build ignore,linux\n\npackage p\n");
    assertIgnored(false, "//go:build !ignore\n");
    assertIgnored(false, "//go:build ignore || linux\n");
    assertIgnored(false, "//go:build linux && !linux\n");
    assertIgnored(false, "// +build ignore linux\n\npackage p\n");
    assertIgnored(false, "// +build ignore\npackage p\n");
    assertIgnored(false, "package p\n//go:build ignore\n");
    assertIgnored(true, "//go:build " + "(".repeat(100_000) + "\n");
  }

  private static void assertIgnored(boolean expected, String text) {
    byte[] data = text.getBytes(StandardCharsets.UTF_8);
    assertEquals(expected, BuildConstraint.isIgnored(data, data.length), text);
  }
}
