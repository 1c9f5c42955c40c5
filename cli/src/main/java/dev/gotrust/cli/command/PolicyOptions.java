package dev.gotrust.cli.command;

import dev.gotrust.FoundPolicy;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.chain.Link.Change;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.cli.FileNames;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.material.Discovery;
import dev.gotrust.policy.CertifiedGo;
import dev.gotrust.policy.Policy;
import dev.gotrust.policy.PolicyDocument;
import dev.gotrust.policy.PolicyFileException;
import dev.gotrust.policy.PolicySignature;
import dev.gotrust.policy.Profile;
import dev.gotrust.policy.RequiredSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The options that say what is asked of the chain. */
final class PolicyOptions {
  static final String POLICY = "--policy";
  static final String PROFILE = "--profile";
  private static final String POLICY_KEY = "--policy-key";
  private static final String POLICY_SIGNATURE = "--policy-signature";
  private static final String CERTIFIED_GO = "--certified-go";
  private static final String REQUIRE_SETTING = "--require-setting";

  private PolicyOptions() {}

  /** Adds the options to a parser. */
  static Parser add(Parser parser) {
    return addFile(parser)
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

  /** Adds the options that name a policy file or a profile. */
  static Parser addFile(Parser parser) {
    Parser named =
        parser
            .option(
                POLICY,
                "FILE",
                "Ask for what this policy says, in YAML or JSON; by default .gotrust.yaml in this"
                    + " repository, which can only ask for more.")
            .option(PROFILE, "NAME", "Ask for what a profile says: basic, release or strict.");
    return addSignature(named);
  }

  /** Adds the options that demand a signature of a policy. */
  static Parser addSignature(Parser parser) {
    return parser
        .options(
            POLICY_KEY,
            "FILE",
            "Use no policy but one that is signed by this public key. May stand several times.")
        .option(
            POLICY_SIGNATURE,
            "FILE",
            "The signature of the policy; by default beside it, with .sig, .sigstore.json or"
                + " .bundle behind its name.");
  }

  /** Returns the files that they name. */
  static List<Path> paths(ParseResult line) throws UsageException {
    List<Path> paths = new ArrayList<>();
    for (String option : new String[] {CERTIFIED_GO, POLICY, POLICY_SIGNATURE}) {
      Path path = DatabaseOptions.path(line, option);
      if (path != null) {
        paths.add(path);
      }
    }
    List<String> keys = line.matchedOptionValue(POLICY_KEY, List.of());
    for (String key : keys) {
      paths.add(FileNames.path(key));
    }
    return paths;
  }

  /**
   * A policy file of a run.
   *
   * @param document the policy, null where there is none
   * @param setAside why one that was found is not used, as sentences
   */
  record Chosen(@Nullable PolicyDocument document, List<String> setAside) {
    boolean mayRequire(LinkId link) {
      return document != null && document.mayRequire(link);
    }

    List<String> privateModules() {
      return document == null ? List.of() : document.privateModules();
    }
  }

  /**
   * Returns the policy file that a command line names, else the one of the repository.
   *
   * @param discovery where to look for one, null to look nowhere
   * @throws UsageException if it can't be read or followed, or is not signed as it must be
   */
  static Chosen file(ParseResult line, @Nullable Discovery discovery) throws UsageException {
    Path file = DatabaseOptions.path(line, POLICY);
    try {
      if (file != null) {
        Bytes content = PolicyDocument.bytes(file);
        demandSignature(line, file, content);
        PolicyDocument document = PolicyDocument.parse(file.toString(), content.toArray());
        return new Chosen(document, List.of());
      }
      FoundPolicy found =
          discovery == null ? new FoundPolicy(null, null, List.of()) : FoundPolicy.in(discovery);
      PolicyDocument document = found.document();
      if (document != null && found.content() != null) {
        demandSignature(line, Path.of(document.location()), found.content());
      } else if (line.hasMatchedOption(POLICY_KEY)) {
        throw new UsageException(
            POLICY_KEY + " demands a signed policy, but there is none: name it with " + POLICY);
      }
      return new Chosen(document, found.setAside());
    } catch (PolicyFileException wrong) {
      throw new UsageException((file == null ? "" : POLICY + ' ') + wrong.getMessage());
    } catch (IOException unreadable) {
      throw new UsageException(
          POLICY + ' ' + FileNames.show(file) + ": " + Terminal.explain(unreadable));
    }
  }

  static void demandSignature(ParseResult line, Path file, Bytes content)
      throws UsageException, PolicyFileException {
    List<String> names = line.matchedOptionValue(POLICY_KEY, List.of());
    Path signature = DatabaseOptions.path(line, POLICY_SIGNATURE);
    if (names.isEmpty()) {
      if (signature != null) {
        throw new UsageException(
            POLICY_SIGNATURE + " says nothing by itself: name the key with " + POLICY_KEY);
      }
      return;
    }
    Map<String, Bytes> signatures = new LinkedHashMap<>();
    for (Path candidate : candidates(file, signature)) {
      String name = FileNames.show(candidate);
      signatures.put(
          name, Bytes.of(SignerOptions.read(POLICY_SIGNATURE, name, Limits.SIGNATURE_FILE)));
    }
    PolicySignature.verify(
        file.toString(), content, signatures, SignerOptions.keys(POLICY_KEY, names));
  }

  private static List<Path> candidates(Path file, @Nullable Path signature) {
    if (signature != null) {
      return List.of(signature);
    }
    List<Path> candidates = new ArrayList<>();
    for (String suffix : PolicySignature.SUFFIXES) {
      Path beside = file.resolveSibling(file.getFileName() + suffix);
      if (Files.isRegularFile(beside)) {
        candidates.add(beside);
      }
    }
    return candidates;
  }

  /** Returns the policy that a command line asks for. */
  static Policy policy(ParseResult line) throws UsageException {
    List<String> required = line.matchedOptionValue("--require", List.of());
    List<String> accepted = line.matchedOptionValue("--accept", List.of());
    // One instant for all files of a run: nothing expires between them.
    InstantSource clock = InstantSource.fixed(Instant.now());
    Policy.Builder policy = Policy.builder().clock(clock);
    profile(line, policy);
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
      policy.certifiedGo(certified(certified), clock);
    }
    return policy.build();
  }

  static void profile(ParseResult line, Policy.Builder policy) throws UsageException {
    String name = line.matchedOptionValue(PROFILE, "basic");
    Profile profile = Profile.of(name);
    if (profile == null) {
      throw new UsageException(
          PROFILE + ' ' + name + ": no such profile; the profiles: basic, release, strict");
    }
    policy.profile(profile);
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
