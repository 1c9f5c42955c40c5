package dev.gotrust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.GoToolsTest.GoCommand;
import dev.gotrust.bytes.ArraySource;
import dev.gotrust.facts.CompiledCode;
import dev.gotrust.facts.CompiledPackage;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.Reading;
import dev.gotrust.facts.Scope;
import dev.gotrust.facts.SourcePlace;
import dev.gotrust.fixtures.Fixtures;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The function table of every fixture, and of ELF files as Go's own reader of it reads it. */
class FunctionTableTest {
  private static final Path ORACLE = Path.of("../test-fixtures/scripts/programs/pclntab");

  /** No function table that Go's layouts describe. */
  private static final Set<String> UNREADABLE = Set.of("elf-amd64-go1.24-garbled");

  /** Where no modules are declared and paths are trimmed, main looks like one of Go's commands. */
  private static final Set<String> MAIN_UNTOLD =
      Set.of("packages-bazel", "packages-gopath-trimmed");

  static List<String> names() {
    return Fixtures.names();
  }

  private static List<GoBinary> read(String name, Scope scope) {
    Reading reading = GoTrust.inspect(new ArraySource(Fixtures.bytes(name)), name, 1, scope);
    return reading instanceof Inspection inspection ? inspection.binaries() : List.of();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyFixture(String name) {
    for (GoBinary binary : read(name, Scope.CODE)) {
      CompiledCode code = binary.code();
      if (UNREADABLE.contains(name)) {
        assertNull(code);
        return;
      }
      assertNotNull(code, binary.notes()::toString);
      assertNotNull(code.goroot(), name);
      check(code.find("runtime"), true);
      if (!MAIN_UNTOLD.contains(name)) {
        check(code.find("main"), false);
      }
      long functions = 0;
      for (CompiledPackage each : code.packages()) {
        functions += each.functions();
        assertTrue(each.functions() > 0);
        if (each.standard()) {
          assertTrue(!each.path().contains(".com"), each.path());
        }
        long versions =
            each.places().stream()
                .filter(SourcePlace::fits)
                .map(SourcePlace::module)
                .distinct()
                .count();
        assertTrue(versions <= 1, each::toString);
      }
      assertTrue(functions <= code.functions() && functions > 500, name + ": " + functions);
    }
  }

  private static void check(CompiledPackage found, boolean standard) {
    assertNotNull(found);
    assertEquals(standard, found.standard(), found::toString);
  }

  @ParameterizedTest
  @MethodSource("names")
  void headersAloneShowNoCode(String name) {
    for (GoBinary binary : read(name, Scope.HEADERS)) {
      assertNull(binary.code());
      assertNull(binary.settingTraces());
    }
  }

  /** Where Go is installed: packages, and how many functions each has. */
  @Test
  void elfFilesAsGoReadsThem(@TempDir Path directory) throws Exception {
    Assumptions.assumeTrue(GoCommand.isThere("function tables are not read by debug/gosym"));
    Map<String, Map<String, Integer>> said = oracle(directory);
    assertTrue(said.size() > 20, said.keySet()::toString);
    for (Map.Entry<String, Map<String, Integer>> file : said.entrySet()) {
      Map<String, Integer> packages = new TreeMap<>();
      for (CompiledPackage each : read(file.getKey(), Scope.CODE).get(0).code().packages()) {
        packages.put(each.path(), each.functions());
      }
      assertEquals(file.getValue(), packages, file.getKey());
    }
  }

  /** Packages of which any function names a source file, by file. */
  private static Map<String, Map<String, Integer>> oracle(Path directory) throws Exception {
    List<String> line = new ArrayList<>(List.of("go", "run", "."));
    for (String name : Fixtures.names()) {
      if (Documents.parse(Fixtures.golden(name)).path("format").asText().equals("elf")) {
        line.add(Fixtures.writeTo(directory, name).toString());
      }
    }
    Path out = directory.resolve("out.txt");
    ProcessBuilder builder = new ProcessBuilder(line).directory(ORACLE.toFile());
    builder.environment().putAll(Map.of("GOENV", "off", "GOFLAGS", "", "GOTOOLCHAIN", "local"));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD).redirectOutput(out.toFile());
    builder.start().waitFor();
    Map<String, Map<String, Integer>> files = new TreeMap<>();
    for (String row : Files.readAllLines(out, StandardCharsets.UTF_8)) {
      String[] columns = row.split("\t", -1);
      if (!columns[1].isEmpty() && !columns[3].equals("0")) {
        String path = columns[1].replace("%2e", ".");
        String file = Path.of(columns[0]).getFileName().toString();
        files.computeIfAbsent(file, key -> new TreeMap<>()).put(path, Integer.valueOf(columns[2]));
      }
    }
    return files;
  }
}
