package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.Link.Change;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.Disguise;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.material.Materials;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Judges a link on every Go image of a file: its state is the gravest of theirs. */
final class Slices {
  private Slices() {}

  static Link judge(LinkId id, Inspection facts, Materials materials) {
    List<GoBinary> binaries = facts.binaries();
    if (binaries.size() == 1) {
      return undisguised(id, facts.name(), binaries.get(0), binaries, materials);
    }
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < binaries.size(); i++) {
      links.add(undisguised(id, name(facts, i), binaries.get(i), binaries, materials));
    }
    return merge(binaries, links);
  }

  /**
   * Judges one image. Of one that was disguised nothing is absent, or without meaning, for all that
   * can be seen.
   */
  private static Link undisguised(
      LinkId id, String name, GoBinary binary, List<GoBinary> all, Materials materials) {
    Link link = judge(id, name, binary, all, materials);
    boolean unseen =
        link.state() == State.ABSENT
            || link.state() == State.NOT_APPLICABLE
            || link.state() == State.UNDECIDED;
    if (binary.disguise() == Disguise.NONE || !unseen) {
      return link;
    }
    return new Link(
        id,
        State.UNDECIDED,
        "the file is " + binary.disguise().words() + ", so this shows no more: " + link.reason(),
        link.remark(),
        binary.disguise() == Disguise.PACKED
            ? "unpack it with upx -d, and judge that"
            : "judge a file of the same source that was built without garble",
        link.change(),
        link.unreachable(),
        link.evidence());
  }

  /** Judges one image; a switch, because lambdas cost start-up. */
  private static Link judge(
      LinkId id, String name, GoBinary binary, List<GoBinary> all, Materials materials) {
    return switch (id) {
      case BUILD_ID -> BuildIdCheck.judge(name, binary);
      case BUILD_INFO -> BuildInfoCheck.judge(name, binary);
      case TOOLCHAIN -> Publication.add(ToolchainCheck.judge(name, binary), binary, materials);
      case SETTINGS -> SettingsCheck.judge(name, binary);
      case PACKAGES -> PackagesCheck.judge(name, binary);
      case GO_SUM -> GoSumCheck.judge(binary, materials);
      case CHECKSUM_DB -> ChecksumDbCheck.judge(binary, materials);
      case MODULE_CONTENT -> ModuleContentCheck.judge(binary, materials);
      case SBOM -> SbomCheck.judge(binary, all, materials);
      case SOURCE -> SourceCheck.judge(binary, materials);
      default -> throw new IllegalArgumentException(id.id() + " is not judged by slice");
    };
  }

  /** Returns what evidence calls the image with that index. */
  static String name(Inspection facts, int index) {
    return facts.binaries().size() == 1 ? facts.name() : facts.name() + ", " + title(facts, index);
  }

  /** Returns what reasons call the slice with that index. */
  static String title(Inspection facts, int index) {
    return title(index, facts.binaries().get(index));
  }

  private static String title(int index, GoBinary binary) {
    String arch = binary.arch().isEmpty() ? "unknown" : binary.arch();
    return "slice " + (index + 1) + " (" + arch + ')';
  }

  private static Link merge(List<GoBinary> binaries, List<Link> links) {
    int gravest = 0;
    boolean same = true;
    boolean sameRemark = true;
    for (int i = 0; i < links.size(); i++) {
      Link link = links.get(i);
      State state = links.get(gravest).state();
      same &= link.reason().equals(links.get(0).reason()) && link.state() == links.get(0).state();
      sameRemark &= Objects.equals(link.remark(), links.get(0).remark());
      if (link.state() != state && link.state().graver(state) == link.state()) {
        gravest = i;
      }
    }
    Link worst = links.get(gravest);
    String where =
        same
            ? "each of " + links.size() + " slices: "
            : title(gravest, binaries.get(gravest)) + ": ";
    return new Link(
        worst.id(),
        worst.state(),
        where + worst.reason(),
        sameRemark ? worst.remark() : remarks(binaries, links),
        worst.next(),
        change(links, worst),
        worst.unreachable(),
        evidence(gravest, links));
  }

  /** What the state does not cover differs: each slice's, so that none is lost. */
  private static String remarks(List<GoBinary> binaries, List<Link> links) {
    StringBuilder remarks = new StringBuilder();
    for (int i = 0; i < links.size(); i++) {
      String remark = links.get(i).remark();
      if (remark != null) {
        remarks.append(remarks.isEmpty() ? "" : "; ");
        remarks.append(title(i, binaries.get(i))).append(": ").append(remark);
      }
    }
    return remarks.toString();
  }

  /** That of the gravest slice comes first, so that a cap never hides it. */
  private static List<Evidence> evidence(int gravest, List<Link> links) {
    EvidenceList evidence = new EvidenceList();
    evidence.addAll(links.get(gravest).evidence());
    for (int i = 0; i < links.size(); i++) {
      if (i != gravest) {
        evidence.addAll(links.get(i).evidence());
      }
    }
    return evidence.toList();
  }

  /** The change that all slices in this state share; null where one acceptance can't cover them. */
  private static @Nullable Change change(List<Link> links, Link worst) {
    for (Link link : links) {
      if (link.state() == worst.state() && link.change() != worst.change()) {
        return null;
      }
    }
    return worst.change();
  }
}
