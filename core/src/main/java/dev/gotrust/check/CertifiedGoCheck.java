package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.LinkId;
import dev.gotrust.check.Finding.Grade;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.policy.CertifiedGo;
import dev.gotrust.policy.CertifiedGo.Ruling;
import java.time.Instant;

/** Is the Go version that an image claims on the list? */
final class CertifiedGoCheck {
  private CertifiedGoCheck() {}

  static Finding judge(GoBinary binary, CertifiedGo list, Instant now) {
    BuildInfo info = binary.buildInfo();
    if (info == null || info.goVersion().isEmpty()) {
      String reason = "can't be held against " + list.name() + ": no Go version is claimed";
      return finding(Grade.UNTOLD, reason, Evidence.of("certified Go", null, null, list.name()));
    }
    Ruling ruling = list.judge(info.goVersion(), now);
    String source = ruling.line() > 0 ? list.name() + ", line " + ruling.line() : list.name();
    Evidence evidence = Evidence.of("certified Go", ruling.rule(), info.goVersion(), source);
    return ruling.allowed()
        ? finding(Grade.HOLDS, ruling.reason(), evidence)
        : finding(Grade.BROKEN, "is not certified: " + ruling.reason(), evidence);
  }

  private static Finding finding(Grade grade, String reason, Evidence evidence) {
    return new Finding(LinkId.TOOLCHAIN, grade, reason, evidence);
  }
}
