package dev.gotrust.check;

import dev.gotrust.chain.State;
import dev.gotrust.check.ModuleProblems.Kind;
import dev.gotrust.checksumdb.Answer;
import dev.gotrust.checksumdb.DatabaseAnswers;
import dev.gotrust.checksumdb.Fork;
import dev.gotrust.checksumdb.ProvenRecord;
import dev.gotrust.material.CheckoutFindings;
import dev.gotrust.module.BuildList.Selected;
import dev.gotrust.module.GoSum;
import dev.gotrust.module.GoSum.Line;
import dev.gotrust.module.ModuleVersion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every line of go.sum held against a checksum database. One that the database contradicts is
 * wrong, whatever the build needs of it; one that can't be checked counts only where a module of
 * the build is meant.
 */
final class SumsCheck {
  private static final String RETRY =
      "try again when the database can be reached; GOSUMDB and GOPROXY say how it is asked";
  private static final String PRIVATE =
      "name modules that are private in GOPRIVATE; ask for others why the database lacks them";

  private final CheckoutFindings findings;
  private final ModuleProblems problems;
  private final Set<ModuleVersion> ofBuild = new HashSet<>();
  private final Map<ModuleVersion, State> states = new HashMap<>();
  private final Set<ModuleVersion> open = new HashSet<>();
  private @Nullable Kind unreached;
  private boolean isUnreachable;

  SumsCheck(CheckoutFindings findings, ModuleProblems problems) {
    this.findings = findings;
    this.problems = problems;
    for (Selected each : findings.list().modules()) {
      ofBuild.add(each.source());
    }
  }

  boolean isUnreachable() {
    return isUnreachable;
  }

  State state(ModuleVersion module) {
    return states.getOrDefault(module, State.NOT_APPLICABLE);
  }

  boolean isOpen(ModuleVersion module) {
    return open.contains(module);
  }

  void judge() {
    DatabaseAnswers answers = findings.answers();
    if (answers == null) {
      return;
    }
    Fork fork = answers.fork();
    if (fork != null) {
      problems.wrong(
          DatabaseEvidence.source(answers),
          answers.key().name() + " has signed two trees that exclude each other: " + fork.reason(),
          fork.before().note().toString(),
          fork.after().note().toString(),
          "trust neither; keep both signed notes and publish them");
      return;
    }
    for (GoSum file : findings.checkout().sums().files()) {
      for (Line line : file.all()) {
        hold(file, line, answers);
      }
    }
  }

  private void hold(GoSum file, Line line, DatabaseAnswers answers) {
    Answer answer = answers.answer(line.module());
    if (answer instanceof Answer.Proven proven) {
      compare(file, line, proven.record(), answers);
    } else if (answer instanceof Answer.NotAsked silent) {
      states.putIfAbsent(line.module(), State.NOT_APPLICABLE);
      problems.passedOver(line.module().toString(), "not in the database: " + silent.reason());
    } else {
      states.put(line.module(), State.UNDECIDED);
      leaveOpen(line.module(), answer, answers);
    }
  }

  private void compare(GoSum file, Line line, ProvenRecord record, DatabaseAnswers answers) {
    String expected = line.isGoMod() ? record.goModH1() : record.zipH1();
    if (line.entry().hash().equals(expected)) {
      states.putIfAbsent(line.module(), State.PROVEN);
      return;
    }
    if (expected == null || !line.entry().isH1()) {
      String what = expected == null ? "the record of " : "the hash of ";
      problems.passedOver(
          file.name() + ':' + line.entry().line(), what + line.module() + " can't be compared");
      return;
    }
    states.put(line.module(), State.CONTRADICTED);
    problems.wrong(
        file.name() + ':' + line.entry().line(),
        "go.sum and "
            + answers.key().name()
            + " have different hashes for "
            + line.module()
            + (line.isGoMod() ? "/go.mod" : "")
            + " ("
            + DatabaseEvidence.place(record)
            + ')',
        expected,
        line.entry().hash(),
        "do not build it; find out who wrote this line, and restore go.sum");
  }

  private void leaveOpen(ModuleVersion module, Answer answer, DatabaseAnswers answers) {
    String place = DatabaseEvidence.source(answers);
    Kind kind;
    if (answer instanceof Answer.Unreachable away) {
      isUnreachable |= ofBuild.contains(module);
      kind =
          new Kind(
              place,
              "not proven, because the database could not be reached (first: "
                  + away.reason()
                  + ')',
              "the database could not be reached",
              RETRY);
    } else if (answer instanceof Answer.Refuted wrong) {
      kind =
          new Kind(
              place,
              "the answer does not hold: " + wrong.reason(),
              "what the database answered does not hold",
              RETRY);
    } else {
      kind = new Kind(place, "unknown to the database", "unknown to the database", PRIVATE);
    }
    if (ofBuild.contains(module)) {
      open.add(module);
      problems.open(merged(kind, answer), module.toString());
    } else {
      problems.passedOver(module.toString(), kind.reason() + "; it is not of the build");
    }
  }

  /** One line for all that could not be reached, with the first reason. */
  private Kind merged(Kind kind, Answer answer) {
    if (!(answer instanceof Answer.Unreachable)) {
      return kind;
    }
    if (unreached == null) {
      unreached = kind;
    }
    return unreached;
  }
}
