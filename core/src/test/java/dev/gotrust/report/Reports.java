package dev.gotrust.report;

import dev.gotrust.TestFacts;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.facts.Inspection;
import dev.gotrust.material.Material;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.policy.Policy;
import dev.gotrust.policy.PolicyOutcome;
import java.util.List;
import java.util.Map;

/** Reports built by hand. */
final class Reports {
  private Reports() {}

  static TrustReport of(TestFacts facts, TrustChain chain) {
    return of(facts.inspection(), chain, Policy.basic(), Map.of());
  }

  static TrustReport of(
      Inspection facts, TrustChain chain, Policy policy, Map<LinkId, State> given) {
    PolicyOutcome outcome = policy.evaluate(chain, given);
    return new TrustReport(facts, chain, outcome, List.of(), List.of(), null, "0.1.0");
  }

  static TrustReport hostile(TestFacts facts, TrustChain chain, String text) {
    TrustReport plain = of(facts, chain);
    Material material = new Material("go.sum", text, Bytes.of(new byte[32]), Standing.BESIDE);
    List<String> aside = List.of("set aside: " + text);
    return new TrustReport(
        plain.facts(), chain, plain.outcome(), List.of(material), aside, null, "0.1.0");
  }
}
