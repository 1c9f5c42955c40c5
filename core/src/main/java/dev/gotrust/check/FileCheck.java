package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.Inspection;
import java.util.List;

/**
 * Which bytes were judged, and are they one well-formed Go executable? It proves no more than that.
 */
final class FileCheck {
  private FileCheck() {}

  static Link judge(Inspection facts) {
    List<Evidence> evidence =
        List.of(new Evidence("SHA-256", null, facts.sha256().hex(), facts.name(), 0, facts.size()));
    if (facts.oddities().isEmpty()) {
      String reason = "these bytes were judged, and they are one well-formed Go executable";
      return new Link(LinkId.FILE, State.PROVEN, reason, null, null, evidence);
    }
    return new Link(
        LinkId.FILE,
        State.UNDECIDED,
        "not one well-formed Go executable: " + String.join("; ", facts.oddities()),
        "get a file that holds the Go program and nothing else, or judge the rest by other means",
        null,
        evidence);
  }
}
