package dev.gotrust.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.GoTrust;
import dev.gotrust.TestFacts;
import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.Scope;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.fixtures.SbomSamples;
import dev.gotrust.keys.KeyFile;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.material.AttestationRequest;
import dev.gotrust.material.Container;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.material.Materials;
import dev.gotrust.material.PlatformRoots;
import dev.gotrust.material.SbomFile;
import dev.gotrust.material.Sboms;
import dev.gotrust.material.SignatureFile;
import dev.gotrust.material.SignatureRequest;
import dev.gotrust.material.Signatures;
import dev.gotrust.policy.Policy;
import dev.gotrust.sbom.SbomFormat;
import dev.gotrust.sbom.SbomOptions;
import dev.gotrust.signature.KeyVerifier;
import dev.gotrust.signature.Signers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SbomCheckTest {
  private static final byte[] HELLO = Fixtures.bytes("hello");
  private static final Inspection FACTS =
      (Inspection) GoTrust.inspect(new ArraySource(HELLO), "hello", 2, Scope.CODE);
  private static final String XXHASH = "github.com/cespare/xxhash/v2";
  private static final String XXHASH_PURL = "github.com/cespare/xxhash";

  private static Link judge(Inspection facts, Standing standing, String... sboms) throws Exception {
    return Checks.judge(facts, materials(facts, Signers.NONE, standing, sboms)).link(LinkId.SBOM);
  }

  private static Link given(String sbom) throws Exception {
    return judge(FACTS, Standing.GIVEN, sbom);
  }

  private static Materials materials(
      Inspection facts, Signers signers, Standing standing, String... sboms) throws Exception {
    List<SbomFile> files = new ArrayList<>();
    for (String sbom : sboms) {
      files.add(SbomFile.of("the.sbom", sbom.getBytes(UTF_8), standing));
    }
    SignedInput input = SignedInput.of("hello", HELLO);
    return Materials.NONE.withSboms(
        Sboms.verify(files, request(signers), input, facts.sha256(), null));
  }

  private static SignatureRequest request(Signers signers, SignatureFile... files) {
    return new SignatureRequest(
        signers, List.of(files), null, AttestationRequest.ANY, PlatformRoots.NONE);
  }

  private static Signers cosign() throws Exception {
    byte[] key = SbomSamples.bytes("cosign.pub");
    return Signers.of(new KeyVerifier(KeyFile.read("cosign.pub", key), null), null);
  }

  static Stream<String> plain() {
    return Stream.of(SbomSamples.OF_PROGRAM, SbomSamples.OF_SOURCE, SbomSamples.OF_ARCHIVE)
        .flatMap(List::stream);
  }

  static Stream<String> ofThisProgram() {
    return Stream.concat(SbomSamples.OF_PROGRAM.stream(), SbomSamples.OF_ARCHIVE.stream());
  }

  @ParameterizedTest
  @MethodSource("plain")
  void whatToolsWriteIsCorroboratedGivenOrFound(String name) throws Exception {
    for (Standing standing : Standing.values()) {
      Link link = judge(FACTS, standing, SbomSamples.text(name));
      assertEquals(State.CORROBORATED, link.state(), link.reason());
      assertTrue(link.reason().contains("not signed) lists the 3 declared modules"), link.reason());
      assertTrue(link.reason().contains("code of 2 of them is here"), link.reason());
      for (Evidence entry : link.evidence()) {
        assertEquals(entry.expected(), entry.actual());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("plain")
  void anotherVersionIsNamed(String name) throws Exception {
    String edited = SbomSamples.text(name).replace("v2.3.0", "v2.2.0");
    Link link = given(edited);
    assertEquals(State.CONTRADICTED, link.state(), link.reason());
    assertTrue(
        link.reason()
            .contains("it lists " + XXHASH + "@v2.2.0, but " + XXHASH + "@v2.3.0 was compiled in"),
        link.reason());
    Evidence first = link.evidence().get(0);
    assertEquals(XXHASH + "@v2.3.0", first.expected());
    assertEquals(XXHASH + "@v2.2.0", first.actual());
    assertTrue(first.source().matches("the\\.sbom, (components|packages)\\[\\d]"), first.source());
  }

  @ParameterizedTest
  @MethodSource("plain")
  void aMissingModuleIsNamed(String name) throws Exception {
    String edited =
        SbomSamples.text(name)
            .replace(XXHASH, "python.example/other")
            .replace("pkg:golang/" + XXHASH_PURL, "pkg:pypi/other")
            .replace("pkg:golang/python.example/other", "pkg:pypi/other");
    Link link = given(edited);
    assertEquals(State.CONTRADICTED, link.state(), link.reason());
    assertTrue(
        link.reason().contains(XXHASH + "@v2.3.0 is missing, and code of it is here"),
        link.reason());
  }

  @ParameterizedTest
  @MethodSource("ofThisProgram")
  void oneMoreModuleIsNamed(String name) throws Exception {
    String edited =
        SbomSamples.text(name).replace("github.com/mitchellh/go-wordwrap", "example.org/more");
    Link link = given(edited);
    assertEquals(State.CONTRADICTED, link.state(), link.reason());
    assertTrue(
        link.reason()
            .contains("it lists example.org/more@v1.0.1, which the build info does not declare"),
        link.reason());
    assertTrue(
        link.reason().contains("github.com/mitchellh/go-wordwrap@v1.0.1 is missing"),
        link.reason());
  }

  @ParameterizedTest
  @CsvSource({
    "syft.cyclonedx-1.6.json, h1:UL815, h1:UM815",
    "syft.spdx-2.3.json, 50bf35e7, 50bf35e8",
    "gomod-bin.cyclonedx-1.6.json, 50bf35e7, 50bf35e8",
    "gomod-app.cyclonedx-1.6.json, 50bf35e7, 50bf35e8"
  })
  void anotherHashOfAModuleIsNamed(String name, String hash, String other) throws Exception {
    Link link = given(SbomSamples.text(name).replace(hash, other));
    assertEquals(State.CONTRADICTED, link.state(), link.reason());
    assertTrue(link.reason().contains("it gives " + XXHASH + "@v2.3.0 another h1"), link.reason());
  }

  @Test
  void aHashOfAToolThatMayMeanAnythingIsNoH1() throws Exception {
    String other =
        SbomSamples.text("gomod-bin.cyclonedx-1.6.json")
            .replace("cyclonedx-gomod", "some-other-tool")
            .replace("50bf35e7", "50bf35e8");
    assertEquals(State.CORROBORATED, given(other).state());
  }

  @ParameterizedTest
  @MethodSource("ofProgram")
  void otherBytesAreNamedGivenAndFound(String name) throws Exception {
    String edited =
        SbomSamples.text(name)
            .replace(
                "f510f61c8294b0d3f67360a61bfd74768d3a2cbe54c2c7b44f9656f4b7d3be66",
                "0510f61c8294b0d3f67360a61bfd74768d3a2cbe54c2c7b44f9656f4b7d3be66");
    Link given = given(edited);
    assertEquals(State.CONTRADICTED, given.state());
    assertTrue(given.reason().contains("it is of other bytes, sha256:0510f61c"), given.reason());
    Link found = judge(FACTS, Standing.BESIDE, edited);
    assertEquals(State.UNDECIDED, found.state());
    assertTrue(found.reason().contains("is of another build: it is of other"), found.reason());
  }

  static List<String> ofProgram() {
    return SbomSamples.OF_PROGRAM;
  }

  @Test
  void aFoundOneThatNamesTheseBytesAndOtherModulesContradicts() throws Exception {
    String edited = SbomSamples.text("syft.spdx-2.3.json").replace("v2.3.0", "v2.2.0");
    assertEquals(State.CONTRADICTED, judge(FACTS, Standing.BESIDE, edited).state());
  }

  @Test
  void aFoundOneOfAnotherBuildIsNoAlarm() throws Exception {
    String edited = SbomSamples.text("gomod-app.cyclonedx-1.6.json").replace("v2.3.0", "v2.2.0");
    Link link = judge(FACTS, Standing.BESIDE, edited);
    assertEquals(State.UNDECIDED, link.state());
    assertTrue(link.reason().contains("is of another build"), link.reason());
    assertEquals("name the SBOM of this build with --sbom FILE", link.next());
  }

  @Test
  void anArchiveIsSaidToBeAnotherFile() throws Exception {
    Link link = given(SbomSamples.text("syft.archive.cyclonedx-1.6.json"));
    assertTrue(String.valueOf(link.remark()).startsWith("it was made of another file"));
    assertNull(given(SbomSamples.text("syft.cyclonedx-1.6.json")).remark());
  }

  @Test
  void theArchiveThatItLiesIn() throws Exception {
    byte[] archive = {1, 2, 3};
    String hex = Bytes.sha256(archive).hex();
    String name = "syft.archive.cyclonedx-1.6.json";
    String text = SbomSamples.text(name).replaceFirst("sha256:[0-9a-f]{64}", "sha256:" + hex);
    SbomFile file = SbomFile.of("s", text.getBytes(UTF_8), Standing.GIVEN);
    Container container = new Container(SignedInput.of("a.tar", archive), null, "hello");
    Sboms sboms =
        Sboms.verify(
            List.of(file),
            request(Signers.NONE),
            SignedInput.of("hello", HELLO),
            FACTS.sha256(),
            container);
    Link link = Checks.judge(FACTS, Materials.NONE.withSboms(sboms)).link(LinkId.SBOM);
    assertEquals(State.CORROBORATED, link.state(), link.reason());
    assertNull(link.remark());
    assertEquals("SHA-256 of the archive", link.evidence().get(0).what());
    assertEquals(hex, link.evidence().get(0).actual());
  }

  @ParameterizedTest
  @MethodSource("attested")
  void aSignedOneIsAttested(String name) throws Exception {
    for (Standing standing : List.of(Standing.GIVEN, Standing.BESIDE)) {
      Materials materials = materials(FACTS, cosign(), standing, SbomSamples.text(name));
      Link link = Checks.judge(FACTS, materials).link(LinkId.SBOM);
      assertEquals(State.ATTESTED, link.state(), link.reason());
      assertTrue(link.reason().contains(", signed by key SHA256:aff5bb4e"), link.reason());
    }
  }

  static List<String> attested() {
    return SbomSamples.ATTESTED;
  }

  @ParameterizedTest
  @MethodSource("attested")
  void anAttestationAmongSignaturesIsAnSbomToo(String name) throws Exception {
    for (Standing standing : List.of(Standing.GIVEN, Standing.BESIDE)) {
      SignatureFile file = SignatureFile.of("a.att.json", SbomSamples.bytes(name), standing);
      Signatures signatures =
          Signatures.verify(List.of(file), request(cosign()), SignedInput.of("hello", HELLO), null);
      Materials materials = Materials.NONE.withSignatures(signatures);
      assertEquals(State.ATTESTED, Checks.judge(FACTS, materials).link(LinkId.SBOM).state());
      assertEquals(State.ATTESTED, Checks.asked(materials, Policy.basic()).get(LinkId.SBOM));
      assertFalse(Checks.asked(materials, Policy.basic()).containsKey(LinkId.SIGNATURE));
    }
  }

  @Test
  void anAttestationOfAnotherFileIsRefused() throws Exception {
    byte[] other = HELLO.clone();
    other[other.length - 1] ^= 1;
    Inspection facts = (Inspection) GoTrust.inspect(new ArraySource(other), "hello", 2, Scope.CODE);
    for (Standing standing : List.of(Standing.GIVEN, Standing.BESIDE)) {
      SbomFile file = SbomFile.of("s", SbomSamples.bytes(SbomSamples.ATTESTED.get(0)), standing);
      Sboms sboms =
          Sboms.verify(
              List.of(file),
              request(cosign()),
              SignedInput.of("hello", other),
              facts.sha256(),
              null);
      Link link = Checks.judge(facts, Materials.NONE.withSboms(sboms)).link(LinkId.SBOM);
      assertEquals(standing == Standing.GIVEN ? State.CONTRADICTED : State.UNDECIDED, link.state());
      assertTrue(link.reason().contains("the statement is of other files"), link.reason());
    }
  }

  @Test
  void aSignedOneWithNobodyToTrustIsUndecided() throws Exception {
    Link link = judge(FACTS, Standing.BESIDE, SbomSamples.text("hello.spdx.sigstore.json"));
    assertEquals(State.UNDECIDED, link.state());
    assertTrue(link.reason().contains("signed, no signer"), link.reason());
  }

  @Test
  void whatWasGivenIsAskedFor() throws Exception {
    Policy basic = Policy.basic();
    String plain = SbomSamples.text("syft.spdx-2.2.json");
    String signed = SbomSamples.text("hello.spdx.sigstore.json");
    Materials two = materials(FACTS, cosign(), Standing.GIVEN, plain, plain);
    assertEquals(State.CORROBORATED, Checks.asked(two, basic).get(LinkId.SBOM));
    Materials both = materials(FACTS, cosign(), Standing.GIVEN, signed, plain);
    assertEquals(State.ATTESTED, Checks.asked(both, basic).get(LinkId.SBOM));
    assertEquals(State.ATTESTED, Checks.judge(FACTS, both).link(LinkId.SBOM).state());
    Materials found = materials(FACTS, cosign(), Standing.BESIDE, signed, plain);
    assertFalse(Checks.asked(found, basic).containsKey(LinkId.SBOM));
    assertEquals(State.ABSENT, Checks.judge(FACTS, Materials.NONE).link(LinkId.SBOM).state());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|CONTRADICTED|was expected",
        "[]|CONTRADICTED|is none",
        "nothing|CONTRADICTED|line 1",
        "{\"bomFormat\":\"CycloneDX\"}|CONTRADICTED|specVersion",
        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":{}}|CONTRADICTED|an"
            + " array",
        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"9\"}|UNDECIDED|CycloneDX 9",
        "{\"spdxVersion\":\"SPDX-3.0\"}|UNDECIDED|SPDX-3.0",
        "<bom/>|UNDECIDED|XML",
        "SPDXVersion: SPDX-2.3|UNDECIDED|tags and values"
      })
  void whatCanNotBeRead(String sbom, State state, String why) throws Exception {
    Link link = given(sbom);
    assertEquals(state, link.state(), link.reason());
    assertTrue(link.reason().contains(why), link.reason());
    assertEquals(State.UNDECIDED, judge(FACTS, Standing.BESIDE, sbom).state());
  }

  private static Link judge(TestFacts facts, String components) throws Exception {
    return judge(facts, "", components);
  }

  private static Link judge(TestFacts facts, String metadata, String components) throws Exception {
    String text =
        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"metadata\":{"
            + metadata
            + "},\"components\":["
            + components
            + "]}";
    return judge(facts.inspection(), Standing.GIVEN, text);
  }

  private static String module(String purl) {
    int at = purl.indexOf('@');
    String name = at < 0 ? purl : purl.substring(0, at);
    String version = at < 0 ? "" : purl.substring(at + 1);
    return "{\"type\":\"library\",\"name\":\""
        + name
        + "\",\"version\":\""
        + version
        + "\",\"purl\":\"pkg:golang/"
        + purl
        + "\"}";
  }

  private static TestFacts app(Module... deps) {
    TestFacts facts = new TestFacts();
    facts.deps = List.of(deps);
    return facts;
  }

  private static Module dep(String path, String version) {
    return new Module(path, version, TestFacts.H1_A, null);
  }

  @ParameterizedTest
  @CsvSource({
    "github.com/Azure/sdk, v1.0.0, github.com/azure/sdk@v1.0.0",
    "github.com/a/b, v1.0.0, github.com/a/b@1.0.0",
    "github.com/a/b, v2.0.0+incompatible, github.com/a/b@v2.0.0%2Bincompatible",
    "github.com/a/b, v2.0.0+incompatible, github.com/a/b@2.0.0",
    "github.com/a/b/v2, v2.0.0, github.com/a/b@v2.0.0#v2",
    "github.com/a/b, v1.0.0, github.com/a/b@v1.0.0?type=module&goos=linux#pkg/x",
    "github.com/a/b, v1.0.0, github.com%2Fa%2Fb@v1.0.0"
  })
  void spellingsOfToolsAreNoDifferences(String path, String version, String purl) throws Exception {
    String sbom =
        "{\"type\":\"library\",\"name\":\"" + path + "\",\"purl\":\"pkg:golang/" + purl + "\"}";
    Link link = judge(app(dep(path, version)), sbom);
    assertEquals(State.CORROBORATED, link.state(), link.reason());
  }

  @ParameterizedTest
  @CsvSource({
    "go1.26.8, CORROBORATED",
    "v1.26.8, CORROBORATED",
    "1.26.8, CORROBORATED",
    "1.26.8-custom, CORROBORATED",
    "go1.26.7, CONTRADICTED",
    "1.26.8-rc1, CONTRADICTED",
    "unheard-of, CORROBORATED"
  })
  void theStandardLibraryInEverySpelling(String version, State state) throws Exception {
    for (String name : List.of("stdlib", "std", "toolchain")) {
      String sbom = module("example.com/app") + ',' + module(name + '@' + version);
      Link link = judge(app(), sbom);
      assertEquals(state, link.state(), link.reason());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "v1.2.3, v1.2.3, CORROBORATED",
    "v1.2.3, 1.2.3, CORROBORATED",
    "v1.2.3+dirty, v1.2.3, CORROBORATED",
    "v1.2.3, v1.2.4, CONTRADICTED",
    "v1.2.3, (devel), CORROBORATED",
    "(devel), v9.9.9, CORROBORATED",
    "v1.2.3, v0.0.0-20240102030405-0123456789ab, CORROBORATED"
  })
  void theMainModuleAtItsVersion(String recorded, String said, State state) throws Exception {
    TestFacts facts = app();
    facts.main = TestFacts.module("example.com/app", recorded, "");
    Link link = judge(facts, module("example.com/app@" + said));
    assertEquals(state, link.state(), link.reason());
  }

  private static final String FAT =
      "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"components\":[";

  /** Slices for two platforms link different modules, and may be of two Go versions. */
  private static Inspection fat() {
    TestFacts facts = app(dep("example.org/a", "v1.0.0"), dep("example.org/unix", "v1.0.0"));
    GoBinary first = facts.binary();
    facts.arch = "arm64";
    facts.goVersion = "go1.25.3";
    facts.deps = List.of(dep("example.org/a", "v1.1.0"), dep("example.org/arm", "v1.0.0"));
    return facts.inspection(first, facts.binary());
  }

  @Test
  void anSbomOfAFatFileListsWhatEachSliceDeclares() throws Exception {
    List<String> all =
        List.of(
            module("example.org/a@v1.0.0"),
            module("example.org/a@v1.1.0"),
            module("example.org/unix@v1.0.0"),
            module("example.org/arm@v1.0.0"),
            module("stdlib@1.26.8"),
            module("stdlib@1.25.3"));
    Link link = judge(fat(), Standing.GIVEN, FAT + String.join(",", all) + "]}");
    assertEquals(State.CORROBORATED, link.state(), link.reason());
    for (String less : all.subList(0, 4)) {
      List<String> some = new ArrayList<>(all);
      some.remove(less);
      link = judge(fat(), Standing.GIVEN, FAT + String.join(",", some) + "]}");
      assertEquals(State.CONTRADICTED, link.state(), less);
      assertTrue(link.reason().contains(" is missing"), link.reason());
    }
    for (String more : List.of("example.org/a@v1.2.0", "example.org/b@v1.0.0", "stdlib@1.24.0")) {
      String sbom = FAT + String.join(",", all) + ',' + module(more) + "]}";
      link = judge(fat(), Standing.GIVEN, sbom);
      assertEquals(State.CONTRADICTED, link.state(), more);
      assertTrue(link.reason().contains("slice"), link.reason());
    }
  }

  @Test
  void theBillOfAFatFileFitsIt() throws Exception {
    for (SbomFormat format : SbomFormat.values()) {
      String bill = GoTrust.sbom(fat(), SbomOptions.NONE).render(format);
      Link link = judge(fat(), Standing.GIVEN, bill);
      assertEquals(State.CORROBORATED, link.state(), link.reason());
    }
  }

  /** Of a file whose build info has no header syft lists nothing of Go. */
  @Test
  void aListWithoutAnyModuleSaysNothing() throws Exception {
    TestFacts facts = app(dep("example.org/a", "v1.0.0"));
    String file = "{\"type\":\"file\",\"name\":\"app\"}";
    for (String components : List.of("", file, module("stdlib@1.26.8"))) {
      Link link = judge(facts, "\"component\":" + file, components);
      assertEquals(State.UNDECIDED, link.state(), link.reason());
      assertTrue(link.reason().contains("nothing in it shows"), link.reason());
    }
    Link link = judge(facts, module("example.com/app@v1.0.0"));
    assertEquals(State.CONTRADICTED, link.state(), link.reason());
  }

  @Test
  void everyVersionThatIsSaidOfGoCounts() throws Exception {
    String main = module("example.com/app@v1.0.0");
    String go =
        "{\"type\":\"library\",\"name\":\"stdlib\",\"version\":\"go1.26.8\","
            + "\"purl\":\"pkg:golang/stdlib@1.20.1\"}";
    Link link = judge(app(), main + ',' + go);
    assertEquals(State.CONTRADICTED, link.state(), link.reason());
    assertTrue(link.reason().contains("1.20.1, but go1.26.8 is recorded"), link.reason());
  }

  @Test
  void theH1OfTheMainModuleCounts() throws Exception {
    TestFacts facts = app();
    facts.main = TestFacts.module("example.com/app", "v1.0.0", TestFacts.H1_A);
    String bill = GoTrust.sbom(facts.inspection(), SbomOptions.NONE).render(SbomFormat.CYCLONEDX);
    assertEquals(State.CORROBORATED, judge(facts.inspection(), Standing.GIVEN, bill).state());
    String other = bill.replace(TestFacts.H1_A, TestFacts.H1_B);
    Link link = judge(facts.inspection(), Standing.GIVEN, other);
    assertEquals(State.CONTRADICTED, link.state(), link.reason());
    assertTrue(link.reason().contains("another h1"), link.reason());
  }

  @Test
  void anotherMainModuleIsNamed() throws Exception {
    Link link =
        judge(
            app(dep("example.org/a", "v1.0.0")),
            "\"component\":" + module("example.com/other@v1.0.0"),
            module("example.org/a@v1.0.0"));
    assertEquals(State.CONTRADICTED, link.state());
    assertTrue(
        link.reason().contains("it is of example.com/other@v1.0.0, the file of example.com/app"),
        link.reason());
  }

  @Test
  void replacedModulesByEitherPath() throws Exception {
    Module fork = new Module("example.org/fork", "v1.1.0", TestFacts.H1_A, null);
    TestFacts facts = app(new Module("example.org/a", "v1.0.0", "", fork));
    for (String spelled : List.of("example.org/fork@v1.1.0", "example.org/a@v1.1.0")) {
      assertEquals(State.CORROBORATED, judge(facts, module(spelled)).state());
    }
    Link link = judge(facts, module("example.org/a@v1.0.0"));
    assertEquals(State.CONTRADICTED, link.state());
    assertTrue(link.reason().contains("but example.org/fork@v1.1.0 was compiled"), link.reason());
  }

  @Test
  void goModRequiresWhatItReplaces() throws Exception {
    Module fork = new Module("example.org/a", "v1.1.0", TestFacts.H1_A, null);
    TestFacts facts = app(new Module("example.org/a", "v1.0.0", "", fork));
    String source = "\"lifecycles\":[{\"phase\":\"pre-build\"}]";
    String sbom = module("example.com/app") + ',' + module("example.org/a@v1.0.0");
    Link link = judge(facts, source, sbom);
    assertEquals(State.CORROBORATED, link.state(), link.reason());
    assertEquals("it lists 1 module as go.mod requires and then replaces it", link.remark());
  }

  @Test
  void localModulesAtAnyVersionOrLeftOut() throws Exception {
    Module directory = new Module("../lib", "(devel)", "", null);
    TestFacts facts =
        app(
            new Module("example.org/lib", "v0.0.0", "", directory),
            new Module("example.org/member", "(devel)", "", null));
    String both = module("example.org/lib@v4.0.0") + ',' + module("example.org/member@(devel)");
    assertEquals(State.CORROBORATED, judge(facts, both).state());
    Link link = judge(facts, module("example.com/app"));
    assertEquals(State.CORROBORATED, link.state(), link.reason());
    assertEquals("it leaves out 2 local modules", link.remark());
  }

  @Test
  void modulesOfSourceThatAreNotLinked() throws Exception {
    TestFacts facts = app(dep("example.org/a", "v1.0.0"));
    String two = module("example.org/a@v1.0.0") + ',' + module("example.org/test@v1.0.0");
    Link link = judge(facts, "\"lifecycles\":[{\"phase\":\"design\"}]", two);
    assertEquals(State.CORROBORATED, link.state(), link.reason());
    assertEquals(
        "it is of source, and lists 1 module that this program does not declare; the first is"
            + " example.org/test@v1.0.0",
        link.remark());
    assertEquals(State.CONTRADICTED, judge(facts, two).state());
    String optional = two.replaceFirst("(?s)(.*)\"type\"", "$1\"scope\":\"optional\",\"type\"");
    assertEquals(State.CORROBORATED, judge(facts, optional).state());
  }

  @Test
  void trivysListOfGoMod() throws Exception {
    String application =
        "{\"type\":\"application\",\"name\":\"go.mod\",\"properties\":["
            + "{\"name\":\"aquasecurity:trivy:Class\",\"value\":\"lang-pkgs\"},"
            + "{\"name\":\"aquasecurity:trivy:Type\",\"value\":\"gomod\"}]}";
    TestFacts facts = app(dep("example.org/a", "v1.0.0"));
    String sbom =
        String.join(
            ",",
            application,
            module("example.com/app"),
            module("example.org/a@1.0.0"),
            module("example.org/unused@1.0.0"));
    assertEquals(State.CORROBORATED, judge(facts, sbom).state());
    Link program = judge(facts, sbom.replace("gomod", "gobinary"));
    assertEquals(State.CONTRADICTED, program.state());
    String two = application.replace("gomod", "gobinary") + ',' + sbom.replace("gomod", "gobinary");
    assertEquals(State.CORROBORATED, judge(facts, two).state());
  }

  @Test
  void anImageHoldsMore() throws Exception {
    TestFacts facts = app(dep("example.org/a", "v1.0.0"));
    String image = "\"component\":{\"type\":\"container\",\"name\":\"registry.example/app\"}";
    String sbom =
        String.join(
            ",",
            "{\"type\":\"library\",\"name\":\"musl\",\"purl\":\"pkg:apk/alpine/musl@1.2\"}",
            module("example.org/a@v0.9.0"),
            module("example.org/a@v1.0.0"),
            module("example.org/b@v1.0.0"));
    Link link = judge(facts, image, sbom);
    assertEquals(State.CORROBORATED, link.state(), link.reason());
    assertTrue(
        String.valueOf(link.remark()).startsWith("it is of more than this program, and lists 2"),
        link.remark());
    assertEquals(State.CONTRADICTED, judge(facts, image, module("example.org/a@v0.9.0")).state());
  }

  @Test
  void componentsOfOtherProgramsAreToldByTheirPlace() throws Exception {
    TestFacts facts = app(dep("example.org/a", "v1.0.0"));
    String sbom =
        String.join(
            ",",
            at("/bin/app", "example.com/app", module("example.com/app")),
            at("/bin/app", "example.com/app", module("example.org/a@v1.0.0")),
            at("/bin/other", "example.com/other", module("example.org/a@v0.1.0")),
            at("/bin/other", "example.com/other", module("example.org/b@v1.0.0")));
    Link link = judge(facts, sbom);
    assertEquals(State.CORROBORATED, link.state(), link.reason());
    assertEquals("2 modules of other programs in it were not compared", link.remark());
    Link more =
        judge(
            facts, sbom + ',' + at("/bin/app", "example.com/app", module("example.org/b@v1.0.0")));
    assertEquals(State.CONTRADICTED, more.state());
  }

  private static String at(String location, String main, String module) {
    return module.substring(0, module.length() - 1)
        + ",\"properties\":[{\"name\":\"syft:location:0:path\",\"value\":\""
        + location
        + "\"},{\"name\":\"syft:metadata:mainModule\",\"value\":\""
        + main
        + "\"}]}";
  }

  @Test
  void aModuleWithoutAVersionCanNotBeTold() throws Exception {
    TestFacts facts = app(dep("example.org/a", "v1.0.0"));
    Link link = judge(facts, module("example.com/app") + ',' + module("example.org/a"));
    assertEquals(State.UNDECIDED, link.state());
    assertTrue(link.reason().contains("it lists example.org/a without a version"), link.reason());
  }

  @Test
  void anEmptyListIsNoEvidence() throws Exception {
    Link link = judge(app(), "");
    assertEquals(State.UNDECIDED, link.state());
    assertTrue(link.reason().contains("nothing in it shows"), link.reason());
    assertEquals(State.CORROBORATED, judge(app(), module("example.com/app")).state());
  }

  @Test
  void withoutBuildInfoThereIsNothingToHoldItAgainst() throws Exception {
    TestFacts facts = app();
    facts.noBuildInfo = true;
    assertEquals(State.UNDECIDED, judge(facts, module("example.com/app")).state());
    TestFacts unknown = app();
    unknown.unknownLines = List.of("odd");
    assertEquals(State.UNDECIDED, judge(unknown, module("example.com/app")).state());
  }

  @Test
  void aStatementThatNobodySigned() throws Exception {
    String statement =
        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"digest\":{\"sha256\":\"%s\"}}],"
            + "\"predicateType\":\"https://cyclonedx.org/bom\",\"predicate\":%s}";
    String sbom = SbomSamples.text("gomod-app.cyclonedx-1.6.json");
    String hex = FACTS.sha256().hex();
    assertEquals(State.CORROBORATED, given(statement.formatted(hex, sbom)).state());
    Link other = given(statement.formatted("0".repeat(64), sbom));
    assertEquals(State.CONTRADICTED, other.state());
    assertTrue(other.reason().contains("it is of other bytes"), other.reason());
  }

  @Test
  void manyDifferencesAreCounted() throws Exception {
    StringBuilder sbom = new StringBuilder(module("example.com/app"));
    for (int i = 0; i < 40; i++) {
      sbom.append(',').append(module("example.org/m" + i + "@v1.0.0"));
    }
    Link link = judge(app(), sbom.toString());
    assertEquals(State.CONTRADICTED, link.state());
    assertTrue(link.reason().endsWith("; and 24 more"), link.reason());
    assertEquals(40, link.evidence().size());
  }
}
