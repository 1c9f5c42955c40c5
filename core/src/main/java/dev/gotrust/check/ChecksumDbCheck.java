package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.checksumdb.Answer;
import dev.gotrust.checksumdb.DatabaseAnswers;
import dev.gotrust.checksumdb.Fork;
import dev.gotrust.checksumdb.ProvenRecord;
import dev.gotrust.checksumdb.TreeHead;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.material.Materials;
import dev.gotrust.module.H1;
import dev.gotrust.module.ModuleVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Is every declared module's h1 in the checksum database, under a signed tree head, by inclusion
 * proof? Only another h1 under such a head, or a forked tree, contradicts; that a database knows no
 * such module may mean that it is private, or withdrawn.
 */
final class ChecksumDbCheck {
  private final DeclaredModules modules;
  private final DatabaseAnswers answers;
  private final EvidenceList contradicting = new EvidenceList();
  private final EvidenceList open = new EvidenceList();
  private final EvidenceList proving = new EvidenceList();
  private final Tally different = new Tally();
  private final Tally unknown = new Tally();
  private final Tally unreachable = new Tally();
  private final Tally refuted = new Tally();
  private final Tally notAsked = new Tally();
  private final Tally unusable = new Tally();
  private int equal;

  private ChecksumDbCheck(DeclaredModules modules, DatabaseAnswers answers) {
    this.modules = modules;
    this.answers = answers;
    for (Module module : held(modules)) {
      compare(module);
    }
  }

  static Link judge(GoBinary binary, Materials materials) {
    BuildInfo info = binary.buildInfo();
    DatabaseAnswers answers = materials.database();
    Fork fork = answers == null ? null : answers.fork();
    if (answers != null && fork != null) {
      return forked(fork, answers);
    }
    if (info == null) {
      return link(State.ABSENT, "the file has no build info, so it declares no modules", null);
    }
    DeclaredModules modules = new DeclaredModules(info);
    if (held(modules).isEmpty() && modules.unhashed().isEmpty()) {
      return nothingDeclared(LinkId.CHECKSUM_DB, modules, answers != null);
    }
    return answers == null
        ? link(
            State.ABSENT,
            "no checksum database was asked",
            "ask it with --checksum-db: that tells it the paths and versions of the modules, but"
                + " for those that GOPRIVATE and GONOSUMDB name")
        : new ChecksumDbCheck(modules, answers).link();
  }

  /** Returns the modules that are looked up: those that are declared with an h1. */
  static List<ModuleVersion> lookups(BuildInfo info) {
    List<ModuleVersion> wanted = new ArrayList<>();
    for (Module module : held(new DeclaredModules(info))) {
      if (H1.isCanonical(module.sum())) {
        wanted.add(new ModuleVersion(module.path(), module.version()));
      }
    }
    return wanted;
  }

  /** A main module that has an h1 was built as one that is published. */
  static List<Module> held(DeclaredModules modules) {
    List<Module> held = new ArrayList<>(modules.hashed());
    Module main = modules.hashedMain();
    if (main != null) {
      held.add(main);
    }
    return held;
  }

  /** Returns the link of a program that declares no module with an h1. */
  static Link nothingDeclared(LinkId id, DeclaredModules modules, boolean asked) {
    if (modules.unknownLines() > 0) {
      return new Link(
          id,
          State.UNDECIDED,
          modules.incomplete(),
          GoSumCheck.READ_THE_LINES,
          null,
          List.<Evidence>of());
    }
    String uncounted = modules.unlisted(false);
    String reason =
        uncounted.isEmpty()
            ? "the build info declares no module"
            : "the build info declares no module with an h1, only " + uncounted;
    String next =
        "do not ask for this link if the link packages is not CORROBORATED: then nothing shows that"
            + " the list of modules was not emptied";
    return new Link(
        id, State.NOT_APPLICABLE, reason, asked ? next : null, null, List.<Evidence>of());
  }

  private static Link forked(Fork fork, DatabaseAnswers answers) {
    return new Link(
        LinkId.CHECKSUM_DB,
        State.CONTRADICTED,
        answers.key().name()
            + " has signed two trees that exclude each other, of "
            + fork.before().size()
            + " and "
            + fork.after().size()
            + " records: "
            + fork.reason(),
        "trust neither; keep both signed notes, which stand in the evidence, and publish them",
        null,
        DatabaseEvidence.fork(fork, answers));
  }

  private void compare(Module module) {
    ModuleVersion version = new ModuleVersion(module.path(), module.version());
    if (!H1.isCanonical(module.sum())) {
      unusable.add(version.toString());
      return;
    }
    Answer answer = answers.answer(version);
    if (answer instanceof Answer.Proven proven) {
      compare(version, module.sum(), proven.record());
    } else if (answer instanceof Answer.Unknown none) {
      note(unknown, version, none.reason());
    } else if (answer instanceof Answer.Unreachable away) {
      note(unreachable, version, away.reason());
    } else if (answer instanceof Answer.Refuted wrong) {
      note(refuted, version, wrong.reason());
    } else if (answer instanceof Answer.NotAsked silent) {
      note(notAsked, version, silent.reason());
    }
  }

  private void note(Tally tally, ModuleVersion version, String reason) {
    tally.add(version + " (" + reason + ')');
    open.add(DatabaseEvidence.open("lookup of " + version, reason, answers));
  }

  private void compare(ModuleVersion version, String claim, ProvenRecord record) {
    boolean same = record.zipH1().equals(claim);
    EvidenceList list = same ? proving : contradicting;
    list.add(DatabaseEvidence.h1("h1 of " + version, record.zipH1(), claim, record));
    list.add(DatabaseEvidence.proof(record));
    if (same) {
      equal++;
    } else {
      different.add(
          version
              + " is declared with "
              + claim
              + ", but "
              + answers.key().name()
              + " has "
              + record.zipH1()
              + " (record "
              + record.id()
              + " under the signed head of "
              + record.head().size()
              + " records)");
    }
  }

  private int total() {
    return held(modules).size() + modules.unhashed().size();
  }

  private State state() {
    if (different.count() > 0) {
      return State.CONTRADICTED;
    }
    boolean all = equal == total() && modules.unknownLines() == 0;
    return all ? State.PROVEN : State.UNDECIDED;
  }

  private Link link() {
    EvidenceList evidence = new EvidenceList();
    TreeHead head = answers.head();
    if (head != null) {
      evidence.add(DatabaseEvidence.head(head, answers));
    }
    evidence.addAll(contradicting);
    evidence.addAll(open);
    evidence.addAll(proving);
    return new Link(
        LinkId.CHECKSUM_DB,
        state(),
        reason(),
        remark(),
        next(),
        null,
        state() == State.UNDECIDED && unreachable.count() > 0,
        evidence.toList());
  }

  private String reason() {
    if (different.count() > 0) {
      return different.words();
    }
    StringBuilder reason = new StringBuilder();
    TreeHead head = answers.head();
    if (equal == total()) {
      reason.append(equal == 1 ? "the one declared module is" : "all " + equal + " modules are");
    } else {
      reason.append(equal).append(" of ").append(total()).append(" declared modules are");
    }
    reason.append(" proven to be in ").append(answers.key().name()).append(" with the same h1");
    if (head != null) {
      reason.append(", under its signed head of ").append(head.size()).append(" records");
    }
    unknown.appendTo(reason, "unknown to the database");
    unreachable.appendTo(reason, "could not be reached");
    refuted.appendTo(reason, "answered, but does not hold");
    notAsked.appendTo(reason, "not asked for");
    unusable.appendTo(reason, "declared with a hash that is no h1");
    modules.appendShortfalls(reason);
    return reason.toString();
  }

  private @Nullable String remark() {
    String uncounted = modules.uncounted(modules.hashedMain() != null);
    if (uncounted.isEmpty()) {
      return answers.remark();
    }
    String words = "not counted, as no database knows them: " + uncounted;
    return answers.remark() == null ? words : words + "; " + answers.remark();
  }

  private @Nullable String next() {
    if (different.count() > 0) {
      return "do not run it: it was built from other code than what everybody else gets as this"
          + " version";
    }
    if (unreachable.count() > 0) {
      return "try again, or give a pack that was recorded before with --checksum-db-pack FILE";
    }
    if (refuted.count() > 0) {
      return "ask without the proxy that answered, or another one: see GOPROXY and GOSUMDB";
    }
    if (unknown.count() > 0) {
      return "find out whether the module is private (then name it in GOPRIVATE) or was withdrawn";
    }
    if (notAsked.count() > 0) {
      return "give the go.sum of the project with --go-sum FILE for modules that are private";
    }
    return equal < total()
        ? "build without -mod=vendor to have the h1 of every module recorded"
        : modules.unknownLines() > 0 ? GoSumCheck.READ_THE_LINES : null;
  }

  private static Link link(State state, String reason, @Nullable String next) {
    return new Link(LinkId.CHECKSUM_DB, state, reason, next, null, List.<Evidence>of());
  }
}
