package dev.gotrust.cli.command;

import dev.gotrust.chain.Link.Change;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.cli.FileNames;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.policy.CertifiedGo;
import dev.gotrust.policy.Policy;
import dev.gotrust.policy.PolicyFileException;
import dev.gotrust.policy.RequiredSetting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ParseResult;

/** The options that say what is asked of the chain. */
final class PolicyOptions {
  private static final String CERTIFIED_GO = "--certified-go";
  private static final String REQUIRE_SETTING = "--require-setting";

  private PolicyOptions() {}

  /** Adds the options to a parser. */
  static Parser add(Parser parser) {
    return parser
        .option(
            CERTIFIED_GO,
            "FILE",
            "Allow only the Go versions of this list, such as >=1.25.3 <1.26 until 2026-12-31.")
        .options(
            "--require",
            "LINK[=STATE]",
            "Ask a link for a state, by default the strongest that it can reach; else the verdict"
                + " is INCOMPLETE. May stand several times.")
        .texts(
            REQUIRE_SETTING,
            "KEY=VALUE",
            "Ask for a build setting, such as CGO_ENABLED=0, -trimpath=true or '-ldflags=-s -w'."
                + " Another value is a FAIL, one that can't be told makes the verdict INCOMPLETE."
                + " May stand several times.")
        .options(
            "--accept",
            "CHANGE",
            "Let a change after linking pass: stripped, signed or appended. May stand several"
                + " times, or take a list with commas.");
  }

  /** Returns the files that they name. */
  static List<Path> paths(ParseResult line) throws UsageException {
    Path certified = DatabaseOptions.path(line, CERTIFIED_GO);
    return certified == null ? List.of() : List.of(certified);
  }

  /** Returns the policy that a command line asks for. */
  static Policy policy(ParseResult line) throws UsageException {
    List<String> required = line.matchedOptionValue("--require", List.of());
    List<String> accepted = line.matchedOptionValue("--accept", List.of());
    Policy.Builder policy = Policy.builder();
    for (String requirement : required) {
      require(policy, requirement);
    }
    for (String changes : accepted) {
      accept(policy, changes);
    }
    for (String setting : Parser.texts(line, REQUIRE_SETTING)) {
      requireSetting(policy, setting);
    }
    if (line.hasMatchedOption(SignatureOptions.PROVENANCE)) {
      policy.require(LinkId.PROVENANCE);
    }
    Path certified = DatabaseOptions.path(line, CERTIFIED_GO);
    if (certified != null) {
      // One instant for all files of a run: none expires between them.
      policy.certifiedGo(certified(certified), InstantSource.fixed(Instant.now()));
    }
    return policy.build();
  }

  private static void requireSetting(Policy.Builder policy, String setting) throws UsageException {
    try {
      policy.requireSetting(RequiredSetting.parse(setting));
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(REQUIRE_SETTING + ' ' + setting + ": " + wrong.getMessage());
    }
  }

  private static CertifiedGo certified(Path file) throws UsageException {
    try {
      return CertifiedGo.read(file);
    } catch (PolicyFileException wrong) {
      throw new UsageException(CERTIFIED_GO + ' ' + wrong.getMessage());
    } catch (IOException unreadable) {
      String name = FileNames.show(file);
      throw new UsageException(CERTIFIED_GO + ' ' + name + ": " + Terminal.explain(unreadable));
    }
  }

  private static void require(Policy.Builder policy, String requirement) throws UsageException {
    int equals = requirement.indexOf('=');
    String name = equals < 0 ? requirement : requirement.substring(0, equals);
    LinkId link = LinkId.of(name);
    if (link == null) {
      throw new UsageException("--require " + requirement + ": no link '" + name + "'; " + links());
    }
    try {
      if (equals < 0) {
        policy.require(link);
      } else {
        policy.require(link, state(requirement, requirement.substring(equals + 1)));
      }
    } catch (IllegalArgumentException unreachable) {
      throw new UsageException("--require " + requirement + ": " + unreachable.getMessage());
    }
  }

  private static State state(String requirement, String name) throws UsageException {
    for (State state : State.values()) {
      if (state.name().equals(name.toUpperCase(Locale.ROOT))) {
        return state;
      }
    }
    throw new UsageException(
        "--require "
            + requirement
            + ": no state '"
            + name
            + "'; the states to ask for: PROVEN, ATTESTED, CORROBORATED, CLAIMED");
  }

  private static String links() {
    StringBuilder text = new StringBuilder();
    for (LinkId link : LinkId.values()) {
      text.append(text.length() == 0 ? "the links: " : ", ").append(link.id());
    }
    return text.toString();
  }

  private static void accept(Policy.Builder policy, String changes) throws UsageException {
    int from = 0;
    while (from <= changes.length()) {
      int comma = changes.indexOf(',', from);
      int to = comma < 0 ? changes.length() : comma;
      String name = changes.substring(from, to);
      Change change = Change.of(name);
      if (change == null) {
        throw new UsageException(
            "--accept "
                + changes
                + ": no change '"
                + name
                + "'; the changes: stripped, signed, appended");
      }
      policy.accept(change);
      from = to + 1;
    }
  }
}
