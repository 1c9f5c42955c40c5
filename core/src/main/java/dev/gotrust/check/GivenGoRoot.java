package dev.gotrust.check;

import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.checksumdb.DatabaseAnswers;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.material.GoRootContents;
import dev.gotrust.module.ModuleVersion;
import dev.gotrust.policy.Breach;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A GOROOT that was given beside an artifact. The state of the link toolchain does not change by
 * it, for nothing shows that this GOROOT compiled that artifact.
 */
final class GivenGoRoot {
  private GivenGoRoot() {}

  static Checks.Held hold(
      Inspection facts,
      Checks.Held held,
      GoRootContents goRoot,
      @Nullable DatabaseAnswers answers) {
    GoRootCheck.Outcome outcome = GoRootCheck.judge(goRoot, answers);
    List<Breach> breaches = new ArrayList<>(held.breaches());
    String other = otherVersion(facts, goRoot.module());
    if (outcome.state() != State.PROVEN) {
      boolean fails = outcome.state() == State.CONTRADICTED;
      String words = "has a given GOROOT that " + (fails ? "" : "can't be told: ");
      breaches.add(
          new Breach(LinkId.TOOLCHAIN, fails, words + said(outcome, fails), outcome.unreachable()));
    } else if (other != null) {
      breaches.add(new Breach(LinkId.TOOLCHAIN, false, "has a given GOROOT " + other));
    }
    List<Link> links = new ArrayList<>();
    for (Link link : held.chain().links()) {
      links.add(link.id() == LinkId.TOOLCHAIN ? with(link, goRoot, outcome) : link);
    }
    return new Checks.Held(new TrustChain(links), breaches, held.judgedAt());
  }

  private static String said(GoRootCheck.Outcome outcome, boolean fails) {
    return fails && outcome.reason().startsWith("it ")
        ? outcome.reason().substring("it ".length())
        : outcome.reason();
  }

  /** Says that a GOROOT is of another version than an image claims, null where it is of that. */
  private static @Nullable String otherVersion(Inspection facts, @Nullable ModuleVersion module) {
    for (GoBinary binary : facts.binaries()) {
      BuildInfo info = binary.buildInfo();
      String claim = info == null ? "" : info.goVersion();
      if (module != null && !module.version().startsWith("v0.0.1-" + claim + '.')) {
        return "of another version: " + module + ", but the file claims " + claim;
      }
    }
    return null;
  }

  private static Link with(Link link, GoRootContents goRoot, GoRootCheck.Outcome outcome) {
    EvidenceList evidence = new EvidenceList();
    evidence.addAll(link.evidence());
    evidence.addAll(outcome.evidence());
    String words =
        "the given GOROOT "
            + goRoot.goroot()
            + ": "
            + outcome.state()
            + ", "
            + outcome.reason()
            + "; that says nothing of this file";
    return new Link(
        link.id(),
        link.state(),
        link.reason(),
        link.remark() == null ? words : link.remark() + "; " + words,
        link.next(),
        link.change(),
        link.unreachable(),
        evidence.toList());
  }
}
