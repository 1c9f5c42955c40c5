package dev.gotrust.check;

import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.facts.Inspection;
import dev.gotrust.material.Materials;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The way from facts and materials to a chain. Stateless, thread-safe. */
public final class Checks {
  private Checks() {}

  /**
   * Judges every link that this version knows how to judge. A link that does not hold never hides
   * the next.
   *
   * @param facts what was read from the artifact
   * @param materials what was given or found
   * @return the links, in report order
   */
  public static TrustChain judge(Inspection facts, Materials materials) {
    List<Link> links = new ArrayList<>();
    links.add(FileCheck.judge(facts));
    links.add(Slices.judge(LinkId.BUILD_ID, facts, materials));
    links.add(Slices.judge(LinkId.BUILD_INFO, facts, materials));
    links.add(Slices.judge(LinkId.TOOLCHAIN, facts, materials));
    links.add(Slices.judge(LinkId.SETTINGS, facts, materials));
    links.add(Slices.judge(LinkId.PACKAGES, facts, materials));
    links.add(Slices.judge(LinkId.GO_SUM, facts, materials));
    return new TrustChain(links);
  }

  /**
   * {@return the state that each link must reach because a material for it was given; empty where
   * none was}
   *
   * @param materials what was given or found
   */
  public static Map<LinkId, State> asked(Materials materials) {
    Map<LinkId, State> asked = new EnumMap<>(LinkId.class);
    if (materials.hasGivenGoSum()) {
      asked.put(LinkId.GO_SUM, State.PROVEN);
    }
    return asked;
  }
}
