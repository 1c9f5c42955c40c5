package dev.gotrust.report;

import dev.gotrust.chain.State;
import dev.gotrust.chain.Verdict;
import dev.gotrust.report.ReportDocument.Artifact;
import dev.gotrust.report.ReportDocument.Asked;
import dev.gotrust.report.ReportDocument.DocumentLink;
import dev.gotrust.report.ReportDocument.Judged;
import dev.gotrust.report.ReportDocument.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came of doing again what a stored report says was done.
 *
 * @param report the file that holds the report
 * @param file the artifact, as the report names it
 * @param lines what was compared, in order
 * @param recordedBy the version of gotrust that wrote the report, null where it does not say
 */
public record ReportCheck(
    String report, String file, List<Line> lines, @Nullable String recordedBy) {
  /**
   * Copies the list.
   *
   * @param report the file that holds the report
   * @param file the artifact, as the report names it
   * @param lines what was compared; copied
   * @param recordedBy the version of gotrust that wrote the report, or null
   */
  public ReportCheck {
    lines = List.copyOf(lines);
  }

  /** What came of one comparison. */
  public enum Outcome {
    /** It is as the report says. */
    SAME,
    /** It could not be done again. */
    NOT_REDONE,
    /** It is not as the report says. */
    DIFFERENT
  }

  /**
   * One comparison.
   *
   * @param what the artifact, a material, the id of a link, or the verdict
   * @param outcome what came of it
   * @param recorded what the report says, null where it says nothing
   * @param now what there is now, null where nothing could be told
   * @param reason why, where it is not the same; else null
   */
  public record Line(
      String what,
      Outcome outcome,
      @Nullable String recorded,
      @Nullable String now,
      @Nullable String reason) {}

  /** {@return the gravest outcome of all} */
  public Outcome outcome() {
    Outcome gravest = Outcome.SAME;
    for (Line line : lines) {
      gravest = line.outcome().compareTo(gravest) > 0 ? line.outcome() : gravest;
    }
    return gravest;
  }

  /**
   * {@return how the bytes of a file compare}
   *
   * @param what the file, in words
   * @param recorded the SHA-256 in the report
   * @param now its SHA-256 now, null if it can't be read
   * @param problem why it can't be read
   */
  public static Line bytes(
      String what, String recorded, @Nullable String now, @Nullable String problem) {
    if (now == null) {
      return new Line(what, Outcome.NOT_REDONE, recorded, null, problem);
    }
    boolean same = recorded.equals(now);
    return new Line(
        what,
        same ? Outcome.SAME : Outcome.DIFFERENT,
        recorded,
        now,
        same ? null : "these are other bytes");
  }

  /**
   * {@return how two judgements of the same bytes compare, link by link, and their verdicts where
   * both were asked for the same}
   *
   * @param recorded the report
   * @param now what the same file was judged to be just now
   */
  public static List<Line> compare(ReportDocument recorded, ReportDocument now) {
    if (recorded instanceof Judged before && now instanceof Judged after) {
      List<Line> lines = new ArrayList<>(facts(before.artifact(), after.artifact()));
      for (DocumentLink link : before.links()) {
        lines.add(link(link, find(after, link.id())));
      }
      lines.addAll(unsaid(before, after));
      lines.add(verdict(before, after, lines));
      if (lines.stream().allMatch(line -> line.outcome() == Outcome.SAME)) {
        lines.addAll(conclusions(before, after));
      }
      return lines;
    }
    String before = word(recorded);
    String after = word(now);
    boolean same = before.equals(after);
    String reason =
        same ? null : now instanceof Refused refused ? refused.message() : "analysed now";
    return List.of(
        new Line("analysis", same ? Outcome.SAME : Outcome.DIFFERENT, before, after, reason));
  }

  private static String word(ReportDocument document) {
    return document instanceof Refused refused ? refused.kind() : "judged";
  }

  private static @Nullable DocumentLink find(Judged report, String id) {
    for (DocumentLink link : report.links()) {
      if (link.id().equals(id)) {
        return link;
      }
    }
    return null;
  }

  /** What the report says the file is follows from its bytes. A module may be missing. */
  private static List<Line> facts(Artifact before, Artifact after) {
    List<Line> lines = new ArrayList<>();
    fact(lines, "size", Long.toString(before.size()), Long.toString(after.size()));
    fact(lines, "format", before.format(), after.format());
    fact(lines, "os", before.os(), after.os());
    fact(lines, "arch", before.arch(), after.arch());
    fact(lines, "goVersion", before.goVersion(), after.goVersion());
    fact(lines, "path", before.path(), after.path());
    if (before.module() != null) {
      fact(lines, "module", before.module(), after.module());
    }
    fact(lines, "version", before.version(), after.version());
    return lines;
  }

  private static void fact(
      List<Line> lines, String what, @Nullable String recorded, @Nullable String now) {
    if (!Objects.equals(recorded, now)) {
      String reason = "the file itself says otherwise";
      lines.add(new Line(what, Outcome.DIFFERENT, recorded, now, reason));
    }
  }

  /** A link that older versions do not judge may be missing, but none that is contradicted. */
  private static List<Line> unsaid(Judged before, Judged after) {
    List<Line> lines = new ArrayList<>();
    for (DocumentLink link : after.links()) {
      if (link.state() == State.CONTRADICTED && find(before, link.id()) == null) {
        lines.add(new Line(link.id(), Outcome.DIFFERENT, null, link.state().name(), link.reason()));
      }
    }
    return lines;
  }

  /** What a report concludes follows from links that are as it says. */
  private static List<Line> conclusions(Judged before, Judged after) {
    List<Line> lines = new ArrayList<>();
    String reason = "it does not follow from the links";
    if (!after.proven().containsAll(before.proven())) {
      String recorded = String.join(", ", before.proven());
      String now = String.join(", ", after.proven());
      lines.add(new Line("proven", Outcome.DIFFERENT, recorded, now, reason));
    }
    if (before.outsideRoot() && !after.outsideRoot()) {
      lines.add(new Line("outsideRoot", Outcome.DIFFERENT, "true", "false", reason));
    }
    for (DocumentLink link : before.links()) {
      DocumentLink now = find(after, link.id());
      if (now != null && now.basis() != link.basis()) {
        String what = "basis of " + link.id();
        String basis = link.basis().name();
        lines.add(new Line(what, Outcome.DIFFERENT, basis, now.basis().name(), reason));
      }
    }
    return lines;
  }

  private static Line link(DocumentLink before, @Nullable DocumentLink after) {
    String recorded = before.state().name();
    if (after == null) {
      String reason = "nothing that judges this link was given";
      return new Line(before.id(), Outcome.NOT_REDONE, recorded, null, reason);
    }
    String now = after.state().name();
    if (before.state() == after.state()) {
      return new Line(before.id(), Outcome.SAME, recorded, now, null);
    }
    boolean lacking = after.state() == State.ABSENT || after.state() == State.UNDECIDED;
    // A report that says less than what shows now is another report, but hides nothing.
    boolean inside = before.state() == State.CONTRADICTED;
    Outcome outcome = lacking && !inside ? Outcome.NOT_REDONE : Outcome.DIFFERENT;
    String next = after.next() == null ? "" : "; " + after.next();
    return new Line(before.id(), outcome, recorded, now, after.reason() + next);
  }

  /** A verdict follows from the links and from what was asked for. */
  private static Line verdict(Judged before, Judged after, List<Line> links) {
    String recorded = before.verdict().name();
    boolean contradicted =
        before.links().stream().anyMatch(link -> link.state() == State.CONTRADICTED);
    boolean lacking = !before.policy().violations().isEmpty();
    if (before.verdict() == Verdict.PASS && (contradicted || lacking)) {
      String reason = "the report itself holds what keeps a verdict from PASS";
      return new Line("verdict", Outcome.DIFFERENT, recorded, null, reason);
    }
    String now = after.verdict().name();
    if (!asked(before).equals(asked(after))) {
      String reason = "it was asked for other things; give the options that it was judged with";
      return new Line("verdict", Outcome.NOT_REDONE, recorded, now, reason);
    }
    if (before.verdict() == after.verdict()) {
      return new Line("verdict", Outcome.SAME, recorded, now, null);
    }
    boolean all = links.stream().allMatch(line -> line.outcome() == Outcome.SAME);
    Outcome outcome = all ? Outcome.DIFFERENT : Outcome.NOT_REDONE;
    return new Line("verdict", outcome, recorded, now, after.summary());
  }

  private static List<String> asked(Judged report) {
    List<String> asked = new ArrayList<>();
    Asked policy = report.policy();
    asked.add(policy.name() + ' ' + policy.sha256());
    asked.addAll(policy.accepted());
    for (DocumentLink link : report.links()) {
      if (link.required() != null) {
        asked.add(link.id() + '=' + link.required());
      }
    }
    return asked;
  }
}
