package dev.gotrust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Limits;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.material.Discovery;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.material.SbomFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SBOMs at every cap, with a heap of 128 MiB. */
@Tag("hostile")
final class HostileSbomTest {
  private static final String BEGIN =
      "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[";

  @TempDir Path directory;

  private Link given(byte[] sbom) throws Exception {
    Path hello = Fixtures.writeTo(directory, "hello");
    SbomFile file = SbomFile.of("s", sbom, Standing.GIVEN);
    Judgement judged = GoTrust.verify(VerificationRequest.of(hello).sboms(List.of(file)).build());
    return ((Judgement.Judged) judged).report().chain().link(LinkId.SBOM);
  }

  @Test
  void asManyModulesAsAreRead() throws Exception {
    StringBuilder text = new StringBuilder(BEGIN);
    String padding = "p".repeat(180);
    for (int i = 0; i < Limits.SBOM_COMPONENTS; i++) {
      text.append(i == 0 ? "" : ",");
      text.append("{\"name\":\"example.org/").append(i).append(padding);
      text.append("\",\"version\":\"v1.0.0\"}");
    }
    Link link = given(text.append("]}").toString().getBytes(UTF_8));
    assertEquals(State.CONTRADICTED, link.state());
    assertTrue(link.reason().endsWith("; and 49986 more"), link.reason().substring(0, 200));
    assertTrue(link.evidence().size() <= Limits.EVIDENCE);
  }

  @Test
  void oneTextAsLongAsTheFile() throws Exception {
    byte[] sbom = new byte[Limits.SBOM];
    Arrays.fill(sbom, (byte) 'a');
    byte[] begin = (BEGIN + "{\"name\":\"example.org/").getBytes(UTF_8);
    byte[] end = "\"}]}".getBytes(UTF_8);
    System.arraycopy(begin, 0, sbom, 0, begin.length);
    System.arraycopy(end, 0, sbom, sbom.length - end.length, end.length);
    Link link = given(sbom);
    assertEquals(State.UNDECIDED, link.state());
    assertTrue(link.reason().contains("more than the 4096"), link.reason());
  }

  @Test
  void componentsWithinComponents() throws Exception {
    String text = BEGIN + "{\"name\":\"a\",\"components\":[".repeat(100_000);
    Link link = given(text.getBytes(UTF_8));
    assertEquals(State.CONTRADICTED, link.state());
  }

  @Test
  void moreBytesThanAreRead() throws Exception {
    Path hello = Fixtures.writeTo(directory, "hello");
    Files.write(directory.resolve("hello.cdx.json"), new byte[Limits.SBOM + 5]);
    Judgement judged =
        GoTrust.verify(VerificationRequest.of(hello).discovery(Discovery.from(directory)).build());
    Link link = ((Judgement.Judged) judged).report().chain().link(LinkId.SBOM);
    assertEquals(State.UNDECIDED, link.state());
    assertTrue(link.reason().contains("more than the 16777216 bytes"), link.reason());
  }
}
