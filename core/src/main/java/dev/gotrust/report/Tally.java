package dev.gotrust.report;

import dev.gotrust.chain.Verdict;
import dev.gotrust.report.ReportDocument.Judged;
import java.util.EnumMap;
import java.util.Map;

/** How many files of a run came to what. */
final class Tally {
  private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
  private int refused;

  void count(ReportDocument document) {
    if (document instanceof Judged judged) {
      verdicts.merge(judged.verdict(), 1, Integer::sum);
    } else {
      refused++;
    }
  }

  int of(Verdict verdict) {
    return verdicts.getOrDefault(verdict, 0);
  }

  int refused() {
    return refused;
  }

  int all() {
    return refused + verdicts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Returns it in words, such as {@code 3 files: 1 FAIL, 2 PASS}; the gravest first. */
  String words(RunEnd end) {
    StringBuilder words = new StringBuilder().append(all()).append(all() == 1 ? " file" : " files");
    String before = ": ";
    for (Verdict verdict : new Verdict[] {Verdict.FAIL, Verdict.INCOMPLETE, Verdict.PASS}) {
      if (of(verdict) > 0) {
        words.append(before).append(of(verdict)).append(' ').append(verdict.name());
        before = ", ";
      }
    }
    if (refused > 0) {
      words.append(before).append(refused).append(" not analysed");
    }
    int failures = end.failures().size();
    if (failures > 0) {
      words.append("; gotrust itself failed ").append(failures == 1 ? "once" : failures + " times");
    }
    return words.toString();
  }
}
