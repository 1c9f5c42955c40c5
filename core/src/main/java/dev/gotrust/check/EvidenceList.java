package dev.gotrust.check;

import dev.gotrust.bytes.Limits;
import dev.gotrust.chain.Evidence;
import java.util.ArrayList;
import java.util.List;

/** Evidence up to {@link Limits#EVIDENCE} entries; the rest is counted, never dropped unsaid. */
final class EvidenceList {
  private final List<Evidence> kept = new ArrayList<>();
  private int dropped;

  void add(Evidence entry) {
    if (kept.size() < Limits.EVIDENCE - 1) {
      kept.add(entry);
    } else {
      dropped++;
    }
  }

  void addAll(List<Evidence> entries) {
    for (Evidence entry : entries) {
      add(entry);
    }
  }

  void addAll(EvidenceList others) {
    addAll(others.kept);
    dropped += others.dropped;
  }

  List<Evidence> toList() {
    List<Evidence> all = new ArrayList<>(kept);
    if (dropped > 0) {
      all.add(Evidence.of("further entries, left out", null, Integer.toString(dropped), "count"));
    }
    return all;
  }
}
