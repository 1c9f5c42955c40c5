package dev.gotrust.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gotrust.GoTrust;
import dev.gotrust.Judgement;
import dev.gotrust.TestFacts;
import dev.gotrust.VerificationRequest;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.Link.Change;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.Verdict;
import dev.gotrust.facts.Refusal;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.material.Materials;
import dev.gotrust.module.ModuleFileException;
import dev.gotrust.policy.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Real binaries from bytes to every document. */
final class FixtureReportsTest {
  @TempDir Path directory;

  static List<String> names() {
    return Fixtures.names();
  }

  private VerificationRequest.Builder request(String name) throws Exception {
    VerificationRequest.Builder request = VerificationRequest.of(Fixtures.writeTo(directory, name));
    Optional<String> sum = Fixtures.companion(name, "go.sum");
    if (sum.isPresent()) {
      request.goSum(Files.writeString(directory.resolve(name + ".sum"), sum.get()));
    }
    return request;
  }

  private static TrustReport judged(VerificationRequest.Builder request) throws Exception {
    return ((Judgement.Judged) GoTrust.verify(request.build())).report();
  }

  private static Verdict verdict(VerificationRequest.Builder request) throws Exception {
    return judged(request).outcome().verdict();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyDocumentIsValidAndFits(String name) throws Exception {
    Judgement judgement = GoTrust.verify(request(name).build());
    if (judgement instanceof Judgement.Refused refused) {
      Refusal refusal = refused.refusal();
      JsonNode document =
          Schemas.valid("inspect.schema.json", layout -> FactsJson.render(refusal, layout));
      assertEquals("not-go", document.at("/error/kind").asText());
      return;
    }
    TrustReport report = ((Judgement.Judged) judgement).report();
    Schemas.valid("inspect.schema.json", layout -> FactsJson.render(report.facts(), layout));
    JsonNode document =
        Schemas.valid("trust-report.schema.json", layout -> TrustJson.render(report, layout));
    assertEquals(13, document.get("links").size());
    TextTest.assertFits(FactsText.render(report.facts(), Style.PLAIN));
    TextTest.assertFits(TextReport.render(report, Style.PLAIN));
  }

  /**
   * file, build-id, build-info, toolchain, settings, packages, go-sum by the first letters of their
   * states.
   */
  @ParameterizedTest
  @CsvSource({
    "hello, PASS, P CO CO CO CO CO P",
    "elf-386-go1.13-deps, PASS, P CO CL CO A CO P",
    "elf-amd64-go1.18, PASS, P CO CO CO CO CO N",
    "elf-amd64-go1.18-appended, INCOMPLETE, P U CO CO CO CO N",
    "elf-amd64-go1.18-stripped, INCOMPLETE, P U CO CO CO CO N",
    "elf-amd64-go1.18-patched, FAIL, P CON CO CO CO CO N",
    "elf-amd64-go1.20-cgo, PASS, P CO CO CO CO CO N",
    "elf-amd64-go1.24-cgo, PASS, P CO CO CO CO CO N",
    "elf-amd64-go1.24-garbled, INCOMPLETE, P U U U U U U",
    "elf-amd64-go1.27-embed, PASS, P CO CO CO CO CO N",
    "elf-amd64-go1.9, PASS, P N A A A A A",
    "elf-s390x-go1.17, PASS, P CO CL CO A CO N",
    "macho-arm64-go1.26-resigned, PASS, P CO CO CO CO CO N",
    "macho-fat, PASS, P CO CL CO A CO N",
    "packages-bazel, PASS, P N A CO A U N",
    "packages-gopath, PASS, P CO CO CO CO U N",
    "packages-vendored, PASS, P CO CO CO CO U A",
    "pe-amd64-go1.26-signed, PASS, P CO CO CO CO CO N",
    "pe-386-go1.12, PASS, P CO CL A A CO N",
    "plan9-386-go1.17, PASS, P CO CL CO A CO N",
    "wasm-wasip1-go1.21, PASS, P CO CL CO CO CO N",
    "xcoff-ppc64-go1.20, PASS, P CO CO CO CO CO N"
  })
  void chainsOfRealBinaries(String name, Verdict verdict, String states) throws Exception {
    TrustReport report = judged(request(name));
    assertEquals(verdict, report.outcome().verdict(), report.outcome().line());
    String[] letters = states.split(" ");
    for (int i = 0; i < letters.length; i++) {
      Link link = report.chain().links().get(i);
      assertTrue(link.state().name().startsWith(letters[i]), link.toString());
      assertEquals(letters[i].equals("CON"), link.state() == State.CONTRADICTED);
    }
  }

  @Test
  void aGivenGoSumMakesAProof() throws Exception {
    TrustReport report = judged(request("hello"));
    assertEquals(List.of(LinkId.GO_SUM), report.outcome().proven());
    assertTrue(report.outcome().outsideRoot());
    assertEquals(State.PROVEN, report.outcome().required().get(LinkId.GO_SUM));
    assertEquals("given", report.materials().get(0).origin());
  }

  @Test
  void anotherH1FailsAndAMissingModuleIsIncomplete() throws Exception {
    String sum = Fixtures.companion("hello", "go.sum").orElseThrow();
    VerificationRequest.Builder request = request("hello");
    String forged = sum.replaceAll(" (v[0-9.]+) h1:\\S+", " $1 " + TestFacts.H1_B);
    Path file = Files.writeString(directory.resolve("forged"), forged);
    TrustReport report = judged(request.goSum(file));
    VerificationRequest.Builder read =
        VerificationRequest.of(directory.resolve("hello")).given(Materials.NONE.withGoSum(file));
    assertEquals(report.chain(), judged(read).chain(), "read before or while judging");
    assertEquals(Verdict.FAIL, report.outcome().verdict());
    assertTrue(report.chain().link(LinkId.GO_SUM).reason().contains(TestFacts.H1_B));

    String first = sum.substring(0, sum.indexOf(' '));
    String lacking = sum.replaceAll("(?m)^" + first + " .*\n", "");
    assertFalse(lacking.equals(sum));
    request.goSum(Files.writeString(directory.resolve("lacking"), lacking));
    assertEquals(Verdict.INCOMPLETE, verdict(request));

    request.goSum(Files.writeString(directory.resolve("malformed"), sum + "x\n"));
    assertThrows(ModuleFileException.class, () -> verdict(request));
  }

  @Test
  void whatIsFoundBesideIsWeakerAndWhatIsFoundInTheRepositoryIsAProof() throws Exception {
    Path place = Files.createDirectories(directory.resolve("place"));
    Path artifact = Fixtures.writeTo(place, "hello");
    Files.writeString(place.resolve("go.mod"), Fixtures.companion("hello", "go.mod").get());
    Files.writeString(place.resolve("go.sum"), Fixtures.companion("hello", "go.sum").get());
    assertEquals(State.ABSENT, goSum(VerificationRequest.of(artifact)));
    VerificationRequest.Builder found = VerificationRequest.of(artifact).discoverFrom(directory);
    assertEquals(State.CORROBORATED, goSum(found));
    assertEquals(Verdict.PASS, verdict(found));
    assertEquals(State.CORROBORATED, goSum(found.discoverFrom(place)));
    Files.writeString(place.resolve(".git"), "gitdir: elsewhere\n");
    assertEquals(State.PROVEN, goSum(found));
    assertEquals(2, judged(found).materials().size());
  }

  private static State goSum(VerificationRequest.Builder request) throws Exception {
    return judged(request).chain().state(LinkId.GO_SUM);
  }

  @Test
  void acceptancesAndRequirements() throws Exception {
    for (Change change : List.of(Change.STRIPPED, Change.APPENDED)) {
      VerificationRequest.Builder request = request("elf-amd64-go1.18-" + change.id());
      assertEquals(Verdict.INCOMPLETE, verdict(request));
      request.policy(Policy.builder().accept(change).build());
      assertEquals(Verdict.PASS, verdict(request));
      request.policy(Policy.builder().accept(change).require(LinkId.BUILD_ID).build());
      assertEquals(Verdict.INCOMPLETE, verdict(request));
    }
    Policy all =
        Policy.builder()
            .accept(Change.STRIPPED)
            .accept(Change.SIGNED)
            .accept(Change.APPENDED)
            .build();
    assertEquals(Verdict.FAIL, verdict(request("elf-amd64-go1.18-patched").policy(all)));
    Policy signature = Policy.builder().require(LinkId.SIGNATURE).build();
    assertEquals(Verdict.INCOMPLETE, verdict(request("hello").policy(signature)));
  }
}
