package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.Link.Change;
import dev.gotrust.chain.State;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges a link on every Go image of a file: its state is the gravest of theirs. */
final class Slices {
  /** Judges a link on one image. */
  interface Judge {
    /**
     * Returns the judged link.
     *
     * @param file the name of the file, and of the slice where there are several
     * @param binary the image
     */
    Link judge(String file, GoBinary binary);
  }

  private Slices() {}

  static Link judge(Inspection facts, Judge judge) {
    List<GoBinary> binaries = facts.binaries();
    if (binaries.size() == 1) {
      return judge.judge(facts.name(), binaries.get(0));
    }
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < binaries.size(); i++) {
      links.add(judge.judge(facts.name() + ", " + title(i, binaries.get(i)), binaries.get(i)));
    }
    return merge(binaries, links);
  }

  private static String title(int index, GoBinary binary) {
    return "slice " + (index + 1) + " (" + binary.arch() + ')';
  }

  private static Link merge(List<GoBinary> binaries, List<Link> links) {
    int gravest = 0;
    boolean same = true;
    EvidenceList evidence = new EvidenceList();
    for (int i = 0; i < links.size(); i++) {
      Link link = links.get(i);
      State state = links.get(gravest).state();
      same &= link.reason().equals(links.get(0).reason()) && link.state() == links.get(0).state();
      if (link.state() != state && link.state().graver(state) == link.state()) {
        gravest = i;
      }
      for (Evidence entry : link.evidence()) {
        evidence.add(entry);
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
        worst.next(),
        change(links, worst),
        evidence.toList());
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
