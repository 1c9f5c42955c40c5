package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildInfoCopies;
import dev.gotrust.facts.BuildInfoCopies.Outcome;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.image.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Do both embedded copies of the build info agree, byte for byte? */
final class BuildInfoCheck {
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
        LinkId.BUILD_INFO, state, copies.reason(), next(copies.outcome()), null, evidence);
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
    Span first = copies.first();
    if (first == null) {
      return evidence;
    }
    long base = binary.span().offset();
    evidence.add(
        new Evidence(
            "build info in its section", null, null, file, base + first.offset(), first.length()));
    for (Span other : copies.others()) {
      evidence.add(
          new Evidence("further copy", null, null, file, base + other.offset(), other.length()));
    }
    return evidence;
  }
}
