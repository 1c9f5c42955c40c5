package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildInfoCopies;
import dev.gotrust.facts.BuildInfoCopies.Difference;
import dev.gotrust.facts.BuildInfoCopies.Outcome;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.image.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Do both embedded copies of the build info agree, byte for byte? */
final class BuildInfoCheck {
  /** Characters of a line that a reason quotes. */
  private static final int QUOTED = 200;

  private BuildInfoCheck() {}

  static Link judge(String file, GoBinary binary) {
    BuildInfoCopies copies = binary.copies();
    State state =
        switch (copies.outcome()) {
          case EQUAL -> State.CORROBORATED;
          case DIFFERENT -> State.CONTRADICTED;
          case SINGLE -> State.CLAIMED;
          case NONE -> State.ABSENT;
          case UNKNOWN -> State.UNDECIDED;
        };
    List<Evidence> evidence = evidence(file, binary, copies);
    return new Link(
        LinkId.BUILD_INFO, state, reason(copies), next(copies.outcome()), null, evidence);
  }

  private static String reason(BuildInfoCopies copies) {
    Difference difference = copies.difference();
    return difference == null
        ? copies.reason()
        : copies.reason()
            + ": "
            + quoted(difference.shown())
            + ", not "
            + quoted(difference.read());
  }

  /** A line of build info, its columns parted by blanks; evidence has it whole. */
  private static String quoted(String line) {
    if (line.isEmpty()) {
      return "no line";
    }
    String shown = line.length() > QUOTED ? line.substring(0, QUOTED) + "..." : line;
    return '"' + shown.replace('\t', ' ').strip() + '"';
  }

  private static @Nullable String next(Outcome outcome) {
    return switch (outcome) {
      case EQUAL -> null;
      case DIFFERENT ->
          "do not trust what it says of itself; get the file again and compare its SHA-256 with the"
              + " publisher's";
      case SINGLE -> "have the file signed, or rebuild it, to learn more than its own word";
      case NONE -> "build it in module mode with Go 1.13 or later to have its modules recorded";
      case UNKNOWN -> "compare the file with another copy of the same release";
    };
  }

  private static List<Evidence> evidence(String file, GoBinary binary, BuildInfoCopies copies) {
    List<Evidence> evidence = new ArrayList<>();
    long base = binary.span().offset();
    Span first = copies.first();
    Difference difference = copies.difference();
    if (first != null) {
      evidence.add(
          new Evidence(
              "build info in its section",
              difference == null ? null : difference.read(),
              difference == null ? null : difference.shown(),
              file,
              base + first.offset(),
              first.length()));
    }
    for (Span other : copies.others()) {
      evidence.add(
          new Evidence("further copy", null, null, file, base + other.offset(), other.length()));
    }
    return evidence;
  }
}
