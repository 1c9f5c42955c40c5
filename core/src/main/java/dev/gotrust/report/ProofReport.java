package dev.gotrust.report;

import dev.gotrust.chain.State;
import dev.gotrust.checksumdb.Answer;
import dev.gotrust.checksumdb.DatabaseAnswers;
import dev.gotrust.module.ModuleVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a checksum database holds of some modules, with every step of the proof. Immutable.
 *
 * @param answers of the database
 * @param claims the modules that were asked about, in the order in which they are shown
 * @param toolVersion the version of gotrust that asked
 */
public record ProofReport(DatabaseAnswers answers, List<Claim> claims, String toolVersion) {
  /**
   * Copies the list.
   *
   * @param answers of the database
   * @param claims the modules that were asked about; copied
   * @param toolVersion the version of gotrust that asked
   */
  public ProofReport {
    claims = List.copyOf(claims);
  }

  /**
   * A module that was asked about.
   *
   * @param module which version of which module
   * @param h1 that somebody declares, null where only the module was named
   * @param by who declares it: the name of a file; null where only the module was named
   */
  public record Claim(ModuleVersion module, @Nullable String h1, @Nullable String by) {}

  /**
   * {@return PROVEN if the database holds the module, with the declared h1 where one is;
   * CONTRADICTED if it holds another h1, or was seen to fork; else UNDECIDED}
   *
   * @param claim one of the claims
   */
  public State state(Claim claim) {
    if (answers.fork() != null) {
      return State.CONTRADICTED;
    }
    if (answers.answer(claim.module()) instanceof Answer.Proven proven) {
      boolean same = claim.h1() == null || claim.h1().equals(proven.record().zipH1());
      return same ? State.PROVEN : State.CONTRADICTED;
    }
    return State.UNDECIDED;
  }

  /**
   * {@return why there is no proof; empty where there is one}
   *
   * @param claim one of the claims
   */
  public String reason(Claim claim) {
    Answer answer = answers.answer(claim.module());
    if (answer instanceof Answer.Unknown none) {
      return "unknown to the database: " + none.reason();
    }
    if (answer instanceof Answer.Unreachable away) {
      return "could not be reached: " + away.reason();
    }
    if (answer instanceof Answer.Refuted wrong) {
      return "answered, but does not hold: " + wrong.reason();
    }
    return answer instanceof Answer.NotAsked silent ? "not asked for: " + silent.reason() : "";
  }

  /** {@return whether a proof is missing because something could not be reached} */
  public boolean isUnreachable() {
    for (Claim claim : claims) {
      if (answers.answer(claim.module()) instanceof Answer.Unreachable) {
        return true;
      }
    }
    return false;
  }

  /** {@return the gravest state of all claims; UNDECIDED if there are none} */
  public State state() {
    State gravest = claims.isEmpty() ? State.UNDECIDED : State.PROVEN;
    for (Claim claim : claims) {
      gravest = gravest.graver(state(claim));
    }
    return gravest;
  }
}
