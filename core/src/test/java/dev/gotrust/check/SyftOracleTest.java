package dev.gotrust.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gotrust.GoTrust;
import dev.gotrust.bytes.ArraySource;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.Reading;
import dev.gotrust.facts.Scope;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.material.Materials;
import dev.gotrust.material.SbomFile;
import dev.gotrust.material.Sboms;
import dev.gotrust.material.SignatureRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where syft is installed, or {@code GOTRUST_SYFT} names it, it lists every fixture: what it lists
 * is contradicted by none but forgeries, and one version more or less is contradicted by all.
 */
class SyftOracleTest {
  private static final List<String> FORMATS = List.of("cyclonedx-json", "spdx-json");

  /** Copies of hello in which one copy of the build info, or the code, says something else. */
  private static final String FORGERIES = "hello-edited";

  @TempDir Path directory;

  private static String syft() {
    String named = System.getenv("GOTRUST_SYFT");
    return named == null ? "syft" : named;
  }

  private static boolean isThere() throws InterruptedException {
    try {
      return new ProcessBuilder(syft(), "--version").redirectErrorStream(true).start().waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  @Test
  void whatSyftListsIsNoAlarm() throws Exception {
    if (!isThere()) {
      System.out.println("left out, no syft here: what it lists of every fixture");
    }
    Assumptions.assumeTrue(isThere());
    Map<String, String> wrong = new TreeMap<>();
    for (String name : Fixtures.names()) {
      byte[] data = Fixtures.bytes(name);
      Reading reading = GoTrust.inspect(new ArraySource(data), name, 2, Scope.CODE);
      if (reading instanceof Inspection facts && !name.equals(FORGERIES)) {
        Path file = Files.write(directory.resolve(name), data);
        for (String format : FORMATS) {
          hold(facts, name + ' ' + format, scan(file, format), wrong);
        }
        Files.delete(file);
      }
    }
    assertEquals(Map.of(), wrong);
  }

  private static void hold(Inspection facts, String name, String sbom, Map<String, String> wrong)
      throws IOException {
    Link whole = judge(facts, sbom);
    BuildInfo info = facts.first().buildInfo();
    // What has no build info, or one that syft does not read, is listed as nothing at all.
    boolean listed = info != null && info.main() != null && sbom.contains(info.main().path());
    State expected = listed ? State.CORROBORATED : State.UNDECIDED;
    if (whole.state() != expected && !(expected == State.UNDECIDED && isUnread(whole, sbom))) {
      wrong.put(name, whole.state() + ": " + whole.reason());
    }
    for (Module dep : info == null ? List.<Module>of() : info.deps()) {
      String version = dep.effective().version();
      if (listed && version.startsWith("v")) {
        Link edited = judge(facts, sbom.replace(version, version + "-x"));
        if (edited.state() != State.CONTRADICTED
            || !edited.reason().contains(dep.effective().path())) {
          wrong.put(name + " with another version", edited.state() + ": " + edited.reason());
        }
      }
    }
  }

  private static boolean isUnread(Link link, String sbom) {
    return link.state() == State.CONTRADICTED && !sbom.contains("pkg:golang/");
  }

  private static Link judge(Inspection facts, String sbom) throws IOException {
    SbomFile file = SbomFile.of("syft.json", sbom.getBytes(UTF_8), Standing.GIVEN);
    SignedInput input = SignedInput.of("file", new byte[0]);
    Sboms sboms = Sboms.verify(List.of(file), SignatureRequest.NONE, input, facts.sha256(), null);
    return Checks.judge(facts, Materials.NONE.withSboms(sboms)).link(LinkId.SBOM);
  }

  private String scan(Path file, String format) throws Exception {
    Path out = directory.resolve("out.json");
    ProcessBuilder syft =
        new ProcessBuilder(syft(), "scan", "file:" + file, "-q", "-o", format + "=" + out);
    syft.environment().put("SYFT_CHECK_FOR_APP_UPDATE", "false");
    Process process = syft.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
    return Files.readString(out);
  }
}
