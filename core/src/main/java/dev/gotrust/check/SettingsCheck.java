package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.GoBinary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Do the recorded build settings fit the file? */
final class SettingsCheck {
  private SettingsCheck() {}

  static Link judge(String file, GoBinary binary) {
    BuildInfo info = binary.buildInfo();
    if (info == null || info.settings().isEmpty()) {
      String reason =
          info == null
              ? "the file has no build info, so it records no settings"
              : "the build info records no settings, as before Go 1.18";
      return new Link(LinkId.SETTINGS, State.ABSENT, reason, null, null, List.of());
    }
    return link(file, new SettingRules(binary, info).rows());
  }

  private static Link link(String file, List<SettingRow> rows) {
    EvidenceList evidence = new EvidenceList();
    List<SettingRow> contradicted = new ArrayList<>();
    int fitting = 0;
    for (SettingRow row : rows) {
      evidence.add(new Evidence(row.key(), row.claim(), row.trace(), file, -1, -1, row.state()));
      if (row.state() == State.CONTRADICTED) {
        contradicted.add(row);
      }
      fitting += row.state() == State.CORROBORATED ? 1 : 0;
    }
    String remark = remark(rows);
    if (!contradicted.isEmpty()) {
      String reason = contradiction(contradicted);
      return new Link(
          LinkId.SETTINGS,
          State.CONTRADICTED,
          reason,
          remark,
          Words.GET_AGAIN,
          null,
          evidence.toList());
    }
    State state = fitting == 0 ? State.CLAIMED : State.CORROBORATED;
    return new Link(
        LinkId.SETTINGS,
        state,
        agreed(fitting, rows.size()),
        remark,
        null,
        null,
        evidence.toList());
  }

  private static String contradiction(List<SettingRow> contradicted) {
    SettingRow first = contradicted.get(0);
    String claim =
        first.claim() == null
            ? first.key() + " is not recorded"
            : "it claims " + first.key() + '=' + first.claim();
    int more = contradicted.size() - 1;
    return claim
        + ", but the file shows: "
        + first.trace()
        + (more == 0 ? "" : "; and " + more + " more of this kind");
  }

  private static String agreed(int fitting, int all) {
    if (fitting == 0) {
      return all + " settings are recorded, and nothing in the file shows any of them";
    }
    int silent = all - fitting;
    return fitting
        + " of "
        + all
        + " recorded settings show in the file, and fit"
        + (silent == 0 ? "" : "; nothing shows the other " + Words.others(silent));
  }

  private static @Nullable String remark(List<SettingRow> rows) {
    StringBuilder remarks = new StringBuilder();
    for (SettingRow row : rows) {
      if (row.remark() != null) {
        remarks.append(remarks.isEmpty() ? "" : "; ").append(row.remark());
      }
    }
    return remarks.isEmpty() ? null : remarks.toString();
  }
}
