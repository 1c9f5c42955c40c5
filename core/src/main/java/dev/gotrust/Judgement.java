package dev.gotrust;

import dev.gotrust.facts.Refusal;
import dev.gotrust.report.TrustReport;

/** What came of a verification: a report, or why the file can't be analysed. */
public sealed interface Judgement {

  /**
   * The file was judged.
   *
   * @param report the chain, the verdict and what they rest on
   */
  record Judged(TrustReport report) implements Judgement {}

  /**
   * The file can't be analysed.
   *
   * @param refusal why
   */
  record Refused(Refusal refusal) implements Judgement {}
}
