package dev.gotrust.sbom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.packageurl.PackageURL;
import dev.gotrust.GoTrust;
import dev.gotrust.TestFacts;
import dev.gotrust.facts.BuildInfo.Setting;
import dev.gotrust.facts.CompiledCode;
import dev.gotrust.facts.CompiledPackage;
import dev.gotrust.facts.SourcePlace;
import dev.gotrust.module.DirectRequirements;
import dev.gotrust.module.ModuleVersion;
import dev.gotrust.sbom.SbomOptions.NamedVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Dependency;
import org.cyclonedx.model.Property;
import org.junit.jupiter.api.Test;

class SbomDocumentTest {
  private static final String REVISION = "0123456789abcdef0123456789abcdef01234567";

  private final TestFacts facts = new TestFacts();

  private SbomDocument document(SbomOptions options) throws SbomException {
    return GoTrust.sbom(facts.inspection(), options);
  }

  private Bom bom() throws Exception {
    return SbomSchemas.cycloneDx(document(SbomOptions.NONE));
  }

  private static List<String> properties(List<Property> properties, String name) {
    List<String> values = new ArrayList<>();
    for (Property property : properties == null ? List.<Property>of() : properties) {
      if (property.getName().equals("gotrust:" + name)) {
        values.add(property.getValue());
      }
    }
    return values;
  }

  private static Component component(Bom bom, String name) {
    return bom.getComponents().stream()
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anH1IsNoDigestOfAFile() throws Exception {
    facts.deps.add(TestFacts.module("example.com/lib", "v1.2.3", TestFacts.H1_A));
    Component lib = component(bom(), "example.com/lib");
    assertNull(lib.getHashes());
    assertEquals(List.of(TestFacts.H1_A), properties(lib.getProperties(), "h1"));
    JsonNode spdx = SbomSchemas.spdx(document(SbomOptions.NONE)).path("packages").path(1);
    assertTrue(spdx.path("checksums").isMissingNode());
    assertEquals(
        TestFacts.H1_A, spdx.path("externalRefs").path(1).path("referenceLocator").asText());
    assertEquals("h1", spdx.path("externalRefs").path(1).path("referenceType").asText());
  }

  @Test
  void aReplacementSaysWhatWasDeclaredAndWhatWasCompiled() throws Exception {
    facts.deps.add(
        TestFacts.replaced(
            "example.com/old",
            "v1.0.0",
            TestFacts.module("example.com/fork", "v1.5.0", TestFacts.H1_A)));
    Component fork = component(bom(), "example.com/fork");
    assertEquals("pkg:golang/example.com/fork@v1.5.0", fork.getPurl());
    Component old = fork.getPedigree().getAncestors().getComponents().get(0);
    assertEquals("example.com/old", old.getName());
    assertEquals("v1.0.0", old.getVersion());
    assertEquals("pkg:golang/example.com/old@v1.0.0", old.getPurl());
    assertEquals(List.of("example.com/old@v1.0.0"), properties(fork.getProperties(), "replaces"));
  }

  @Test
  void aDirectoryThatReplacesAModuleIsPublishedNowhere() throws Exception {
    facts.deps.add(
        TestFacts.replaced(
            "example.com/local", "v1.0.0", TestFacts.module("../local", "(devel)", "")));
    Component local = component(bom(), "example.com/local");
    assertEquals("(devel)", local.getVersion());
    assertNull(local.getPurl());
    assertEquals(List.of("../local"), properties(local.getProperties(), "replacement-directory"));
  }

  @Test
  void packageUrlsAreThoseOfTheOfficialLibrary() throws Exception {
    facts.deps.add(TestFacts.module("github.com/docker/docker", "v25.0.6+incompatible", ""));
    facts.deps.add(TestFacts.module("gopkg.in/yaml.v3", "v3.0.1", ""));
    facts.deps.add(TestFacts.module("github.com/Azure/azure-sdk-for-go", "v68.0.0", ""));
    facts.deps.add(TestFacts.module("example.com/till~de/a_b", "v0.1.0-rc.1", ""));
    for (Component component : bom().getComponents()) {
      // The library writes all paths in lower case; these here keep theirs.
      PackageURL read = new PackageURL(component.getPurl());
      String path = (read.getNamespace() == null ? "" : read.getNamespace() + "/") + read.getName();
      assertEquals(component.getName().toLowerCase(java.util.Locale.ROOT), path);
      boolean ofGo = component.getVersion().startsWith("go");
      assertEquals(
          component.getVersion().substring(ofGo ? 2 : 0), read.getVersion(), component.getPurl());
      assertEquals(
          read.canonicalize(),
          component.getPurl().toLowerCase(java.util.Locale.ROOT).replace("%2b", "%2B"));
    }
    assertEquals(
        "pkg:golang/github.com/Azure/azure-sdk-for-go@v68.0.0",
        component(bom(), "github.com/Azure/azure-sdk-for-go").getPurl());
  }

  @Test
  void theRootNamesItsPackage() throws Exception {
    facts.path = "example.com/app/cmd/tool";
    facts.main = TestFacts.module("example.com/app", "v1.2.3", TestFacts.H1_B);
    Component root = bom().getMetadata().getComponent();
    assertEquals("example.com/app", root.getName());
    assertEquals("v1.2.3", root.getVersion());
    assertEquals("pkg:golang/example.com/app@v1.2.3#cmd/tool", root.getPurl());
    assertEquals(List.of(TestFacts.H1_B), properties(root.getProperties(), "h1"));
    assertEquals(List.of("CGO_ENABLED=0"), properties(root.getProperties(), "setting"));
    assertEquals(List.of(facts.buildId.text()), properties(root.getProperties(), "build-id"));
  }

  @Test
  void goItselfIsNamedAsItsAdvisoriesNameIt() throws Exception {
    for (String[] each :
        new String[][] {
          {"go1.26.8", "go1.26.8", "pkg:golang/stdlib@1.26.8"},
          {"go1.22.1 X:boringcrypto", "go1.22.1 X:boringcrypto", "pkg:golang/stdlib@1.22.1"},
          {"go1.21rc2", "go1.21rc2", "pkg:golang/stdlib@1.21rc2"},
          {"go1.16.10b7", "go1.16.10b7", "pkg:golang/stdlib@1.16.10"},
          {"devel go1.27-abcdef", "devel go1.27-abcdef", "pkg:golang/stdlib"},
          {"unknown", null, "pkg:golang/stdlib"},
        }) {
      facts.goVersion = each[0];
      Component library = component(bom(), "stdlib");
      assertEquals(each[1], library.getVersion());
      assertEquals(each[2], library.getPurl());
      assertEquals(Component.Scope.EXCLUDED, component(bom(), "go").getScope());
    }
  }

  @Test
  void aGivenVersionStandsForDevel() throws Exception {
    SbomOptions options = SbomOptions.NONE.withVersion(new NamedVersion("v1.4.0", "--version"));
    Component root = SbomSchemas.cycloneDx(document(options)).getMetadata().getComponent();
    assertEquals("v1.4.0", root.getVersion());
    assertEquals("pkg:golang/example.com/app@v1.4.0", root.getPurl());
    assertEquals(List.of("--version"), properties(root.getProperties(), "version-from"));
    assertEquals(List.of("(devel)"), properties(root.getProperties(), "version-recorded"));
  }

  @Test
  void aGivenVersionNeverContradictsTheFile() throws Exception {
    facts.main = TestFacts.module("example.com/app", "v1.2.3", "");
    for (String wrong : List.of("v1.2.4", "1.2.3", "v1", "", "latest")) {
      SbomOptions options = SbomOptions.NONE.withVersion(new NamedVersion(wrong, "--version"));
      SbomException refused = assertThrows(SbomException.class, () -> document(options));
      assertEquals(SbomException.Kind.VERSION, refused.kind());
    }
    facts.main = TestFacts.module("example.com/app", "(devel)", "");
    for (String wrong : List.of("1.2.3", "v1", "", "latest", "v2.0.0", "v1.2.3 ")) {
      SbomOptions options = SbomOptions.NONE.withVersion(new NamedVersion(wrong, "--version"));
      assertThrows(SbomException.class, () -> document(options), wrong);
    }
    document(SbomOptions.NONE.withVersion(new NamedVersion("v1.2.3+dirty", "--version")));
  }

  @Test
  void theCommitIsAPseudoVersion() throws Exception {
    facts.settings =
        List.of(
            new Setting("vcs", "git"),
            new Setting("vcs.revision", REVISION),
            new Setting("vcs.time", "2024-03-01T10:20:30Z"),
            new Setting("vcs.modified", "false"));
    Bom bom = bom();
    Component root = bom.getMetadata().getComponent();
    assertEquals("v0.0.0-20240301102030-0123456789ab", root.getVersion());
    assertEquals(
        List.of("vcs.revision and vcs.time of the build info"),
        properties(root.getProperties(), "version-from"));
    assertEquals(
        Instant.parse("2024-03-01T10:20:30Z"), bom.getMetadata().getTimestamp().toInstant());
    facts.settings = new ArrayList<>(facts.settings);
    facts.settings.set(3, new Setting("vcs.modified", "true"));
    facts.main = TestFacts.module("example.com/app/v2", "(devel)", "");
    assertEquals(
        "v2.0.0-20240301102030-0123456789ab+dirty",
        bom().getMetadata().getComponent().getVersion());
  }

  @Test
  void whatIsNoCommitIsNoVersion() throws Exception {
    for (List<Setting> settings :
        List.of(
            List.of(new Setting("vcs", "git"), new Setting("vcs.revision", REVISION)),
            List.of(
                new Setting("vcs", "git"),
                new Setting("vcs.revision", "main"),
                new Setting("vcs.time", "2024-03-01T10:20:30Z")),
            List.of(
                new Setting("vcs", "hg"),
                new Setting("vcs.revision", REVISION),
                new Setting("vcs.time", "2024-03-01T10:20:30Z")),
            List.of(
                new Setting("vcs", "git"),
                new Setting("vcs.revision", REVISION),
                new Setting("vcs.time", "+1000000-01-01T00:00:00Z")))) {
      facts.settings = settings;
      assertEquals("(devel)", bom().getMetadata().getComponent().getVersion());
    }
  }

  @Test
  void theTimeIsTheGivenOneOrThatOfTheFile() throws Exception {
    Instant given = Instant.parse("2023-11-14T22:13:20Z");
    SbomOptions options = SbomOptions.NONE.withTime(given);
    assertEquals(
        given, SbomSchemas.cycloneDx(document(options)).getMetadata().getTimestamp().toInstant());
    assertEquals(
        given.toString(),
        SbomSchemas.spdx(document(options)).path("creationInfo").path("created").asText());
    // The library itself puts the present in place of none.
    assertFalse(document(SbomOptions.NONE).render(SbomFormat.CYCLONEDX).contains("timestamp"));
    JsonNode creation = SbomSchemas.spdx(document(SbomOptions.NONE)).path("creationInfo");
    assertEquals("1970-01-01T00:00:00Z", creation.path("created").asText());
    assertFalse(creation.path("comment").isMissingNode());
  }

  @Test
  void theSerialNumberIsOfTheContent() throws Exception {
    String once = bom().getSerialNumber();
    assertEquals(once, bom().getSerialNumber());
    facts.name = "elsewhere/app";
    assertEquals(once, bom().getSerialNumber());
    facts.deps.add(TestFacts.module("example.com/lib", "v1.2.3", TestFacts.H1_A));
    assertNotEquals(once, bom().getSerialNumber());
    assertEquals('8', once.charAt("urn:uuid:".length() + 14));
  }

  @Test
  void withoutGoModsTheGraphIsUnknown() throws Exception {
    facts.deps.add(TestFacts.module("example.com/a", "v1.0.0", TestFacts.H1_A));
    Bom bom = bom();
    assertEquals(1, bom.getDependencies().size());
    assertEquals(
        List.of("pkg:golang/example.com/a@v1.0.0", "pkg:golang/stdlib@1.26.8"),
        refs(bom.getDependencies().get(0)));
    assertEquals("unknown", bom.getCompositions().get(1).getAggregate().getAggregateName());
    JsonNode spdx = SbomSchemas.spdx(document(SbomOptions.NONE));
    assertTrue(spdx.path("comment").asText().contains("graph is incomplete"), spdx.toString());
  }

  private static List<String> refs(Dependency dependency) {
    return dependency.getDependencies().stream().map(Dependency::getRef).toList();
  }

  @Test
  void withGoModsTheGraphIsTheirs() throws Exception {
    for (String name : List.of("a", "b", "c", "d")) {
      facts.deps.add(TestFacts.module("example.com/" + name, "v1.0.0", TestFacts.H1_A));
    }
    DirectRequirements requirements =
        new DirectRequirements(
            Map.of(
                "example.com/app", List.of("example.com/a", "example.com/not-in-the-file"),
                "example.com/a", List.of("example.com/b"),
                "example.com/b", List.of("example.com/a"),
                "example.com/c", List.of()),
            Map.of("example.com/d", "its go.mod was not given"));
    SbomDocument document = document(SbomOptions.NONE.withRequirements(requirements));
    Bom bom = SbomSchemas.cycloneDx(document);
    assertFalse(document.isGraphComplete());
    assertEquals(4, bom.getDependencies().size());
    assertEquals(
        List.of(
            "pkg:golang/example.com/a@v1.0.0",
            "pkg:golang/example.com/c@v1.0.0",
            "pkg:golang/example.com/d@v1.0.0",
            "pkg:golang/stdlib@1.26.8"),
        refs(bom.getDependencies().get(0)));
    assertEquals(List.of("pkg:golang/example.com/b@v1.0.0"), refs(bom.getDependencies().get(1)));
    List<String> relations = new ArrayList<>();
    SbomSchemas.spdx(document)
        .path("relationships")
        .forEach(
            each ->
                relations.add(
                    each.path("spdxElementId").asText()
                        + ' '
                        + each.path("relationshipType").asText()
                        + ' '
                        + each.path("relatedSpdxElement").asText()));
    String a = "SPDXRef-example.com-a-v1.0.0";
    String b = "SPDXRef-example.com-b-v1.0.0";
    assertTrue(relations.contains(a + " DEPENDS_ON " + b), relations.toString());
    assertTrue(relations.contains(b + " DEPENDS_ON " + a), relations.toString());
    assertTrue(
        relations.contains("SPDXRef-example.com-d-v1.0.0 DEPENDS_ON NOASSERTION"),
        relations.toString());
    assertTrue(
        relations.contains("SPDXRef-go-go1.26.8 BUILD_TOOL_OF SPDXRef-example.com-app--devel-"),
        relations.toString());
  }

  @Test
  void withoutBuildInfoThereIsNoBill() {
    facts.noBuildInfo = true;
    SbomException refused = assertThrows(SbomException.class, () -> document(SbomOptions.NONE));
    assertEquals(SbomException.Kind.NO_BUILD_INFO, refused.kind());
  }

  @Test
  void withoutModulesTheBillSaysSo() throws Exception {
    facts.main = null;
    SbomDocument document = document(SbomOptions.NONE);
    assertEquals(1, document.gaps().size());
    Bom bom = SbomSchemas.cycloneDx(document);
    assertEquals("example.com/app", bom.getMetadata().getComponent().getName());
    assertEquals("pkg:generic/example.com/app", bom.getMetadata().getComponent().getPurl());
    assertEquals("incomplete", bom.getCompositions().get(0).getAggregate().getAggregateName());
    facts.path = "";
    assertEquals("main", bom().getMetadata().getComponent().getName());
  }

  @Test
  void linesThatNobodyUnderstandsMayNameModules() throws Exception {
    facts.unknownLines = List.of("dop\texample.com/x\tv1.0.0");
    assertTrue(document(SbomOptions.NONE).gaps().get(0).startsWith("1 line of the build info"));
  }

  private static CompiledPackage compiled(String path, ModuleVersion module) {
    SourcePlace place = new SourcePlace(true, "", module, path + "/x.go", 1, path + ".F");
    return new CompiledPackage(path, 3, 400, module == null, List.of(place));
  }

  private void code(CompiledPackage... packages) {
    facts.code = new CompiledCode(10, 1000, List.of(packages), null, Set.of(), null);
  }

  @Test
  void modulesSayHowMuchCodeTheyHave() throws Exception {
    facts.deps.add(TestFacts.module("example.com/a", "v1.0.0", TestFacts.H1_A));
    facts.deps.add(TestFacts.module("example.com/b", "v1.0.0", TestFacts.H1_A));
    code(compiled("example.com/a/p", new ModuleVersion("example.com/a", "v1.0.0")));
    Bom bom = bom();
    List<Property> of = component(bom, "example.com/a").getProperties();
    assertEquals(List.of("yes"), properties(of, "code"));
    assertEquals(List.of("1"), properties(of, "code-packages"));
    assertEquals(List.of("3"), properties(of, "code-functions"));
    assertEquals(List.of("400"), properties(of, "code-bytes"));
    assertEquals(
        List.of("not-seen"), properties(component(bom, "example.com/b").getProperties(), "code"));
    assertEquals("complete", bom.getCompositions().get(0).getAggregate().getAggregateName());
  }

  @Test
  void codeThatIsNotDeclaredIsAGap() throws Exception {
    facts.deps.add(TestFacts.module("example.com/a", "v1.0.0", TestFacts.H1_A));
    code(
        compiled("example.com/a/p", new ModuleVersion("example.com/a", "v1.0.1")),
        compiled("example.com/hidden", new ModuleVersion("example.com/hidden", "v0.1.0")));
    SbomDocument document = document(SbomOptions.NONE);
    assertEquals(
        List.of(
            "code is compiled in of modules that the build info does not list:"
                + " example.com/a@v1.0.1, example.com/hidden@v0.1.0"),
        document.gaps());
    Bom bom = SbomSchemas.cycloneDx(document);
    assertEquals(document.gaps(), properties(bom.getMetadata().getProperties(), "incomplete"));
  }

  @Test
  void cCodeIsRemarkedAndNoGap() throws Exception {
    code(compiled("runtime/cgo", null));
    SbomDocument document = document(SbomOptions.NONE);
    assertEquals(List.of(), document.gaps());
    assertEquals(
        "incomplete",
        SbomSchemas.cycloneDx(document).getCompositions().get(0).getAggregate().getAggregateName());
  }

  @Test
  void allImagesOfAFatFileAreInIt() throws Exception {
    facts.arch = "amd64";
    facts.deps = List.of(TestFacts.module("example.com/a", "v1.0.0", TestFacts.H1_A));
    var first = facts.binary();
    facts.arch = "arm64";
    facts.goVersion = "go1.25.1";
    facts.deps = List.of(TestFacts.module("example.com/a", "v1.0.1", TestFacts.H1_B));
    var second = facts.binary();
    facts.noBuildInfo = true;
    facts.arch = "ppc64";
    SbomDocument document =
        GoTrust.sbom(facts.inspection(first, second, facts.binary()), SbomOptions.NONE);
    Bom bom = SbomSchemas.cycloneDx(document);
    SbomSchemas.spdx(document);
    assertEquals(6, bom.getComponents().size());
    assertEquals(List.of("the image for linux/ppc64 has no build info"), document.gaps());
    assertEquals(
        List.of("CGO_ENABLED=0"),
        properties(bom.getMetadata().getComponent().getProperties(), "setting:arm64"));
  }

  @Test
  void hostileNamesStayInTheirPlaces() throws Exception {
    String long2000 = "v1." + "2".repeat(2000) + ".3";
    facts.path = "exa\u0000mple\u202e/\ud800";
    facts.main = TestFacts.module("exa\u001b[31mmple", "v1\n2", "h1: no \u0007");
    facts.deps.add(TestFacts.module("", "", ""));
    facts.deps.add(TestFacts.module("a b/\"}],", "v1 2", "h1:x y"));
    facts.deps.add(TestFacts.module("example.com/twice", "v1.0.0", TestFacts.H1_A));
    facts.deps.add(TestFacts.module("example.com/twice", "v1.0.0", TestFacts.H1_B));
    facts.deps.add(TestFacts.module("example.com/long", long2000, ""));
    facts.deps.add(TestFacts.module("../up", "(devel)", ""));
    facts.settings = List.of(new Setting("-ldflags", "-X main.a=\u009b\ud83d"));
    facts.goVersion = "go1.26.8\u0000";
    SbomDocument document = document(SbomOptions.NONE);
    Bom bom = SbomSchemas.cycloneDx(document);
    JsonNode spdx = SbomSchemas.spdx(document);
    List<String> refs = bom.getComponents().stream().map(Component::getBomRef).toList();
    assertEquals(refs.size(), Set.copyOf(refs).size(), refs.toString());
    List<String> ids = new ArrayList<>();
    spdx.path("packages").forEach(each -> ids.add(each.path("SPDXID").asText()));
    assertEquals(ids.size(), Set.copyOf(ids).size(), ids.toString());
    ids.forEach(id -> assertTrue(id.matches("SPDXRef-[A-Za-z0-9.-]+"), id));
    assertEquals(
        List.of(long2000),
        properties(component(bom, "example.com/long").getProperties(), "version"));
  }

  @Test
  void formatsHaveNames() {
    for (SbomFormat format : SbomFormat.values()) {
      assertEquals(format, SbomFormat.of(format.id()));
    }
    assertNull(SbomFormat.of("xml"));
    assertEquals("https://cyclonedx.org/bom", SbomFormat.CYCLONEDX.predicateType());
    assertEquals("https://spdx.dev/Document", SbomFormat.SPDX.predicateType());
  }
}
