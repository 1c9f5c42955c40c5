package dev.gotrust.sbom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotrust.GoTrust;
import dev.gotrust.Judgement;
import dev.gotrust.VerificationRequest;
import dev.gotrust.bytes.ArraySource;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.Reading;
import dev.gotrust.facts.Scope;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.material.Material;
import dev.gotrust.material.SbomFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the bill of every fixture against {@code go version -m -json} and the official schemas. */
class SbomFixturesTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static List<String> names() {
    return Fixtures.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void modulesAreThoseOfGoVersion(String name) throws Exception {
    JsonNode go = MAPPER.readTree(Fixtures.golden(name)).path("goVersionJson");
    Reading reading = GoTrust.inspect(new ArraySource(Fixtures.bytes(name)), name, 2, Scope.CODE);
    if (!(reading instanceof Inspection facts)) {
      return;
    }
    if (!go.isObject() && facts.first().buildInfo() == null) {
      assertThrows(SbomException.class, () -> GoTrust.sbom(facts, SbomOptions.NONE));
      return;
    }
    SbomDocument document = GoTrust.sbom(facts, SbomOptions.NONE);
    Bom bom = SbomSchemas.cycloneDx(document);
    JsonNode spdx = SbomSchemas.spdx(document);
    if (!go.isObject()) {
      return; // go version can't read it
    }
    List<String> expected = new ArrayList<>();
    go.path("Deps").forEach(dep -> expected.add(text(dep)));
    List<String> versions =
        facts.binaries().stream().map(each -> each.buildInfo().goVersion()).distinct().toList();
    versions.forEach(version -> expected.add("stdlib"));
    versions.forEach(version -> expected.add("go"));
    List<String> components = new ArrayList<>();
    for (Component component : bom.getComponents()) {
      components.add(
          text(component.getName(), Optional.ofNullable(component.getVersion()).orElse("")));
    }
    List<String> packages = new ArrayList<>();
    spdx.path("packages")
        .forEach(
            each ->
                packages.add(
                    text(each.path("name").asText(), each.path("versionInfo").asText(""))));
    assertEquals(expected, components);
    assertEquals(expected, packages.subList(1, packages.size()));
    Component root = bom.getMetadata().getComponent();
    JsonNode main = go.path("Main");
    if (main.has("Path")) {
      assertEquals(main.path("Path").asText(), root.getName());
      assertEquals(main.path("Version").asText(), root.getVersion());
    }
    assertEquals(facts.sha256().hex(), root.getHashes().get(0).getValue());
    assertEquals(main.has("Path"), document.gaps().isEmpty(), document.gaps().toString());
  }

  /** What was compiled: a replacement stands for what it replaces, a directory by the module. */
  private static String text(JsonNode dep) {
    JsonNode replacement = dep.path("Replace");
    if (!replacement.isObject()) {
      return text(dep.path("Path").asText(), dep.path("Version").asText(""));
    }
    String path = replacement.path("Path").asText();
    return text(
        path.startsWith(".") ? dep.path("Path").asText() : path,
        replacement.path("Version").asText(""));
  }

  private static String text(String name, String version) {
    boolean ofGo = name.equals("stdlib") || name.equals("go");
    return version.isEmpty() || ofGo ? name : name + '@' + version;
  }

  /** What is written here is what the link {@code sbom} asks for. */
  @ParameterizedTest
  @MethodSource("names")
  void theBillOfAFileFitsTheFile(String name) throws Exception {
    ArraySource source = new ArraySource(Fixtures.bytes(name));
    Reading reading = GoTrust.inspect(source, name, 2, Scope.CODE);
    if (!(reading instanceof Inspection facts) || facts.first().buildInfo() == null) {
      return;
    }
    SbomDocument document = GoTrust.sbom(facts, SbomOptions.NONE);
    for (SbomFormat format : SbomFormat.values()) {
      byte[] bytes = document.render(format).getBytes(StandardCharsets.US_ASCII);
      SbomFile file = SbomFile.of("bill.json", bytes, Material.Standing.GIVEN);
      VerificationRequest request =
          VerificationRequest.of(source, name).sboms(List.of(file)).build();
      Judgement.Judged judged = (Judgement.Judged) GoTrust.verify(request);
      Link link =
          judged.report().chain().links().stream()
              .filter(each -> each.id() == LinkId.SBOM)
              .findFirst()
              .orElseThrow();
      assertNotEquals(State.CONTRADICTED, link.state(), link.reason());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void writingTwiceSaysTheSame(String name) throws Exception {
    byte[] bytes = Fixtures.bytes(name);
    Reading once = GoTrust.inspect(new ArraySource(bytes), name, 1, Scope.CODE);
    Reading again = GoTrust.inspect(new ArraySource(bytes), "elsewhere/" + name, 2, Scope.CODE);
    if (!(once instanceof Inspection one) || one.first().buildInfo() == null) {
      return;
    }
    for (SbomFormat format : SbomFormat.values()) {
      assertEquals(
          GoTrust.sbom(one, SbomOptions.NONE).render(format),
          GoTrust.sbom((Inspection) again, SbomOptions.NONE).render(format));
    }
  }
}
