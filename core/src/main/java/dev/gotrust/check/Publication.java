package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.State;
import dev.gotrust.checksumdb.Answer;
import dev.gotrust.checksumdb.DatabaseAnswers;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.GoVersion;
import dev.gotrust.material.Materials;
import dev.gotrust.module.ModuleVersion;
import org.jspecify.annotations.Nullable;

/**
 * Was a toolchain of the claimed version published? Each release stands in the checksum database as
 * versions of the module golang.org/toolchain, one a platform (cmd/go/internal/toolchain). It is
 * evidence, no proof: a version that exists can be claimed by anybody.
 */
final class Publication {
  private static final String WHAT = "publication of the toolchain";

  private Publication() {}

  /**
   * Returns the module that the claimed version was published as, null for one that no release has.
   * It says nothing of the platform that it ran on; all come out together, and this one always.
   */
  static @Nullable ModuleVersion module(BuildInfo info) {
    GoVersion version = GoVersion.parse(info.goVersion());
    return version == null || version.devel() || !version.suffix().isEmpty()
        ? null
        : new ModuleVersion("golang.org/toolchain", "v0.0.1-" + version.text() + ".linux-amd64");
  }

  /** Returns the link with what the database says of the claimed version. */
  static Link add(Link link, GoBinary binary, Materials materials) {
    DatabaseAnswers answers = materials.database();
    BuildInfo info = binary.buildInfo();
    if (answers == null || info == null || info.goVersion().isEmpty()) {
      return link;
    }
    EvidenceList evidence = new EvidenceList();
    evidence.addAll(link.evidence());
    Found found = find(info, answers);
    evidence.add(found.evidence());
    String remark = link.remark() == null ? found.remark() : link.remark() + "; " + found.remark();
    return new Link(
        link.id(),
        link.state(),
        link.reason(),
        remark,
        link.next(),
        link.change(),
        link.unreachable(),
        evidence.toList());
  }

  private record Found(Evidence evidence, String remark) {}

  private static Found find(BuildInfo info, DatabaseAnswers answers) {
    ModuleVersion module = module(info);
    if (module == null) {
      String reason = "it is no version that the Go project releases as a module";
      return undecided(info, reason, "no toolchain is published as " + info.goVersion(), answers);
    }
    Answer answer = answers.answer(module);
    if (answer instanceof Answer.Proven proven) {
      return new Found(
          new Evidence(
              WHAT,
              info.goVersion(),
              proven.record().zipH1(),
              module + ": " + DatabaseEvidence.place(proven.record()),
              -1,
              -1,
              State.PROVEN),
          "a toolchain of this version was published, as " + answers.key().name() + " shows");
    }
    if (answer instanceof Answer.Unknown none) {
      String words = answers.key().name() + " knows no toolchain of this version";
      return undecided(info, none.reason(), words, answers);
    }
    String reason = reason(answer);
    return undecided(info, reason, "whether it was published is not known: " + reason, answers);
  }

  /** Returns why an answer is no proof. */
  static String reason(Answer answer) {
    if (answer instanceof Answer.Unreachable away) {
      return away.reason();
    }
    if (answer instanceof Answer.Refuted wrong) {
      return wrong.reason();
    }
    if (answer instanceof Answer.Unknown none) {
      return none.reason();
    }
    return answer instanceof Answer.NotAsked silent ? silent.reason() : "";
  }

  private static Found undecided(
      BuildInfo info, String reason, String remark, DatabaseAnswers answers) {
    String source = DatabaseEvidence.source(answers);
    return new Found(
        new Evidence(WHAT, info.goVersion(), reason, source, -1, -1, State.UNDECIDED), remark);
  }
}
