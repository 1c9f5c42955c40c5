package dev.gotrust.report;

import dev.gotrust.chain.State;
import dev.gotrust.chain.Verdict;
import dev.gotrust.report.ReportDocument.DocumentLink;
import dev.gotrust.report.ReportDocument.Judged;
import dev.gotrust.report.ReportDocument.Lack;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that keeps a verdict from PASS, or that could not be decided, as formats for other
 * programs list it.
 *
 * @param link the id of the link
 * @param state its state
 * @param level how grave it is
 * @param reason why
 * @param next what to do, or null
 * @param unreachable whether evidence was out of reach
 */
record Shortfall(
    String link,
    State state,
    Level level,
    String reason,
    @Nullable String next,
    boolean unreachable) {

  /** How grave a shortfall is. */
  enum Level {
    /** Makes the verdict FAIL. */
    ERROR,
    /** Makes it INCOMPLETE. */
    WARNING,
    /** Changes no verdict. */
    NOTE
  }

  /** Returns what keeps a verdict from PASS; none for PASS. */
  static List<Shortfall> of(Judged report) {
    List<Shortfall> all = new ArrayList<>();
    boolean told = report.policy().violations().stream().anyMatch(Lack::fails);
    for (Lack lack : report.policy().violations()) {
      boolean fails = report.verdict() == Verdict.FAIL && (!told || lack.fails());
      DocumentLink link = link(report, lack.link());
      all.add(
          new Shortfall(
              lack.link(),
              lack.actual(),
              fails ? Level.ERROR : Level.WARNING,
              reason(lack, link),
              link == null ? null : link.next(),
              lack.unreachable()));
    }
    return all;
  }

  /** What the policy says of a link, and what the link says of itself. */
  private static String reason(Lack lack, @Nullable DocumentLink link) {
    if (link == null) {
      return lack.reason();
    }
    String state = "is " + lack.actual().name();
    if (lack.reason().equals(state)) {
      return link.reason();
    }
    boolean repeats = lack.reason().startsWith(state + ", ");
    String asked = repeats ? lack.reason().substring(state.length() + 2) : lack.reason();
    return asked + "; " + link.reason();
  }

  /** Returns the links that could not be decided and that nothing was asked of. */
  static List<Shortfall> notes(Judged report) {
    List<Shortfall> all = new ArrayList<>();
    for (DocumentLink link : report.links()) {
      if (link.state() == State.UNDECIDED && !isLacking(report, link.id())) {
        all.add(
            new Shortfall(link.id(), link.state(), Level.NOTE, link.reason(), link.next(), false));
      }
    }
    return all;
  }

  static boolean isLacking(Judged report, String link) {
    return report.policy().violations().stream().anyMatch(lack -> lack.link().equals(link));
  }

  private static @Nullable DocumentLink link(Judged report, String id) {
    for (DocumentLink link : report.links()) {
      if (link.id().equals(id)) {
        return link;
      }
    }
    return null;
  }
}
