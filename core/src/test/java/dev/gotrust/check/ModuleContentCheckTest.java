package dev.gotrust.check;

import static dev.gotrust.TestFacts.H1_A;
import static dev.gotrust.TestFacts.module;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.TestFacts;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.facts.Inspection;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.material.GoEnvironment;
import dev.gotrust.material.Material;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.material.Materials;
import dev.gotrust.material.Materials.SumFile;
import dev.gotrust.material.ModuleFiles;
import dev.gotrust.module.CacheExaminer;
import dev.gotrust.module.GoSum;
import dev.gotrust.module.ModuleCache;
import dev.gotrust.module.ModuleVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The link module-content, on a cache that holds one real module. */
final class ModuleContentCheckTest {
  private static final ModuleVersion QUOTE = new ModuleVersion("rsc.io/quote", "v1.5.2");
  private static final String H1 = "h1:w5fcysjrx7yqtD/aO+QwRjYZOKnaM9Uh2b40tElTs3Y=";

  @TempDir Path temporary;
  private final TestFacts facts = new TestFacts();
  private ModuleCache cache;
  private Path vendor;
  private Materials materials = Materials.NONE;

  @BeforeEach
  void fill() throws IOException {
    cache = new ModuleCache(temporary.resolve("cache"));
    vendor = temporary.resolve("vendor");
    Files.createDirectories(cache.zip(QUOTE).getParent());
    try (InputStream zip = Fixtures.class.getResourceAsStream("modules/rsc.io-quote-v1.5.2.zip")) {
      Files.copy(zip, cache.zip(QUOTE));
    }
    extract(cache.directory(QUOTE), false);
    facts.deps.add(module(QUOTE.path(), QUOTE.version(), H1));
  }

  private void extract(Path into, boolean vendored) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(cache.zip(QUOTE)))) {
      for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
        String name = entry.getName().substring(QUOTE.toString().length() + 1);
        boolean wanted =
            !name.contains("/") && !name.endsWith("_test.go") && !name.equals("go.mod");
        if (!vendored || wanted) {
          Path file = into.resolve(name);
          Files.createDirectories(file.getParent());
          Files.write(file, in.readAllBytes());
        }
      }
    }
  }

  private void vendor() throws IOException {
    extract(vendor.resolve("rsc.io/quote"), true);
    Files.writeString(
        vendor.resolve("modules.txt"), "# rsc.io/quote v1.5.2\n## explicit\nrsc.io/quote\n");
  }

  private TrustChain judge(@Nullable Path vendorTree) throws Exception {
    Inspection inspection = facts.inspection(facts.binary());
    GoEnvironment settings = GoEnvironment.read(Map.of("GOENV", "off", "PATH", ""));
    ModuleFiles files =
        new ModuleFiles(cache.root(), vendorTree, settings, 2, CacheExaminer.Progress.NONE);
    return Checks.judge(
        inspection, materials.withContents(files.examine(Checks.contents(inspection))));
  }

  private Link link(@Nullable Path vendorTree, State state, String... words) throws Exception {
    Link link = judge(vendorTree).link(LinkId.MODULE_CONTENT);
    assertEquals(state, link.state(), link.reason());
    for (String word : words) {
      assertTrue(link.reason().contains(word), link.reason());
    }
    return link;
  }

  @Test
  void nothingGivenIsAbsent() {
    Link link =
        Checks.judge(facts.inspection(facts.binary()), Materials.NONE).link(LinkId.MODULE_CONTENT);
    assertEquals(State.ABSENT, link.state());
    assertTrue(link.next().contains("--module-cache"));
  }

  @Test
  void zipAndDirectoryHashToTheDeclaredH1() throws Exception {
    Link link = link(null, State.PROVEN, "the one declared module is in the module cache");
    assertEquals(2, link.evidence().size());
    for (Evidence evidence : link.evidence()) {
      assertEquals(H1, evidence.expected());
      assertEquals(H1, evidence.actual());
    }
  }

  @Test
  void theBetterOfGoSumAndDatabaseIsItsBasis() throws Exception {
    sum(QUOTE.path() + ' ' + QUOTE.version() + ' ' + H1 + '\n');
    // That go.sum holds the h1 is PROVEN; that the list of modules is whole nothing shows here.
    assertEquals(State.UNDECIDED, judge(null).state(LinkId.PACKAGES));
    assertEquals(State.UNDECIDED, judge(null).basis(LinkId.MODULE_CONTENT));
    sum(QUOTE.path() + ' ' + QUOTE.version() + ' ' + H1_A + '\n');
    assertEquals(State.CONTRADICTED, judge(null).basis(LinkId.MODULE_CONTENT));
  }

  @Test
  void anotherDeclaredH1Contradicts() throws Exception {
    facts.deps.set(0, module(QUOTE.path(), QUOTE.version(), H1_A));
    link(null, State.CONTRADICTED, QUOTE.toString(), "its zip in the module cache hashes to " + H1);
  }

  @Test
  void filesOfTheDirectoryThatDifferAreNamed() throws Exception {
    Files.writeString(cache.directory(QUOTE).resolve("quote.go"), "package quote\n");
    Files.writeString(cache.directory(QUOTE).resolve("more.go"), "package quote\n");
    Files.delete(cache.directory(QUOTE).resolve("LICENSE"));
    Link link =
        link(null, State.CONTRADICTED, "changed: quote.go", "extra: more.go", "missing: LICENSE");
    assertTrue(link.evidence().size() >= 4);
  }

  @Test
  void whatIsNotInTheCacheIsUndecided() throws Exception {
    facts.deps.add(module("example.com/gone", "v1.0.0", H1_A));
    link(null, State.UNDECIDED, "1 of 2", "not in the module cache: example.com/gone@v1.0.0");
  }

  @Test
  void aDamagedZipIsUndecided() throws Exception {
    Files.write(cache.zip(QUOTE), new byte[100]);
    link(null, State.UNDECIDED, "0 of 1", "can't be told: " + QUOTE);
  }

  @Test
  void hostilePathsReachNoFile() throws Exception {
    facts.deps.set(0, module("../../etc", "v1.0.0", H1_A));
    link(null, State.UNDECIDED, "no path and version of a Go module");
  }

  @Test
  void aVendorTreeOfTheSameFiles() throws Exception {
    vendor();
    link(vendor, State.PROVEN, "and the vendored files are those of its zips");
  }

  @Test
  void aVendoredFileThatDiffersContradicts() throws Exception {
    vendor();
    Files.writeString(vendor.resolve("rsc.io/quote/quote.go"), "package quote\n");
    Files.writeString(vendor.resolve("rsc.io/quote/more.go"), "package quote\n");
    Link link =
        link(vendor, State.CONTRADICTED, "changed: rsc.io/quote/quote.go", "extra: rsc.io/quote/m");
    assertTrue(link.evidence().get(0).what().contains("vendored file"));
  }

  @Test
  void theListOfAVendorTreeAgreesWithTheGoModBesideIt() throws Exception {
    vendor();
    Path goMod = temporary.resolve("go.mod");
    String front = "module example.com/app\n\ngo 1.21\n\n";
    Files.writeString(goMod, front + "require rsc.io/quote v1.5.2\n");
    link(vendor, State.PROVEN);
    Files.writeString(goMod, front + "require rsc.io/quote v1.5.1\n");
    link(vendor, State.CONTRADICTED, "go.mod:5: required in go.mod, but modules.txt does not have");
    Files.writeString(goMod, "modul example.com/app\n");
    link(vendor, State.UNDECIDED, "go.mod:1");
  }

  @Test
  void aVendorTreeWithoutAListCantBeTold() throws Exception {
    vendor();
    Files.delete(vendor.resolve("modules.txt"));
    link(vendor, State.UNDECIDED, "modules.txt");
    Files.createSymbolicLink(vendor.resolve("modules.txt"), Path.of("/dev/zero"));
    link(vendor, State.UNDECIDED, "no regular file");
  }

  @Test
  void vendoredModulesAreHeldAgainstGoSum() throws Exception {
    vendor();
    facts.deps.set(0, module(QUOTE.path(), QUOTE.version(), ""));
    link(vendor, State.UNDECIDED, "0 of 1", "nothing tells the h1 of its zip");
    sum(QUOTE.path() + ' ' + QUOTE.version() + ' ' + H1 + '\n');
    link(vendor, State.UNDECIDED, "0 of 1", "1 declared without an h1");
    sum(QUOTE.path() + ' ' + QUOTE.version() + ' ' + H1_A + '\n');
    link(vendor, State.CONTRADICTED, "the zip of vendored " + QUOTE + " hashes to " + H1);
  }

  private void sum(String text) throws Exception {
    GoSum sum = GoSum.parse("go.sum", text.getBytes(StandardCharsets.UTF_8));
    Material material = new Material("go.sum", "go.sum", Bytes.of(new byte[32]), Standing.GIVEN);
    materials =
        new Materials(
            List.of(),
            List.of(new SumFile(material, sum)),
            List.of(),
            null,
            null,
            null,
            null,
            null,
            null,
            null);
  }
}
