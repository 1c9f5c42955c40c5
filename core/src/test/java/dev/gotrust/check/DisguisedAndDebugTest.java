package dev.gotrust.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.TestFacts;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.Disguise;
import dev.gotrust.facts.VersionTraces;
import dev.gotrust.facts.VersionTraces.BuildInfoLayout;
import dev.gotrust.facts.VersionTraces.PclntabLayout;
import dev.gotrust.material.Materials;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the debug data says of the toolchain and of -w, and what a disguise leaves to judge. */
class DisguisedAndDebugTest {
  private static VersionTraces traces(String text, String producer) {
    List<VersionTraces.Text> texts =
        text == null ? List.of() : List.of(new VersionTraces.Text(text, 300));
    return new VersionTraces(
        texts,
        true,
        PclntabLayout.GO_1_20,
        400,
        BuildInfoLayout.INLINE,
        producer == null ? null : new VersionTraces.Text(producer, -1));
  }

  @ParameterizedTest
  @CsvSource({
    "go1.26.8, go1.26.8, CORROBORATED",
    "go1.26.8, go1.26.7, CONTRADICTED",
    "go1.26.8-X:nodwarf5, go1.26.8, CORROBORATED",
    "go1.22.1 X:boringcrypto, go1.22.1, CORROBORATED",
    "go1.22.1 X:boringcrypto, go1.22.2, CONTRADICTED",
    "go1.21.11 (Red Hat 1.21.11-1.el9), go1.21.11 (Red Hat 1.21.11-1.el9), CORROBORATED",
    "go1.21.11 (Red Hat 1.21.11-1.el9) X:strictfipsruntime, go1.21.11 (Red Hat 1.21.11-1.el9),"
        + " CORROBORATED"
  })
  void theClaimAgainstWhatWroteTheDebugData(String claim, String producer, State state) {
    TestFacts facts = new TestFacts();
    facts.goVersion = claim;
    facts.versions = traces(claim, producer);
    Link link = ToolchainCheck.judge("app", facts.binary());
    assertEquals(state, link.state(), link.reason());
    assertTrue(link.reason().contains("debug data"), link.reason());
  }

  @Test
  void theDebugDataAloneCorroboratesAndBoundsTheVersion() {
    TestFacts facts = new TestFacts();
    facts.versions = traces(null, "go1.26.8");
    assertEquals(
        "go1.26.8: the debug data says so too, and the function table fits",
        ToolchainCheck.judge("app", facts.binary()).reason());
    facts.noBuildInfo = true;
    Link link = ToolchainCheck.judge("app", facts.binary());
    assertEquals(State.ABSENT, link.state());
    assertTrue(link.reason().endsWith("its traces allow Go 1.26"), link.reason());
  }

  @ParameterizedTest
  @CsvSource({
    "-w, go1.26.8, CONTRADICTED",
    "-s -w, go1.26.8, CONTRADICTED",
    "-w=false, go1.26.8, CLAIMED",
    "-w, , CLAIMED"
  })
  void debugDataOfGoCodeIsNeverLeftByW(String flags, String producer, State state) {
    TestFacts facts = new TestFacts();
    facts.settings = List.of(new BuildInfo.Setting("-ldflags", flags));
    facts.versions = traces("go1.26.8", producer);
    assertEquals(state, SettingsCheck.judge("app", facts.binary()).state());
  }

  @ParameterizedTest
  @EnumSource(
      value = Disguise.class,
      names = {"OBFUSCATED", "PACKED"})
  void nothingOfADisguisedFileIsAbsent(Disguise disguise) {
    TestFacts facts = new TestFacts();
    facts.noBuildInfo = true;
    facts.disguise = disguise;
    facts.versions = traces(null, null);
    for (Link link : Checks.judge(facts.inspection(), Materials.NONE).links()) {
      if (link.id() == LinkId.SETTINGS
          || link.id() == LinkId.TOOLCHAIN
          || link.id() == LinkId.GO_SUM) {
        assertEquals(State.UNDECIDED, link.state(), link.toString());
        assertTrue(link.reason().contains(disguise.words()), link.reason());
      }
    }
  }
}
