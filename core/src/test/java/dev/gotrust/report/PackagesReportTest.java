package dev.gotrust.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotrust.GoTrust;
import dev.gotrust.TestFacts;
import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.Limits;
import dev.gotrust.facts.CompiledCode;
import dev.gotrust.facts.CompiledCode.ApiTrace;
import dev.gotrust.facts.CompiledCode.Mark;
import dev.gotrust.facts.CompiledPackage;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.Reading;
import dev.gotrust.facts.Scope;
import dev.gotrust.facts.SourcePlace;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.module.ModuleVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How packages are listed: a program made by hand in full, and a real one in part. */
class PackagesReportTest {
  private static Inspection fixture(String name, Scope scope) {
    ArraySource source = new ArraySource(Fixtures.bytes(name));
    return (Inspection) GoTrust.inspect(source, name, 1, scope);
  }

  private static TestFacts byHand() {
    TestFacts facts = new TestFacts();
    facts.deps.add(TestFacts.module("a.com/m", "v1.0.0", TestFacts.H1_A));
    ModuleVersion module = new ModuleVersion("a.com/m", "v1.0.0");
    String cache = "/home/alice/go/pkg/mod/";
    SourcePlace seen =
        new SourcePlace(true, cache, module, cache + "a.com/m@v1.0.0/x/x.go", 300, "a.com/m/x.F");
    SourcePlace main =
        new SourcePlace(false, "/src/app", null, "/src/app/main.go", 400, "main.main");
    SourcePlace runtime =
        new SourcePlace(true, "/go/src/", null, "/go/src/runtime/proc.go", 500, "runtime.main");
    facts.code =
        new CompiledCode(
            8,
            333,
            List.of(
                new CompiledPackage("a.com/m/x", 2, 32, false, List.of(seen)),
                new CompiledPackage("main", 1, 1, false, List.of(main)),
                new CompiledPackage("runtime", 5, 300, true, List.of(runtime))),
            "/go/src/",
            Set.of(Mark.RACE),
            new ApiTrace(22, "slices.Concat", 600));
    return facts;
  }

  private static String text(TestFacts facts) {
    String text = FactsText.render(facts.inspection(), Style.PLAIN);
    TextTest.assertFits(text);
    return text;
  }

  private static JsonNode json(Reading reading) throws Exception {
    return new ObjectMapper().readTree(FactsJson.render(reading)).path("packages");
  }

  @Test
  void textInFull() {
    String expected =
        """
          code      8 functions in 3 packages, 333 bytes
          goroot    /go/src/
          home      /home/alice is named in the paths of source files
          marks     race
          api       slices.Concat, since go1.22
          compiled  module a.com/m@v1.0.0: 2 functions, 32 bytes
          compiled  module example.com/app (no version shown): 1 function, 1 byte
          compiled  package a.com/m/x: 2 functions, 32 bytes
          compiled  package main: 1 function, 1 byte
          compiled  package runtime: 5 functions, 300 bytes
        """;
    String text = text(byHand());
    assertTrue(text.contains(expected), text);
  }

  @Test
  void jsonInFull() throws Exception {
    String expected =
        """
        {"functions":8,"bytes":333,"goroot":"/go/src/","builderHomes":["/home/alice"],
        "marks":["race"],"newestApi":{"since":"go1.22","function":"slices.Concat"},
        "modules":[
        {"path":"a.com/m","version":"v1.0.0","packages":1,"functions":2,"bytes":32},
        {"path":"example.com/app","version":null,"packages":1,"functions":1,"bytes":1}],
        "packages":[
        {"path":"a.com/m/x","functions":2,"bytes":32,"standard":false,"module":"a.com/m@v1.0.0",
        "files":["/home/alice/go/pkg/mod/a.com/m@v1.0.0/x/x.go"]},
        {"path":"main","functions":1,"bytes":1,"standard":false,"module":null,
        "files":["/src/app/main.go"]},
        {"path":"runtime","functions":5,"bytes":300,"standard":true,"module":null,
        "files":["/go/src/runtime/proc.go"]}]}
        """;
    assertEquals(new ObjectMapper().readTree(expected), json(byHand().inspection()));
  }

  @Test
  void nothingIsListedThatWasNotRead() throws Exception {
    assertTrue(json(fixture("packages", Scope.HEADERS)).isNull());
    String text = FactsText.render(fixture("packages", Scope.HEADERS), Style.PLAIN);
    assertFalse(text.contains("\n  code "), text);
  }

  @Test
  void unknownAndTrimmedRoots() throws Exception {
    TestFacts facts = byHand();
    facts.code = new CompiledCode(0, 0, List.of(), null, Set.of(), null);
    assertTrue(text(facts).contains("goroot    unknown: no file of package runtime is named\n"));
    assertTrue(text(facts).contains("code      0 functions in 0 packages\n"));
    assertTrue(json(facts.inspection()).path("goroot").isNull());
    assertTrue(json(facts.inspection()).path("newestApi").isNull());
    facts.code = new CompiledCode(0, 0, List.of(), "", Set.of(), null);
    assertTrue(text(facts).contains("goroot    trimmed\n"));
  }

  @Test
  void textEndsSomewhereAndJsonHoldsAll() throws Exception {
    TestFacts facts = byHand();
    List<CompiledPackage> packages = new ArrayList<>();
    for (int i = 0; i < Limits.SHOWN_ENTRIES + 7; i++) {
      String path = "m" + i + ".com/p";
      SourcePlace place =
          new SourcePlace(
              true, "", new ModuleVersion(path, "v1.0.0"), path + "@v1.0.0/x.go", 9, "f");
      packages.add(new CompiledPackage(path, 1, 1, false, List.of(place)));
    }
    facts.code = new CompiledCode(9, 9, packages, "", Set.of(), null);
    String text = text(facts);
    assertTrue(text.contains("compiled  and 7 more modules; --output json shows all\n"), text);
    assertTrue(text.contains("compiled  and 7 more packages; --output json shows all\n"), text);
    assertEquals(packages.size(), json(facts.inspection()).path("packages").size());
    assertEquals(packages.size(), json(facts.inspection()).path("modules").size());
  }

  @Test
  void hostileTexts() throws Exception {
    for (String hostile : Hostile.TEXTS) {
      TestFacts facts = byHand();
      ModuleVersion module = new ModuleVersion(hostile, hostile);
      String file = "/home/" + hostile + "/x.go";
      SourcePlace place = new SourcePlace(true, hostile, module, file, 9, hostile);
      CompiledPackage compiled = new CompiledPackage(hostile, 1, 1, false, List.of(place));
      ApiTrace trace = new ApiTrace(22, hostile, 9);
      facts.code = new CompiledCode(1, 1, List.of(compiled), hostile, Set.of(), trace);
      text(facts);
      assertEquals(1, json(facts.inspection()).path("packages").size());
    }
  }

  @Test
  void aRealProgram() throws Exception {
    Inspection reading = fixture("packages-installed-trimmed", Scope.CODE);
    JsonNode packages = json(reading);
    assertEquals("", packages.path("goroot").asText());
    assertEquals(0, packages.path("builderHomes").size());
    String modules = packages.path("modules").toString();
    String expected =
        "[{\"path\":\"example.com/lib\",\"version\":\"v1.2.0\",\"packages\":1,\"functions\":2,";
    assertTrue(modules.startsWith(expected), modules);
    String text = FactsText.render(reading, Style.PLAIN);
    TextTest.assertFits(text);
    assertTrue(text.contains("compiled  module example.com/tool/v2@v2.1.0: 2 functions, "), text);
    assertTrue(text.contains("compiled  package example.com/tool/v2/inner: 1 function, "), text);
  }
}
