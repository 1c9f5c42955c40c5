package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.LinkId;
import dev.gotrust.check.Finding.Grade;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.policy.RequiredSetting;
import dev.gotrust.policy.SettingRule;
import org.jspecify.annotations.Nullable;

/** Has a build setting one of the values that it may have, and none that it may not have? */
final class SettingRuleCheck {
  private SettingRuleCheck() {}

  static Finding judge(String file, GoBinary binary, SettingRule rule) {
    BuildInfo info = binary.buildInfo();
    String recorded = info == null ? null : info.setting(rule.key());
    boolean untold = false;
    for (RequiredSetting value : rule.values()) {
      Grade grade = RequiredSettingCheck.judge(file, binary, value).grade();
      if (grade == Grade.HOLDS) {
        return rule.isAllowed()
            ? finding(file, rule, Grade.HOLDS, null, recorded)
            : finding(file, rule, Grade.BROKEN, "are forbidden: " + value.text(), recorded);
      }
      untold |= grade == Grade.UNTOLD;
    }
    if (untold) {
      String words = rule.isAllowed() ? "do not show an allowed " : "do not rule out a forbidden ";
      return finding(file, rule, Grade.UNTOLD, words + named(rule), recorded);
    }
    return rule.isAllowed()
        ? finding(
            file,
            rule,
            Grade.BROKEN,
            "have "
                + rule.key()
                + (recorded == null ? " not recorded" : "=" + recorded)
                + ", but "
                + rule.words()
                + " is allowed",
            recorded)
        : finding(file, rule, Grade.HOLDS, null, recorded);
  }

  private static String named(SettingRule rule) {
    return rule.key() + " of " + rule.words();
  }

  private static Finding finding(
      String file,
      SettingRule rule,
      Grade grade,
      @Nullable String reason,
      @Nullable String recorded) {
    String what = (rule.isAllowed() ? "allowed " : "forbidden ") + rule.key();
    return new Finding(
        LinkId.SETTINGS, grade, reason, Evidence.of(what, rule.words(), recorded, file));
  }
}
