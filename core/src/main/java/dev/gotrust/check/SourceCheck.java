package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.material.Materials;
import dev.gotrust.material.SourceMaterial;
import dev.gotrust.source.SourceFacts;
import dev.gotrust.source.SourceFacts.Commit;
import dev.gotrust.source.SourceFacts.Place;
import dev.gotrust.source.SourceQuery;
import dev.gotrust.source.SourceReading;
import dev.gotrust.source.SourceReading.Unread;
import dev.gotrust.source.TreeState;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Is vcs.revision the commit of the checkout, and was the tree clean? What it shows is that the
 * claims of the build info fit that commit; that the commit's code is what was compiled is for a
 * rebuild.
 */
final class SourceCheck {
  static final String VCS = "vcs";
  static final String REVISION = "vcs.revision";
  static final String TIME = "vcs.time";
  static final String MODIFIED = "vcs.modified";

  private static final String GIT = "git";
  private static final int SHORT = 12;

  private static final String NAME_ONE =
      "name the checkout of the commit that it was built from with --source DIR";

  private static final String STAMP =
      "build it within a git checkout, with -buildvcs=true, to have the commit recorded";

  private static final String ASK =
      "ask whoever built it which commit it is from; build it anew from that and compare";

  private final BuildInfo info;
  private final SourceFacts facts;
  private final boolean given;
  private final SourceFindings findings = new SourceFindings();

  private SourceCheck(BuildInfo info, SourceFacts facts, boolean given) {
    this.info = info;
    this.facts = facts;
    this.given = given;
  }

  /** Returns what a checkout is asked for; null where no commit of git is named. */
  static @Nullable SourceQuery query(BuildInfo info) {
    String revision = info.setting(REVISION);
    if (revision == null || revision.isEmpty() || info.main() == null || !isGit(info)) {
      return null;
    }
    return new SourceQuery(info.main().path(), revision, info.main().version());
  }

  private static boolean isGit(BuildInfo info) {
    return Objects.requireNonNullElse(info.setting(VCS), GIT).equals(GIT);
  }

  static Link judge(GoBinary binary, Materials materials) {
    BuildInfo info = binary.buildInfo();
    if (info == null) {
      return link(State.ABSENT, "the file has no build info, so it names no commit", null);
    }
    SourceMaterial source = materials.source();
    SourceQuery query = query(info);
    if (query == null) {
      State state = source == null ? State.ABSENT : State.UNDECIDED;
      return link(state, unnamed(info), source != null && isGit(info) ? STAMP : null);
    }
    SourceReading reading = source == null ? null : source.readings().get(query);
    if (source == null || reading == null) {
      return link(
          State.ABSENT,
          "no checkout was given or found to hold commit " + cut(query.revision()) + " against",
          NAME_ONE);
    }
    if (reading instanceof Unread unread) {
      return link(
          State.UNDECIDED, unread.location() + " is not read: " + unread.reason(), unread.next());
    }
    return new SourceCheck(info, (SourceFacts) reading, source.standing() == Standing.GIVEN)
        .judge(query);
  }

  private static String unnamed(BuildInfo info) {
    if (!isGit(info)) {
      return "it was built from a checkout of " + info.setting(VCS) + ", and git alone is read";
    }
    Module main = info.main();
    return main != null && !main.sum().isEmpty()
        ? "it names no commit: it was built from the module "
            + main.path()
            + '@'
            + main.version()
            + ", for which go-sum and checksum-db stand"
        : "it names no commit: it was built without a stamp of version control";
  }

  private static Link link(State state, String reason, @Nullable String next) {
    return new Link(LinkId.SOURCE, state, reason, next, null, List.of());
  }

  static String cut(String revision) {
    return revision.length() > SHORT ? revision.substring(0, SHORT) : revision;
  }

  private Link judge(SourceQuery query) {
    Commit commit = facts.commit();
    if (commit == null) {
      findings.compare(REVISION, query.revision(), facts.head(), facts.location());
      findings.open(
          facts.missing()
              + (facts.shallow() ? ", as its history was cut" : "")
              + "; checked out is "
              + cut(facts.head().isEmpty() ? "nothing" : facts.head()),
          facts.shallow() ? "fetch its history: git fetch --unshallow --tags" : NAME_ONE);
      return findings.link(facts.location() + " can't tell: ", "");
    }
    boolean clean = "false".equals(info.setting(MODIFIED));
    revision(commit);
    time(commit);
    new SourceVersionCheck(info, facts, commit, findings).judge();
    modules(clean);
    modified();
    return findings.link("", words(commit));
  }

  private void revision(Commit commit) {
    findings.compare(REVISION, facts.head(), commit.id(), facts.location());
    if (commit.place() == Place.HEAD) {
      return;
    }
    String other = "not from " + cut(facts.head()) + ", which is checked out";
    if (given) {
      findings.wrong(
          "it was built from commit " + cut(commit.id()) + where(commit) + ", " + other,
          "name a checkout of that commit: git worktree add ../built " + cut(commit.id()));
    } else {
      findings.open(
          "it was built from commit " + cut(commit.id()) + where(commit) + ", " + other,
          "to judge it by that commit: git worktree add ../built "
              + cut(commit.id())
              + ", then --source ../built");
    }
  }

  private static String where(Commit commit) {
    return switch (commit.place()) {
      case HEAD -> "";
      case HISTORY -> ", which is in the history";
      case TAGGED -> ", which is tagged " + commit.tags().get(0);
      case LOOSE -> ", which is in no history of this checkout and no tag names";
      case UNKNOWN -> ", which is somewhere in the repository";
    };
  }

  private void time(Commit commit) {
    String claimed = info.setting(TIME);
    if (claimed == null) {
      return;
    }
    findings.compare(TIME, commit.time().toString(), claimed, facts.location());
    if (!commit.time().equals(parse(claimed))) {
      findings.wrong(
          "commit " + cut(commit.id()) + " is of " + commit.time() + ", not of " + claimed,
          Words.GET_AGAIN);
    }
  }

  private static @Nullable Instant parse(String time) {
    try {
      return Instant.parse(time);
    } catch (DateTimeException noTime) {
      return null;
    }
  }

  private void modules(boolean clean) {
    if (facts.module() == null) {
      return;
    }
    if (facts.module().directory() == null) {
      boolean wrong = given && clean && facts.module().problems().isEmpty();
      String main = info.main() == null ? "" : info.main().path();
      findings.add(
          wrong ? State.CONTRADICTED : State.UNDECIDED,
          "no go.mod of the commit names the main module " + main,
          NAME_ONE);
    } else if (clean) {
      new SourceModuleCheck(info, facts.module(), findings).judge();
    }
  }

  private void modified() {
    String modified = info.setting(MODIFIED);
    TreeState tree = facts.tree();
    if (modified == null || !modified.equals("false")) {
      boolean unsaid = modified == null || !modified.equals("true");
      findings.open(
          unsaid
              ? "it does not say whether the tree had changes"
              : "it was built from a tree with changes that no commit holds" + shown(tree),
          ASK);
    } else if (tree.kind() == TreeState.Kind.CHANGED) {
      findings.remark("the tree has changes now, which it had not when this was built");
    }
    for (String change : tree.changes()) {
      findings.evidence(Evidence.of("change", null, change, facts.location()));
    }
    if (tree.count() > tree.changes().size()) {
      String more = Integer.toString(tree.count() - tree.changes().size());
      findings.evidence(Evidence.of("changes, left out", null, more, facts.location()));
    }
  }

  /** What the tree shows now of changes that were there when the artifact was built. */
  private static String shown(TreeState tree) {
    return switch (tree.kind()) {
      case CHANGED ->
          "; now it has "
              + Words.counted(tree.count(), "change")
              + ", the first "
              + tree.changes().get(0).strip()
              + (tree.doubt().isEmpty() ? "" : " (" + tree.doubt() + ')');
      case CLEAN -> "; now it has none";
      case UNKNOWN -> "; whether it has any now is not known: " + tree.doubt();
      case UNSEEN -> "";
    };
  }

  private String words(Commit commit) {
    StringBuilder words = new StringBuilder("it was built from commit ").append(cut(commit.id()));
    words.append(" of ").append(commit.time());
    if (!commit.tags().isEmpty()) {
      words.append(", tagged ").append(commit.tags().get(0));
      int more = commit.tags().size() - 1;
      words.append(more == 0 ? "" : " and " + more + " more");
    }
    return words.append(", which is checked out in ").append(facts.location()).toString();
  }
}
