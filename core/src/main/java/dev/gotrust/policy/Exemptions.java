package dev.gotrust.policy;

import dev.gotrust.policy.Exemption.Standing;
import dev.gotrust.policy.Exemption.Use;
import dev.gotrust.policy.PolicyOutcome.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The exceptions of a policy, and what each excused of one artifact. */
final class Exemptions {
  private final List<Exemption> all;
  private final List<List<String>> excused = new ArrayList<>();
  private final Instant now;

  Exemptions(List<Exemption> all, Instant now) {
    this.all = all;
    this.now = now;
    for (int i = 0; i < all.size(); i++) {
      excused.add(new ArrayList<>());
    }
  }

  /** Returns whether one that is in force excuses a violation; each that could is told so. */
  boolean excuse(Violation violation) {
    boolean excuses = false;
    if (violation.rule().isExcusable()) {
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).covers(violation.rule(), violation.subject())) {
          excused.get(i).add(violation.link().id() + ' ' + violation.reason());
          excuses |= !all.get(i).isExpired(now);
        }
      }
    }
    return excuses;
  }

  List<Use> uses() {
    List<Use> uses = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Standing standing =
          all.get(i).isExpired(now)
              ? Standing.EXPIRED
              : excused.get(i).isEmpty() ? Standing.UNUSED : Standing.USED;
      uses.add(new Use(all.get(i), standing, excused.get(i)));
    }
    return uses;
  }
}
