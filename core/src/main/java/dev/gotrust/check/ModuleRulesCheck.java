package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.policy.Breach;
import dev.gotrust.policy.ModuleRule;
import dev.gotrust.policy.ModuleRule.Match;
import dev.gotrust.policy.Policy;
import dev.gotrust.policy.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Are the modules of a program allowed, and none denied? What was compiled must be allowed; neither
 * that nor what it replaces may be denied.
 */
final class ModuleRulesCheck {
  private final Policy policy;
  private final Instant now;

  /** By rule and module: the slices of a fat file name the same for the most part. */
  private final Map<String, Breach> breaches = new LinkedHashMap<>();

  private final EvidenceList evidence = new EvidenceList();

  ModuleRulesCheck(Policy policy, Instant now) {
    this.policy = policy;
    this.now = now;
  }

  List<Breach> breaches() {
    return new ArrayList<>(breaches.values());
  }

  List<Evidence> evidence() {
    return evidence.toList();
  }

  void judge(GoBinary binary) {
    BuildInfo info = binary.buildInfo();
    if (info == null) {
      untold("", "are of no build info, so that no module can be held against the policy");
      return;
    }
    if (!info.unknownLines().isEmpty()) {
      untold(
          "",
          "may hold more modules than the policy can be held against: "
              + new DeclaredModules(info).incomplete());
    }
    if (info.main() != null) {
      deny(info.main());
    }
    for (Module dep : info.deps()) {
      deny(dep);
      allow(dep.effective());
    }
  }

  private void untold(String module, String reason) {
    Rule rule = policy.deniedModules().isEmpty() ? Rule.MODULE_NOT_ALLOWED : Rule.MODULE_DENIED;
    breaches.putIfAbsent(
        rule.id() + module, new Breach(rule, module, LinkId.PACKAGES, false, reason));
  }

  private void deny(Module declared) {
    deny(declared, "");
    if (declared.replace() != null) {
      deny(declared.replace(), ", in the place of " + title(declared));
    }
  }

  private void deny(Module module, String remark) {
    for (ModuleRule rule : policy.deniedModules()) {
      Match match = rule.match(module.path(), module.version(), now);
      if (match == Match.YES) {
        add(
            Rule.MODULE_DENIED,
            module,
            true,
            "hold " + title(module) + remark + ", which is denied by " + where(rule),
            rule.words(),
            rule.place());
      } else if (match == Match.UNTOLD) {
        add(
            Rule.MODULE_DENIED,
            module,
            false,
            "hold " + title(module) + remark + ", which may be denied by " + where(rule),
            rule.words(),
            rule.place());
      }
    }
  }

  private static String where(ModuleRule rule) {
    return rule.place() + (rule.reason().isEmpty() ? "" : ": " + rule.reason());
  }

  private void allow(Module module) {
    for (List<ModuleRule> list : policy.allowedModules()) {
      Match best = Match.NO;
      for (ModuleRule rule : list) {
        Match match = rule.match(module.path(), module.version(), now);
        best = match.compareTo(best) > 0 ? match : best;
      }
      if (best != Match.YES) {
        String place = list.get(0).place();
        add(
            Rule.MODULE_NOT_ALLOWED,
            module,
            best == Match.NO,
            "hold "
                + title(module)
                + (best == Match.NO ? ", which is not allowed" : ", which may not be allowed")
                + " by the list that begins on "
                + place,
            "an allowed module",
            place);
      }
    }
  }

  /** What is known to be broken counts more than what may be. */
  private void add(
      Rule rule, Module module, boolean fails, String reason, String expected, String place) {
    Breach breach = new Breach(rule, title(module), LinkId.PACKAGES, fails, reason);
    breaches.merge(
        rule.id() + ' ' + title(module),
        breach,
        (before, next) -> before.fails() || !next.fails() ? before : next);
    State state = fails ? State.CONTRADICTED : State.UNDECIDED;
    evidence.add(new Evidence(rule.id(), expected, title(module), place, -1, -1, state));
  }

  private static String title(Module module) {
    return module.version().isEmpty() ? module.path() : module.path() + '@' + module.version();
  }
}
