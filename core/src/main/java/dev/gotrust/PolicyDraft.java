package dev.gotrust;

import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.chain.Verdict;
import dev.gotrust.check.Checks;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.material.Materials;
import dev.gotrust.policy.CertifiedGo;
import dev.gotrust.policy.Policy;
import dev.gotrust.policy.PolicyDocument;
import dev.gotrust.policy.PolicyFileException;
import dev.gotrust.policy.PolicyOutcome.Violation;
import dev.gotrust.policy.RequiredSetting;
import dev.gotrust.policy.Rule;
import dev.gotrust.report.TrustReport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A policy to begin with, written from a program that is known to be good: every demand in it is
 * one that the program meets by itself, and comments say what to add. Deterministic.
 */
public final class PolicyDraft {
  /** Settings that a project seldom changes from one build to the next. */
  private static final List<String> SETTINGS =
      List.of("-buildmode", "-compiler", "-race", "-tags", "-trimpath", "CGO_ENABLED");

  private static final List<LinkId> OWN =
      List.of(
          LinkId.BUILD_ID, LinkId.BUILD_INFO, LinkId.TOOLCHAIN, LinkId.SETTINGS, LinkId.PACKAGES);

  private final Inspection facts;
  private final TrustChain chain;
  private final StringBuilder text = new StringBuilder(2048);
  private final String indent;

  private PolicyDraft(TrustReport report, String indent) {
    this.facts = report.facts();
    this.chain = report.chain();
    this.indent = indent;
  }

  /**
   * {@return why no policy can be drafted from a program; null where one can}
   *
   * @param report the program, judged by the default policy
   */
  public static @Nullable String obstacle(TrustReport report) {
    if (report.outcome().verdict() == Verdict.PASS) {
      return null;
    }
    for (Violation violation : report.outcome().violations()) {
      if (violation.rule() != Rule.CHANGED || change(report.chain()) == null) {
        return violation.link().id() + ' ' + violation.reason();
      }
    }
    return null;
  }

  private static Link.@Nullable Change change(TrustChain chain) {
    Link link = chain.link(LinkId.BUILD_ID);
    return link == null ? null : link.change();
  }

  /**
   * {@return the policy, in YAML, in ASCII}
   *
   * @param report a program without an {@link #obstacle}, judged by the default policy
   * @throws IllegalArgumentException if there is one
   */
  public static String of(TrustReport report) {
    String obstacle = obstacle(report);
    if (obstacle != null) {
      throw new IllegalArgumentException(obstacle);
    }
    BuildInfo info = report.facts().first().buildInfo();
    String main = info == null || info.main() == null ? "" : info.main().path();
    // Less is asked where the program's own names can't stand in a policy.
    for (boolean ofMain : new boolean[] {true, false}) {
      for (boolean modules : new boolean[] {true, false}) {
        if (ofMain && main.isEmpty()) {
          continue;
        }
        String draft = new PolicyDraft(report, ofMain ? "    " : "").write(main, ofMain, modules);
        if (isMet(draft, report, main)) {
          return draft;
        }
      }
    }
    throw new IllegalStateException("the program does not meet its own draft");
  }

  private static boolean isMet(String draft, TrustReport report, String main) {
    try {
      PolicyDocument document =
          PolicyDocument.parse("draft", draft.getBytes(StandardCharsets.UTF_8));
      Policy.Builder builder = Policy.builder();
      document.addTo(builder, Set.of(main));
      Policy policy = builder.build();
      Checks.Held held = Checks.hold(report.facts(), report.chain(), policy, Materials.NONE);
      return policy
              .evaluate(held.chain(), Checks.asked(Materials.NONE, policy), held.breaches())
              .verdict()
          == Verdict.PASS;
    } catch (PolicyFileException unwritable) {
      return false;
    }
  }

  private String write(String main, boolean ofMain, boolean modules) {
    text.append("# Drafted from ").append(quoted(facts.name())).append(",\n# sha256 ");
    text.append(facts.sha256().hex()).append(".\n");
    text.append(
        "# Every demand below is one that this file meets. Read them, take away what may\n");
    text.append("# change from one release to the next, and add what you know better: see the\n");
    text.append("# lines that begin with #-.\n");
    text.append("schema: ").append(PolicyDocument.SCHEMA).append('\n');
    if (ofMain) {
      text.append("name: ").append(quoted(main)).append('\n');
      text.append(
          "\n# What becomes of programs of other main modules: allow, incomplete or deny.\n");
      text.append("others: incomplete\n\nrules:\n");
      text.append("  # A pattern of main modules, as GOPRIVATE has them.\n");
      text.append("  - for: [").append(quoted(main)).append("]\n");
    }
    profile();
    required();
    accepted();
    go();
    settings();
    tree();
    if (modules) {
      modules();
    }
    signers();
    return text.toString();
  }

  private void line(String line) {
    text.append(line.isEmpty() ? "" : indent).append(line).append('\n');
  }

  private void profile() {
    line("");
    line("# basic asks for nothing beyond this file; release and strict ask for outside");
    line("# evidence: a go.sum, a signature or provenance, a clean tree, and more.");
    line("profile: basic");
  }

  private void required() {
    line("");
    line("# What the file shows by itself. From outside, for example:");
    line("#-  go-sum: PROVEN");
    line("#-  checksum-db: PROVEN");
    line("#-  provenance: ATTESTED");
    List<String> lines = new ArrayList<>();
    for (LinkId id : OWN) {
      if (chain.state(id).isStrength()) {
        lines.add("  " + id.id() + ": " + chain.state(id));
      }
    }
    if (!lines.isEmpty()) {
      line("require:");
      lines.forEach(this::line);
    }
  }

  private void accepted() {
    Link.Change change = change(chain);
    if (change != null && chain.state(LinkId.BUILD_ID) == State.UNDECIDED) {
      line("");
      line("# This file was changed after linking; that is accepted.");
      line("accept: [" + change.id() + "]");
    }
  }

  private void go() {
    BuildInfo info = facts.first().buildInfo();
    String version = info == null ? "" : info.goVersion();
    line("");
    line("# Go versions that may build it, each with a last day if it shall have one:");
    line("#-  - version: \"1.25.x\"");
    line("#-    until: 2026-12-31");
    String entry = chain.state(LinkId.TOOLCHAIN).meets(State.CORROBORATED) ? entry(version) : null;
    if (entry != null) {
      line("go:");
      line("  - " + quoted(entry));
    }
  }

  /** This release and later ones of its line, else this version alone; null where none can be. */
  private @Nullable String entry(String version) {
    String release = version.startsWith("go") ? version.substring(2) : version;
    for (String entry : List.of(release + "+", release, '"' + version + '"')) {
      if (isCertified(version, entry)) {
        return entry;
      }
    }
    return null;
  }

  private boolean isCertified(String version, String entry) {
    try {
      CertifiedGo list = CertifiedGo.parse("draft", entry.getBytes(StandardCharsets.UTF_8));
      return list.judge(version, Instant.EPOCH).allowed()
          && holds(Policy.builder().certifiedGo(list, InstantSource.fixed(Instant.EPOCH)));
    } catch (PolicyFileException none) {
      return false;
    }
  }

  private void settings() {
    line("");
    line("# GOOS and GOARCH differ from one platform to the next; to restrict them:");
    line("#-  allowed:");
    line("#-    GOARCH: [\"amd64\", \"arm64\"]");
    List<String> lines = new ArrayList<>();
    if (chain.state(LinkId.SETTINGS).meets(State.CORROBORATED)) {
      for (String key : SETTINGS) {
        RequiredSetting setting = setting(key);
        if (setting != null && holds(Policy.builder().requireSetting(setting))) {
          lines.add("    " + quoted(key) + ": " + quoted(setting.value()));
        }
      }
    }
    if (!lines.isEmpty()) {
      line("settings:");
      line("  required:");
      lines.forEach(this::line);
    }
  }

  private @Nullable RequiredSetting setting(String key) {
    BuildInfo info = facts.first().buildInfo();
    String recorded = info == null ? null : info.setting(key);
    try {
      return recorded != null
          ? new RequiredSetting(key, recorded)
          : key.equals("-race") ? new RequiredSetting(key, "false") : null;
    } catch (IllegalArgumentException neverRecorded) {
      return null;
    }
  }

  private void tree() {
    line("");
    if (holds(Policy.builder().requireCleanTree())) {
      line("# The tree that was built was clean.");
      line("tree: clean");
    } else {
      line("# This file does not tell of a clean tree; a release should:");
      line("#-  tree: clean");
    }
  }

  private boolean holds(Policy.Builder asked) {
    return Checks.hold(facts, chain, asked.build(), Materials.NONE).breaches().isEmpty();
  }

  private void modules() {
    Set<String> paths = new TreeSet<>();
    for (GoBinary binary : facts.binaries()) {
      BuildInfo info = binary.buildInfo();
      if (info != null) {
        for (Module dep : info.deps()) {
          paths.add(dep.effective().path());
        }
      }
    }
    line("");
    line("# Modules that may be in it; a pattern means what lies below it too. To deny some:");
    line("#-  deny:");
    line("#-    - module: \"example.com/old\"");
    line("#-      versions: [\"<v1.2.3\"]");
    line("#-      reason: \"why\"");
    if (!paths.isEmpty() && chain.state(LinkId.PACKAGES).meets(State.CORROBORATED)) {
      line("modules:");
      line("  allow:");
      for (String path : paths) {
        line("    - " + quoted(path));
      }
    }
  }

  private void signers() {
    line("");
    line("# Whose signatures count, and what provenance must name:");
    line("#-  signers:");
    line("#-    identities:");
    line("#-      - identity: \"release@example.com\"");
    line("#-        issuer: \"https://issuer.example.com\"");
    line("#-    sources: [\"github.com/owner/name\"]");
    line("");
    line("# A demand may be lifted for a time, with a reason; every report shows it:");
    line("#-  exceptions:");
    line("#-    - excuse: module-denied");
    line("#-      of: \"example.com/old\"");
    line("#-      reason: \"why\"");
    line("#-      until: 2026-12-31");
  }

  /** A text in JSON is one in YAML. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c >= ' ' && c <= '~') {
        quoted.append(c);
      } else {
        quoted.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
      }
    }
    return quoted.append('"').toString();
  }
}
