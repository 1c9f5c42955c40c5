package dev.gotrust.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gotrust.module.ModuleVectors.Vector;
import dev.gotrust.module.VendorModules.VendoredModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where Go is installed, it is asked the same as this library, on what it never saw before. */
final class ModuleOracleTest {
  private static final int TRIES = 4000;

  @TempDir Path directory;
  private Path goroot;
  private Path cache;

  @BeforeEach
  void findGo() throws InterruptedException {
    boolean there = true;
    try {
      goroot = Path.of(go("env", "GOROOT").strip());
      cache = Path.of(go("env", "GOMODCACHE").strip()).resolve("cache/download");
      Path rules = goroot.resolve("src/cmd/vendor/golang.org/x/mod/modfile/rule.go");
      there = Files.readString(rules).contains("\"ignore\"");
    } catch (IOException missing) {
      there = false;
    }
    if (!there) {
      System.out.println("left out, no go command of 1.25 or later here: Go's module rules");
    }
    Assumptions.assumeTrue(there);
  }

  private String go(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("go"));
    command.addAll(List.of(arguments));
    return GoOracle.run(directory, null, command.toArray(new String[0]));
  }

  private GoOracle oracle() throws IOException, InterruptedException {
    return GoOracle.build(Files.createDirectory(directory.resolve("oracle")), goroot);
  }

  private static void check(List<Vector> vectors) {
    StringBuilder differences = new StringBuilder();
    for (Vector vector : vectors) {
      differences.append(vector.difference());
    }
    assertEquals("", differences.toString());
  }

  @Test
  void whatIsRecordedIsStillWhatGoSays() throws Exception {
    List<String> questions = new ArrayList<>();
    for (Vector vector : ModuleVectors.recorded()) {
      questions.add(question(vector.kind(), vector.arguments().toArray(new String[0])));
    }
    check(oracle().ask(questions));
  }

  private static String question(String kind, String... arguments) {
    StringBuilder line = new StringBuilder(kind);
    for (String argument : arguments) {
      line.append('\t').append(ModuleVectors.quote(argument));
    }
    return line.toString();
  }

  @Test
  void changedTextsAreJudgedAsGoDoes() throws Exception {
    Random random = new Random(20261126);
    List<Vector> seeds = ModuleVectors.recorded();
    List<String> questions = new ArrayList<>();
    for (int i = 0; i < TRIES; i++) {
      Vector seed = seeds.get(random.nextInt(seeds.size()));
      String[] arguments = seed.arguments().toArray(new String[0]);
      int which = random.nextInt(arguments.length);
      arguments[which] = changed(arguments[which], random);
      questions.add(question(seed.kind(), arguments));
    }
    check(oracle().ask(questions));
  }

  @Test
  void goModFilesOfTheModuleCacheAreReadAsGoDoes() throws Exception {
    Random random = new Random(20261126);
    List<String> questions = new ArrayList<>();
    for (Path file : modFiles()) {
      String text = Files.readString(file);
      questions.add(question("gomod", text));
      for (int i = 0; i < 10 && text.length() < 20_000; i++) {
        questions.add(question("gomod", changed(text, random)));
      }
    }
    Assumptions.assumeFalse(questions.isEmpty(), "an empty module cache");
    check(oracle().ask(questions));
  }

  private List<Path> modFiles() throws IOException {
    if (!Files.isDirectory(cache)) {
      System.out.println("left out, no module cache here: go.mod files of published modules");
      return List.of();
    }
    try (Stream<Path> files = Files.walk(cache)) {
      return files.filter(file -> file.toString().endsWith(".mod")).sorted().toList();
    }
  }

  private static final List<String> SNIPPETS =
      List.of(
          "\n",
          " ",
          "//",
          "/*",
          "(",
          ")",
          "()",
          "(\n",
          "\n)\n",
          "[",
          "]",
          ",",
          "\"",
          "`",
          "'",
          "\\",
          "=>",
          "=",
          ";",
          "-",
          ".",
          "..",
          "/",
          "+",
          "!",
          "~",
          "~1",
          "0",
          "1",
          "v1",
          "v2",
          "/v2",
          ".v3",
          "v1.0.0",
          "-0.",
          "+incompatible",
          "20191109021931-daa7c04131f5",
          "A",
          "a",
          "é",
          "\r",
          "\t",
          "\u00a0",
          "*",
          "?",
          "[a-z]",
          "^",
          "con",
          "// indirect",
          "\nrequire ",
          "\nretract ",
          "\nmodule ",
          "\nuse ",
          "\nignore ",
          "\nreplace ",
          "Deprecated: ",
          "./");

  /** A text with one to three places changed. */
  private static String changed(String text, Random random) {
    StringBuilder changed = new StringBuilder(text);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int from = random.nextInt(changed.length() + 1);
      int to = Math.min(changed.length(), from + random.nextInt(3));
      String by = random.nextInt(4) == 0 ? "" : SNIPPETS.get(random.nextInt(SNIPPETS.size()));
      changed.replace(from, to, by);
    }
    return changed.toString();
  }

  /** The go command drops what stands twice before it prints. */
  @Test
  void goModEditSaysTheSame() throws Exception {
    int read = 0;
    for (Path file : modFiles()) {
      GoMod mod = GoMod.parse(file.toString(), Files.readAllBytes(file));
      JsonNode said = ModuleVectors.JSON.readTree(go("mod", "edit", "-json", file.toString()));
      assertEquals(said.path("Module").path("Path").asText(), mod.modulePath());
      assertEquals(said.path("Module").path("Deprecated").asText(), mod.deprecated());
      assertEquals(said.path("Go").asText(), mod.goVersion());
      assertEquals(said.path("Toolchain").asText(), mod.toolchain());
      List<String> requires = new ArrayList<>();
      for (JsonNode r : said.path("Require")) {
        requires.add(module(r) + ' ' + r.path("Indirect").asBoolean());
      }
      assertEquals(
          requires,
          mod.require().stream().map(r -> r.module().toString() + ' ' + r.indirect()).toList());
      assertEquals(replaces(said), replaces(mod.replace()), file.toString());
      assertEquals(said.path("Retract").size(), mod.retract().size());
      if (++read == 60) {
        break;
      }
    }
  }

  private static String module(JsonNode module) {
    return module.path("Path").asText() + '@' + module.path("Version").asText();
  }

  private static Map<String, String> replaces(JsonNode file) {
    Map<String, String> replaces = new LinkedHashMap<>();
    for (JsonNode r : file.path("Replace")) {
      replaces.put(module(r.path("Old")), module(r.path("New")));
    }
    return replaces;
  }

  private static Map<String, String> replaces(List<Replace> replaces) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Replace r : replaces) {
      map.put(r.old().toString(), r.replacement().toString());
    }
    return map;
  }

  @Test
  void vendorTreesOfGoItselfAreRead() throws Exception {
    for (String vendor : List.of("src/vendor", "src/cmd/vendor")) {
      Path tree = goroot.resolve(vendor);
      VendorModules modules =
          VendorModules.parse("modules.txt", Files.readAllBytes(tree.resolve("modules.txt")));
      assertFalse(modules.modules().isEmpty());
      for (VendoredModule module : modules.modules()) {
        for (String path : module.packages()) {
          assertTrue(Files.isDirectory(tree.resolve(path)), path);
        }
      }
    }
  }

  /** A workspace of two modules that use a third, and what the go command vendors of it. */
  @Test
  void whatGoVendorsIsToldAsItListsIt() throws Exception {
    write("a/go.mod", "module example.com/a\n\ngo 1.22\n\nrequire example.com/c v1.2.3\n");
    write("a/a.go", "package a\n\nimport _ \"example.com/c/d\"\n");
    write("b/go.mod", "module example.com/b\n\ngo 1.22.1\n");
    write("b/b.go", "package b\n");
    write("c/go.mod", "module example.com/c\n\ngo 1.21\n");
    write("c/d/d.go", "package d\n");
    String replaces = "replace example.com/c v1.2.3 => ../c\n\nreplace example.com/e => ../e\n";
    Files.writeString(directory.resolve("a/go.mod"), replaces, StandardOpenOption.APPEND);
    Path a = directory.resolve("a");
    GoOracle.run(a, null, "go", "mod", "vendor");
    VendorModules vendored = vendored(a.resolve("vendor"));
    assertEquals(
        List.of(
            new VendoredModule(
                new ModuleVersion("example.com/c", "v1.2.3"),
                new ModuleVersion("../c", ""),
                true,
                "1.21",
                List.of("example.com/c/d"),
                1),
            new VendoredModule(
                new ModuleVersion("example.com/e", ""),
                new ModuleVersion("../e", ""),
                false,
                "",
                List.of(),
                4)),
        vendored.modules());
    assertFalse(vendored.workspace());
    JsonNode listed =
        ModuleVectors.JSON.readTree(GoOracle.run(a, null, "go", "list", "-m", "-json"));
    GoMod mod = GoMod.parse("go.mod", Files.readAllBytes(a.resolve("go.mod")));
    assertEquals(listed.path("Path").asText(), mod.modulePath());
    assertEquals(listed.path("GoVersion").asText(), mod.goVersion());
  }

  @Test
  void whatGoVendorsOfAWorkspaceIsToldAsOne() throws Exception {
    write("go.work", "go 1.22.1\n\nuse (\n\t./a\n\t./b // b\n)\n\nreplace example.com/c => ./c\n");
    write("a/go.mod", "module example.com/a\n\ngo 1.22\n\nrequire example.com/c v1.2.3\n");
    write("a/a.go", "package a\n\nimport _ \"example.com/c\"\n");
    write("b/go.mod", "module example.com/b\n\ngo 1.22.1\n");
    write("b/b.go", "package b\n");
    write("c/go.mod", "module example.com/c\n\ngo 1.21\n");
    write("c/c.go", "package c\n");
    String work = directory.resolve("go.work").toString();
    JsonNode said = ModuleVectors.JSON.readTree(go("work", "edit", "-json", work));
    GoWork file = GoWork.parse("go.work", Files.readAllBytes(directory.resolve("go.work")));
    assertEquals(said.path("Go").asText(), file.goVersion());
    List<String> uses = new ArrayList<>();
    said.path("Use").forEach(use -> uses.add(use.path("DiskPath").asText()));
    assertEquals(uses, file.use().stream().map(GoWork.Use::directory).toList());
    assertEquals(replaces(said), replaces(file.replace()));
    go("work", "vendor");
    VendorModules vendored = vendored(directory.resolve("vendor"));
    assertTrue(vendored.workspace());
    assertEquals(List.of("example.com/c"), vendored.modules().get(0).packages());
    assertEquals("v1.2.3", vendored.modules().get(0).module().version());
  }

  private static VendorModules vendored(Path vendor) throws Exception {
    return VendorModules.parse("modules.txt", Files.readAllBytes(vendor.resolve("modules.txt")));
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
