package dev.gotrust.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.TestFacts;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildInfo.Setting;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The link {@code settings} as a whole; {@link SettingRulesTest} has each rule. */
final class SettingsCheckTest {
  private final TestFacts facts = new TestFacts();

  private Link judge(Setting... settings) {
    facts.settings = List.of(settings);
    return SettingsCheck.judge("app", facts.binary());
  }

  @Test
  void rowsThatFitAreCounted() {
    Link link = judge(new Setting("GOARCH", "amd64"), new Setting("CGO_CFLAGS", ""));
    assertEquals(State.CORROBORATED, link.state());
    assertEquals(
        "1 of 2 recorded settings show in the file, and fit; nothing shows the other one",
        link.reason());
    assertEquals(2, link.evidence().size());
    assertNull(link.remark());
    assertNull(link.next());
  }

  @Test
  void oneContradictionDecides() {
    Link link =
        judge(
            new Setting("GOOS", "linux"),
            new Setting("GOARCH", "386"),
            new Setting("-buildmode", "plugin"));
    assertEquals(State.CONTRADICTED, link.state());
    assertEquals(
        "it claims GOARCH=386, but the file shows: amd64; and 1 more of this kind", link.reason());
    assertNotNull(link.next());
    assertEquals(State.CONTRADICTED, link.evidence().get(1).state());
  }

  @Test
  void aRemarkDecidesNothing() {
    Link link = judge(new Setting("GOARCH", "amd64"), new Setting("-buildmode", "pie"));
    assertEquals(State.CORROBORATED, link.state());
    assertTrue(String.valueOf(link.remark()).contains("not position independent"));
  }

  @Test
  void settingsThatNothingShowsAreClaims() {
    assertEquals(State.CLAIMED, judge(new Setting("CGO_CFLAGS", "")).state());
  }

  @Test
  void noSettingsAreNothingToCheck() {
    assertEquals(State.ABSENT, judge().state());
    facts.noBuildInfo = true;
    assertEquals(State.ABSENT, judge().state());
  }
}
