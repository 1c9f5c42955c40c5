package dev.gotrust.cli.command;

import dev.gotrust.GoTrust;
import dev.gotrust.Judgement;
import dev.gotrust.VerificationRequest;
import dev.gotrust.bytes.ByteSource;
import dev.gotrust.chain.Link.Change;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.cli.Batch;
import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.FileNames;
import dev.gotrust.cli.RefusalReport;
import dev.gotrust.cli.Report;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.cli.Work;
import dev.gotrust.material.DatabaseAccess;
import dev.gotrust.material.Discovery;
import dev.gotrust.material.GoRootFiles;
import dev.gotrust.material.Materials;
import dev.gotrust.material.ModuleFiles;
import dev.gotrust.material.SignatureRequest;
import dev.gotrust.module.GoRoot;
import dev.gotrust.module.ModuleFileException;
import dev.gotrust.policy.CertifiedGo;
import dev.gotrust.policy.Policy;
import dev.gotrust.policy.PolicyFileException;
import dev.gotrust.policy.RequiredSetting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** {@code gotrust verify}: the chain of each Go program, and what the policy makes of it. */
public final class VerifyCommand implements Work {
  private static final String CERTIFIED_GO = "--certified-go";
  private static final String GOROOT = "--goroot";
  private static final String REQUIRE_SETTING = "--require-setting";

  private final Policy policy;
  private final Materials given;
  private final SignatureRequest signatures;
  private final List<Path> reads;
  private final @Nullable Discovery discovery;
  private final @Nullable DatabaseAccess database;
  private final @Nullable ModuleFiles files;
  private final @Nullable Path goRoot;
  private final @Nullable GoRootFiles toolchains;

  /** One archive at a time: a file of it may fill the heap. */
  private final Object archives = new Object();

  private VerifyCommand(
      Policy policy,
      Materials given,
      SignatureRequest signatures,
      List<Path> reads,
      @Nullable Discovery discovery,
      @Nullable DatabaseAccess database,
      @Nullable ModuleFiles files,
      @Nullable Path goRoot,
      @Nullable GoRootFiles toolchains) {
    this.policy = policy;
    this.given = given;
    this.signatures = signatures;
    this.reads = reads;
    this.discovery = discovery;
    this.database = database;
    this.files = files;
    this.goRoot = goRoot;
    this.toolchains = toolchains;
  }

  /**
   * Runs the command.
   *
   * @param arguments what stands behind its name
   * @param surroundings what the run sees of the machine
   * @param terminal takes complaints and help
   * @return the gravest code of all inputs and outputs; that of {@link Terminal#print} for help;
   *     {@link ExitCode#INPUT} if the go.sum that was given is malformed
   * @throws UsageException if it does not take them
   */
  public static ExitCode run(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    Parser parser = parser();
    ParseResult line = parser.parse(arguments);
    if (line.isUsageHelpRequested()) {
      return terminal.print(help(surroundings.columns()));
    }
    if (line.hasMatchedOption(DatabaseOptions.DRY_RUN) && line.hasMatchedOption(GOROOT)) {
      throw new UsageException(
          DatabaseOptions.DRY_RUN + " does not list what " + GOROOT + " asks for; leave one out");
    }
    Path certified = DatabaseOptions.path(line, CERTIFIED_GO);
    Policy policy = policy(line, certified);
    Discovery discovery =
        line.hasMatchedOption("--no-discovery") ? null : Discovery.from(surroundings.directory());
    Path goSum = DatabaseOptions.path(line, "--go-sum");
    Materials given;
    try {
      given = given(goSum);
    } catch (ModuleFileException malformed) {
      terminal.note(malformed.getMessage());
      return ExitCode.INPUT;
    }
    SignatureRequest signatures = SignatureOptions.request(line, new TrustedRoots(surroundings));
    List<Path> reads = new ArrayList<>(SignatureOptions.paths(line));
    for (Path read :
        new Path[] {goSum, certified, DatabaseOptions.path(line, DatabaseOptions.PACK)}) {
      if (read != null) {
        reads.add(read);
      }
    }
    try (DatabaseAccess database = DatabaseOptions.access(line, surroundings, terminal)) {
      Work work =
          database != null && line.hasMatchedOption(DatabaseOptions.DRY_RUN)
              ? new PlannedLookups(database)
              : new VerifyCommand(
                  policy,
                  given,
                  signatures,
                  reads,
                  discovery,
                  database,
                  ContentOptions.files(line, policy, surroundings, terminal),
                  goRoot(line),
                  line.hasMatchedOption(GOROOT)
                      ? ToolchainCommand.files(line, surroundings, database)
                      : null);
      return new Batch(surroundings, terminal, work)
          .run(Parser.files(line), Parser.outputs(line), line.hasMatchedOption("--all"));
    }
  }

  private static Parser parser() {
    Parser parser = SignatureOptions.addFiles(SignerOptions.add(options()));
    return DatabaseOptions.add(SignatureOptions.addProvenance(parser))
        .options("--output", "FORMAT[=PATH]", HelpCommand.OUTPUT)
        .flag("--all", HelpCommand.ALL)
        .files(HelpCommand.FILES);
  }

  private static Parser options() {
    return new Parser("gotrust verify", "[options]")
        .option(
            "--go-sum", "FILE", "Hold every module that the program declares against this go.sum.")
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
                + " times, or take a list with commas.")
        .option(
            ContentOptions.CACHE,
            "DIR",
            "Hash the zips and directories of the declared modules in this module cache.")
        .option(
            ContentOptions.VENDOR,
            "DIR",
            "Hold this vendor tree against the zips in the module cache, by default GOMODCACHE.")
        .option(ContentOptions.SOURCE, "DIR", "The checkout whose vendor directory is meant.")
        .option(
            GOROOT,
            "DIR",
            "Hold every file of this Go distribution against the published one; that says nothing of"
                + " the programs.")
        .flag("--no-discovery", "Look for no go.sum beside the program or in this repository.");
  }

  static String help(int columns) {
    return parser()
        .help(
            "Judge, link by link, whether Go programs can be traced from the source that they"
                + " claim to their bytes, from what is given and what is found.",
            HelpText.VERIFY,
            columns);
  }

  private static @Nullable Path goRoot(ParseResult line) throws UsageException {
    Path goRoot = ContentOptions.directory(line, GOROOT);
    try {
      if (goRoot != null) {
        GoRoot.toolchain(goRoot);
      }
      return goRoot;
    } catch (IOException unreadable) {
      throw new UsageException(
          GOROOT + ' ' + FileNames.show(goRoot) + ": " + Terminal.explain(unreadable));
    }
  }

  /** Reads what was given once, however many files are judged against it. */
  private static Materials given(@Nullable Path goSum) throws UsageException, ModuleFileException {
    try {
      return goSum == null ? Materials.NONE : Materials.NONE.withGoSum(goSum);
    } catch (IOException unreadable) {
      String name = FileNames.show(goSum);
      throw new UsageException("--go-sum " + name + ": " + Terminal.explain(unreadable));
    }
  }

  private static Policy policy(ParseResult line, @Nullable Path certified) throws UsageException {
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

  @Override
  public List<Path> reads() {
    return reads;
  }

  @Override
  public Report on(Path file, String name, int threads) {
    return report(VerificationRequest.of(file).name(name), threads);
  }

  @Override
  public Report on(ByteSource source, String name, int threads) {
    Report inside =
        ArchiveMembers.judge(source, null, name, archives, request -> report(request, threads));
    return inside == null ? report(VerificationRequest.of(source, name), threads) : inside;
  }

  @Override
  public Report named(Path file, String name, int threads) {
    Report inside = ArchiveMembers.judge(file, name, archives, request -> report(request, threads));
    return inside == null ? on(file, name, threads) : inside;
  }

  private Report report(VerificationRequest.Builder request, int threads) {
    if (discovery != null) {
      request.discovery(discovery);
    }
    if (database != null) {
      request.checksumDatabase(database);
    }
    if (files != null) {
      request.moduleFiles(files);
    }
    if (goRoot != null && toolchains != null) {
      request.goRoot(goRoot, toolchains);
    }
    Judgement judgement;
    try {
      judgement =
          GoTrust.verify(
              request.given(given).signatures(signatures).policy(policy).threads(threads).build());
    } catch (ModuleFileException | IOException impossible) {
      throw new IllegalStateException("the materials were read before", impossible);
    }
    return judgement instanceof Judgement.Judged judged
        ? new ChainReport(judged.report())
        : new RefusalReport(((Judgement.Refused) judgement).refusal());
  }
}
