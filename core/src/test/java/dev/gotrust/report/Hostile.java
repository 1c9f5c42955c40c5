package dev.gotrust.report;

import dev.gotrust.TestFacts;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.facts.BuildId;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.ContentId;
import dev.gotrust.facts.HostIdCheck;
import dev.gotrust.facts.VersionTraces.PclntabLayout;
import dev.gotrust.image.HostId;
import dev.gotrust.image.Linkage;
import java.util.ArrayList;
import java.util.List;

/** Texts that a terminal or an editor would act on, and facts that carry one at every place. */
final class Hostile {
  static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "plain",
          "a\nPASS (basic): nothing contradicted",
          "a\r\nb",
          "\u001b[32mPASS\u001b[0m",
          "\u001b]0;title\u0007",
          "\u009b31m",
          "\u0085\u0090\u009f",
          "\u0000nul",
          "\u007f\b\b\b",
          "\u202egnp.exe\u202c",
          "\u2066\u2067\u2068\u2069\u200e\u200f\u061c",
          "zero\u200bwidth\u200c\u200d\u2060\ufeff",
          "tags \udb40\udc41\udb40\udc42\udb40\udc7f",
          "lone \ud800 and \udc00",
          "\udc00\ud800",
          "nbsp\u00a0thin\u2009wide\u3000line\u2028par\u2029",
          "blank\u3164\u115f\u2800\uffa0\u034f\ufe0f",
          "zalgo a" + "\u0301".repeat(50),
          "soft\u00adhyphen private\ue000 \udbff\udffd",
          "fine: \u00fcml\u00e4ut \u65e5\u672c \ud83d\ude00",
          "quote\" back\\slash </script> {} []",
          "x".repeat(5_000),
          "far" + " ".repeat(500) + "away",
          "\u202e".repeat(5_000),
          "\ud83d\ude00".repeat(5_000));

  private Hostile() {}

  static TestFacts facts(String text) {
    TestFacts facts = new TestFacts();
    facts.name = text;
    facts.target = text;
    facts.oddities = List.of(text);
    facts.arch = text;
    facts.buildId = new BuildId(text, 0, text.length());
    facts.hostId = new HostId(HostId.Kind.LC_UUID, 8, Bytes.of(new byte[16]));
    facts.hostIdCheck = new HostIdCheck(HostIdCheck.Outcome.OTHER, text);
    facts.contentId =
        new ContentId(
            text, text, ContentId.State.MISMATCH, ContentId.Cause.REWRITTEN, "why: " + text);
    facts.goVersion = text;
    facts.path = text;
    facts.main = TestFacts.module(text, text, text);
    facts.deps =
        new ArrayList<>(
            List.of(
                TestFacts.module(text, text, TestFacts.H1_A),
                TestFacts.replaced(text, text, TestFacts.module(text, text, text))));
    facts.settings = List.of(new BuildInfo.Setting(text, text));
    facts.unknownLines = List.of(text);
    facts.versions = TestFacts.traces(List.of(text, "x"), PclntabLayout.GO_1_2, null);
    facts.linkage = new Linkage(text, text, List.of(text), false, true, false, false, null);
    facts.notes = List.of(text);
    return facts;
  }
}
