package dev.gotrust.rollback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gotrust.rollback.Entry.Kind;
import dev.gotrust.rollback.History.Comparison;
import dev.gotrust.rollback.History.Relation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is older, and by what it is told. */
final class HistoryTest {
  private final List<Entry> entries = new ArrayList<>();

  private HistoryTest accepted(Acceptance program) {
    return add(Kind.ACCEPTED, program);
  }

  private HistoryTest add(Kind kind, Acceptance program) {
    String reason = kind == Kind.ROLLBACK ? "because" : null;
    long line = entries.size() + 2L;
    entries.add(new Entry(line, Programs.NOW, kind, program, reason, Entry.NONE, Entry.NONE, null));
    return this;
  }

  private void holds(Relation relation, long with, String by, Acceptance program) {
    Comparison comparison = History.compare(program, entries);
    long line = comparison.with() == null ? 0 : comparison.with().line();
    assertEquals(
        relation + " " + with + " " + by,
        comparison.relation() + " " + line + " " + comparison.by());
  }

  @Test
  void nothingIsNewerThanTheFirst() {
    holds(Relation.FIRST, 0, null, Programs.of("v1.0.0", 1));
  }

  @Test
  void versionsAreOrderedAsGoOrdersThem() {
    accepted(Programs.of("v1.9.0", 1)).accepted(Programs.of("v1.10.0", 2));
    holds(Relation.OLDER, 3, "version", Programs.of("v1.9.9", 3));
    holds(Relation.OLDER, 3, "version", Programs.of("v1.10.0-rc.1", 3));
    holds(Relation.NOT_OLDER, 3, "version", Programs.of("v1.10.1", 3));
    holds(Relation.SAME, 3, "version", Programs.of("v1.10.0", 2));
  }

  @Test
  void whatWasAcceptedLongAgoIsOlderThoughItsBytesAreKnown() {
    accepted(Programs.of("v1.0.0", 1)).accepted(Programs.of("v1.1.0", 2));
    holds(Relation.OLDER, 3, "version", Programs.of("v1.0.0", 1));
  }

  @Test
  void versionsGoBeforeTimes() {
    accepted(Programs.of("v1.1.0", 1, "2026-01-02T00:00:00Z", null));
    holds(Relation.NOT_OLDER, 2, "version", Programs.of("v1.2.0", 2, "2026-01-01T00:00:00Z", null));
    holds(Relation.OLDER, 2, "version", Programs.of("v1.0.9", 2, "2026-01-03T00:00:00Z", null));
  }

  @Test
  void oneVersionHasOneFileForEachVariantAndPlatform() {
    accepted(Programs.of("v1.1.0", 1));
    holds(Relation.OTHER_BYTES, 2, "version", Programs.of("v1.1.0", 2));
    holds(Relation.NOT_OLDER, 2, "version", Programs.on("linux/arm64", "v1.1.0", 2, null, null));
  }

  @Test
  void anAllowedReleaseOfOtherBytesIsTheOneFromThenOn() {
    accepted(Programs.of("v1.1.0", 1)).add(Kind.ROLLBACK, Programs.of("v1.1.0", 2));
    holds(Relation.SAME, 3, "version", Programs.of("v1.1.0", 2));
    holds(Relation.OTHER_BYTES, 3, "version", Programs.of("v1.1.0", 1));
  }

  @Test
  void afterAnAllowedRollbackNothingNewerStandsInTheWay() {
    accepted(Programs.of("v1.2.0", 1)).add(Kind.ROLLBACK, Programs.of("v1.0.0", 2));
    holds(Relation.SAME, 3, "version", Programs.of("v1.0.0", 2));
    holds(Relation.NOT_OLDER, 3, "version", Programs.of("v1.1.0", 3));
    holds(Relation.OLDER, 3, "version", Programs.of("v0.9.0", 3));
    holds(Relation.OTHER_BYTES, 2, "version", Programs.of("v1.2.0", 3));
  }

  @Test
  void withoutAVersionTheCommitTells() {
    accepted(Programs.of("(devel)", 1, "2026-01-02T00:00:00Z", null));
    holds(
        Relation.OLDER, 2, "commit time", Programs.of("(devel)", 2, "2026-01-01T00:00:00Z", null));
    holds(
        Relation.NOT_OLDER,
        2,
        "commit time",
        Programs.of("(devel)", 2, "2026-01-02T00:00:00Z", null));
    holds(
        Relation.NOT_OLDER,
        2,
        "commit time",
        Programs.of("v1.0.0", 2, "2026-01-03T00:00:00Z", null));
  }

  @Test
  void treesWithChangesHaveAnyNumberOfFiles() {
    accepted(Programs.of("v1.1.0+dirty", 1));
    holds(Relation.NOT_OLDER, 2, "version", Programs.of("v1.1.0+dirty", 2));
    holds(Relation.OLDER, 2, "version", Programs.of("v1.0.0+dirty", 2));
  }

  @Test
  void theSameVersionOfAnOlderCommitIsOlder() {
    accepted(Programs.of("v1.1.0", 1, "2026-01-02T00:00:00Z", null));
    holds(
        Relation.OLDER,
        2,
        "commit time",
        Programs.on("linux/arm64", "v1.1.0", 2, "2026-01-01T00:00:00Z", null));
  }

  @Test
  void aLaterPatchOfAnOldLineMakesNoReleaseOlderThanItself() {
    accepted(Programs.of("v1.3.9", 1, "2026-01-10T00:00:00Z", "2026-01-10T01:00:00Z"));
    Acceptance next = Programs.of("v1.4.0", 2, "2026-01-05T00:00:00Z", "2026-01-05T01:00:00Z");
    accepted(next);
    holds(Relation.SAME, 3, "commit time", next);
    holds(
        Relation.NOT_OLDER,
        3,
        "commit time",
        Programs.on("windows/amd64", "v1.4.0", 3, "2026-01-05T00:00:00Z", null));
  }

  @Test
  void theFilesOfOneReleaseAreSignedOneBehindTheOther() {
    accepted(Programs.of("v1.4.0", 1, null, "2026-01-05T01:00:07Z"));
    holds(
        Relation.NOT_OLDER,
        2,
        "version",
        Programs.on("windows/amd64", "v1.4.0", 2, null, "2026-01-05T01:00:02Z"));
  }

  @Test
  void theSameBytesAreNotOlderForAnotherSignature() {
    accepted(Programs.of("(devel)", 1, null, "2026-01-02T00:00:00Z"));
    holds(Relation.SAME, 2, "log time", Programs.of("(devel)", 1, null, "2026-01-01T00:00:00Z"));
  }

  @Test
  void theTimeOfASignatureIsTheLastResort() {
    accepted(Programs.of("(devel)", 1, null, "2026-01-02T00:00:00Z"));
    holds(Relation.OLDER, 2, "log time", Programs.of("(devel)", 2, null, "2026-01-01T00:00:00Z"));
    holds(
        Relation.NOT_OLDER, 2, "log time", Programs.of("(devel)", 2, null, "2026-01-03T00:00:00Z"));
  }

  @Test
  void whereNothingTellsThatIsSaid() {
    accepted(Programs.of("(devel)", 1));
    holds(Relation.UNTOLD, 2, null, Programs.of("(devel)", 2));
    holds(Relation.UNTOLD, 2, null, Programs.of("", 2, "2026-01-03T00:00:00Z", null));
    holds(Relation.SAME, 2, "version", Programs.of("(devel)", 1));
  }

  @Test
  void otherProgramsAndChannelsAreApart() {
    Acceptance app = Programs.of("v2.0.0", 1);
    accepted(app);
    Acceptance other = Programs.of("v1.0.0", 2);
    for (Acceptance apart :
        List.of(
            with(other, "edge", other.module(), other.path()),
            with(other, other.channel(), "example.com/other", other.path()),
            with(other, other.channel(), other.module(), "example.com/app/cmd/tool"))) {
      holds(Relation.FIRST, 0, null, apart);
    }
  }

  private static Acceptance with(Acceptance from, String channel, String module, String path) {
    return new Acceptance(
        channel,
        module,
        path,
        from.platform(),
        from.variant(),
        from.version(),
        from.commitTime(),
        from.logTime(),
        from.sha256());
  }
}
