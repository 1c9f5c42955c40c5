package dev.gotrust;

import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.material.GitSource;
import dev.gotrust.sbom.SbomOptions.NamedVersion;
import dev.gotrust.source.SourceFacts;
import dev.gotrust.source.SourceFacts.Commit;
import dev.gotrust.source.SourceQuery;
import dev.gotrust.source.TreeState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the go command would call the main module of a program, by a git checkout of it. */
final class CheckoutVersion {
  private static final String DEVEL = "(devel)";
  private static final int SHORT = 12;

  private CheckoutVersion() {}

  /**
   * Returns the version at the commit that the file names; where it names none, at the one that is
   * checked out. Null where the file records a version, or none could be told.
   */
  static @Nullable NamedVersion of(Inspection facts, GitSource checkout) {
    BuildInfo info = first(facts);
    if (info == null || info.main() == null || isRecorded(info.main().version())) {
      return null;
    }
    String revision = Objects.requireNonNullElse(info.setting("vcs.revision"), "");
    SourceQuery query = new SourceQuery(info.main().path(), revision, "");
    if (!(checkout.ask(query) instanceof SourceFacts source)
        || source.commit() == null
        || source.module() == null
        || source.module().directory() == null // another module's repository
        || source.version() == null
        || source.version().recomputed().isEmpty()) {
      return null;
    }
    boolean isNamed = !revision.isEmpty();
    boolean isChanged =
        isNamed
            ? "true".equals(info.setting("vcs.modified"))
            : source.tree().kind() == TreeState.Kind.CHANGED;
    String version = source.version().recomputed();
    return new NamedVersion(
        isChanged ? version + (version.indexOf('+') < 0 ? "+dirty" : ".dirty") : version,
        words(source.commit(), isNamed));
  }

  private static String words(Commit commit, boolean isNamed) {
    return "checkout at commit "
        + commit.id().substring(0, SHORT)
        + (isNamed ? ", which the build info names" : ", which is checked out");
  }

  private static boolean isRecorded(String version) {
    return !version.isEmpty() && !version.equals(DEVEL);
  }

  private static @Nullable BuildInfo first(Inspection facts) {
    for (GoBinary binary : facts.binaries()) {
      if (binary.buildInfo() != null) {
        return binary.buildInfo();
      }
    }
    return null;
  }
}
