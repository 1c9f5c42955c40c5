package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found of a source, on its way to a link: the gravest finding speaks. */
final class SourceFindings {
  private final EvidenceList evidence = new EvidenceList();
  private final List<String> shown = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private State state = State.PROVEN;
  private String reason = "";
  private @Nullable String next;
  private int others;

  void compare(String what, @Nullable String expected, @Nullable String actual, String source) {
    evidence.add(Evidence.of(what, expected, actual, source));
  }

  void evidence(Evidence entry) {
    evidence.add(entry);
  }

  /** Says what was shown to agree. */
  void shown(String phrase) {
    shown.add(phrase);
  }

  /** Says what the state does not cover. */
  void remark(String phrase) {
    remarks.add(phrase);
  }

  /** Evidence disagrees. */
  void wrong(String phrase, String step) {
    add(State.CONTRADICTED, phrase, step);
  }

  /** It can't be decided. */
  void open(String phrase, String step) {
    add(State.UNDECIDED, phrase, step);
  }

  void add(State found, String phrase, String step) {
    if (reason.isEmpty() || found != state && found.graver(state) == found) {
      others = 0;
      reason = phrase;
      next = step;
      state = found;
    } else if (found == state) {
      others++;
    }
  }

  /**
   * The link.
   *
   * @param before stands in front of what does not hold
   * @param proven what to say where all holds
   */
  Link link(String before, String proven) {
    String said =
        reason.isEmpty()
            ? proven + (shown.isEmpty() ? "" : "; " + String.join(", ", shown))
            : before + reason + (others == 0 ? "" : "; and " + others + " more of that kind");
    return new Link(
        LinkId.SOURCE,
        state,
        said,
        remarks.isEmpty() ? null : String.join("; ", remarks),
        next,
        null,
        evidence.toList());
  }
}
