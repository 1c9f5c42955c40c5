package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.State;
import dev.gotrust.checksumdb.Answer;
import dev.gotrust.checksumdb.DatabaseAnswers;
import dev.gotrust.checksumdb.ProvenRecord;
import dev.gotrust.material.GoRootContents;
import dev.gotrust.module.FileDifferences.Names;
import dev.gotrust.module.GoRoot;
import dev.gotrust.module.ModuleVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Is a GOROOT the published toolchain, file for file? It says nothing of any program: that one was
 * compiled by it is for a rebuild to show.
 */
public final class GoRootCheck {
  private GoRootCheck() {}

  /**
   * What came of it.
   *
   * @param state PROVEN, CONTRADICTED or UNDECIDED
   * @param reason one sentence
   * @param next what the user can do about it, null where nothing is to be done
   * @param unreachable whether it is UNDECIDED because evidence could not be reached
   * @param evidence what was compared
   */
  public record Outcome(
      State state,
      String reason,
      @Nullable String next,
      boolean unreachable,
      List<Evidence> evidence) {
    /**
     * Copies the list.
     *
     * @param state PROVEN, CONTRADICTED or UNDECIDED
     * @param reason one sentence
     * @param next what the user can do about it, or null
     * @param unreachable whether evidence could not be reached
     * @param evidence what was compared; copied
     */
    public Outcome {
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * {@return what a GOROOT is}
   *
   * @param contents what was found
   * @param answers of the checksum database, null if none was asked
   */
  public static Outcome judge(GoRootContents contents, @Nullable DatabaseAnswers answers) {
    EvidenceList evidence = new EvidenceList();
    ModuleVersion module = contents.module();
    if (module == null) {
      return undecided(
          "it does not say which toolchain it is: its file VERSION should name a release, and"
              + " pkg/tool hold the tools of one system",
          "name the directory that go env GOROOT prints",
          false,
          evidence);
    }
    if (answers != null && answers.fork() != null) {
      evidence.addAll(DatabaseEvidence.fork(answers.fork(), answers));
      String reason = answers.key().name() + " has signed two trees that exclude each other";
      return new Outcome(State.CONTRADICTED, reason, null, false, evidence.toList());
    }
    Answer answer = answers == null ? null : answers.answer(module);
    ProvenRecord record = answer instanceof Answer.Proven proven ? proven.record() : null;
    if (record != null) {
      evidence.add(DatabaseEvidence.h1("h1 of " + module, record.zipH1(), h1(contents), record));
      evidence.add(DatabaseEvidence.proof(record));
    } else if (answers != null && answer != null) {
      evidence.add(
          DatabaseEvidence.open("lookup of " + module, Publication.reason(answer), answers));
    }
    for (String problem : contents.problems()) {
      evidence.add(Evidence.of("zip of " + module, null, problem, contents.goroot()));
    }
    return judge(contents, module, answer, evidence);
  }

  private static @Nullable String h1(GoRootContents contents) {
    return contents.h1().isEmpty() ? null : contents.h1();
  }

  private static Outcome judge(
      GoRootContents contents,
      ModuleVersion module,
      @Nullable Answer answer,
      EvidenceList evidence) {
    GoRoot files = contents.files();
    if (files == null) {
      boolean unreachable = contents.unreachable() || answer instanceof Answer.Unreachable;
      String why = contents.problems().isEmpty() ? "" : ": " + contents.problems().get(0);
      return undecided(
          "there is no zip of " + module + " to hold it against" + why,
          answer instanceof Answer.Proven
              ? "download it with go mod download " + module
              : next(answer, "; the zip is then downloaded"),
          unreachable,
          evidence);
    }
    names("changed", files.differences().changed(), contents, evidence);
    names("extra", files.differences().extra(), contents, evidence);
    names("missing", files.differences().missing(), contents, evidence);
    names("no regular", files.notRegular(), contents, evidence);
    if (!files.isIntact()) {
      return new Outcome(
          State.CONTRADICTED,
          "it differs from " + module + ": " + words(files),
          "build with a toolchain that you downloaded anew; one that a distribution built itself is"
              + " another than the published one",
          false,
          evidence.toList());
    }
    String equal = files.equal() + " files are those of " + module + rest(files);
    if (answer instanceof Answer.Proven) {
      return new Outcome(
          State.PROVEN, equal + ", which is in the database", null, false, evidence.toList());
    }
    String reason = answer == null ? "no checksum database was asked" : Publication.reason(answer);
    return undecided(
        equal + ", but nothing proves that this zip is the published one: " + reason,
        next(answer, ""),
        answer instanceof Answer.Unreachable,
        evidence);
  }

  private static String next(@Nullable Answer answer, String then) {
    if (answer == null) {
      return "ask the checksum database with --checksum-db" + then;
    }
    return answer instanceof Answer.Unreachable
        ? "try again when the checksum database can be reached"
        : "use a release of the Go project, if the toolchain is to be proven";
  }

  private static String rest(GoRoot files) {
    return files.notCovered() == 0
        ? ""
        : " (" + files.notCovered() + " more, which no build uses, are not in its zip)";
  }

  private static String words(GoRoot files) {
    String words = VendorFinding.words(files.differences());
    if (files.notRegular().count() == 0) {
      return words;
    }
    String links = "no regular file: " + VendorFinding.first(files.notRegular());
    return words.isEmpty() ? links : words + "; " + links;
  }

  private static void names(
      String how, Names names, GoRootContents contents, EvidenceList evidence) {
    for (String name : names.first()) {
      evidence.add(Evidence.of(how + " file of GOROOT", null, name, contents.goroot()));
    }
  }

  private static Outcome undecided(
      String reason, String next, boolean unreachable, EvidenceList evidence) {
    return new Outcome(State.UNDECIDED, reason, next, unreachable, evidence.toList());
  }
}
