package dev.gotrust.cli.command;

import dev.gotrust.GoTrust;
import dev.gotrust.Judgement;
import dev.gotrust.VerificationRequest;
import dev.gotrust.bytes.ByteSource;
import dev.gotrust.chain.LinkId;
import dev.gotrust.cli.Batch;
import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.FileNames;
import dev.gotrust.cli.Output;
import dev.gotrust.cli.RefusalReport;
import dev.gotrust.cli.Report;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.cli.Work;
import dev.gotrust.material.DatabaseAccess;
import dev.gotrust.material.Discovery;
import dev.gotrust.material.GitSource;
import dev.gotrust.material.GoRootFiles;
import dev.gotrust.material.Materials;
import dev.gotrust.material.ModuleFiles;
import dev.gotrust.material.SbomFile;
import dev.gotrust.material.SignatureRequest;
import dev.gotrust.material.StateAccess;
import dev.gotrust.module.GoRoot;
import dev.gotrust.module.ModuleFileException;
import dev.gotrust.policy.Policy;
import dev.gotrust.policy.PolicyDocument;
import dev.gotrust.sigstore.SigstoreCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** {@code gotrust verify}: the chain of each Go program, and what the policy makes of it. */
public final class VerifyCommand implements Work {
  private static final String NAME = "gotrust verify";
  private static final String GOROOT = "--goroot";

  /** What is asked of every artifact of the run. */
  private final Consumer<VerificationRequest.Builder> asked;

  private final List<Path> reads;

  /** One archive at a time: a file of it may fill the heap. */
  private final Object archives = new Object();

  private final Terminal terminal;

  private VerifyCommand(
      Consumer<VerificationRequest.Builder> asked, List<Path> reads, Terminal terminal) {
    this.asked = asked;
    this.reads = reads;
    this.terminal = terminal;
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
      return terminal.print(definition().help(surroundings.columns()));
    }
    // What is accepted first decides what is older: the order of the line, not of the cores.
    Surroundings around =
        line.hasMatchedOption(StateOptions.STATE) ? surroundings.oneAtATime() : surroundings;
    return prepared(
        line,
        surroundings,
        terminal,
        work -> batch(work, Parser.trustOutputs(line), line, around, terminal));
  }

  /** Does something with the verification that a line asks for. */
  interface Use {
    ExitCode of(VerifyCommand verification) throws UsageException;
  }

  /**
   * Prepares the verification that the options of {@link #addEvidence} ask for.
   *
   * @return what came of its use; {@link ExitCode#INPUT} if the go.sum that was given is malformed
   */
  static ExitCode prepared(ParseResult line, Surroundings surroundings, Terminal terminal, Use use)
      throws UsageException {
    if (line.hasMatchedOption(DatabaseOptions.DRY_RUN) && line.hasMatchedOption(GOROOT)) {
      throw new UsageException(
          DatabaseOptions.DRY_RUN + " does not list what " + GOROOT + " asks for; leave one out");
    }
    Policy policy = PolicyOptions.policy(line);
    Discovery discovery =
        line.hasMatchedOption("--no-discovery") ? null : Discovery.from(surroundings.directory());
    PolicyOptions.Chosen file = PolicyOptions.file(line, discovery);
    Path goSum = DatabaseOptions.path(line, "--go-sum");
    Materials given;
    try {
      given = given(goSum).withSetAside(file.setAside());
    } catch (ModuleFileException malformed) {
      terminal.note(malformed.getMessage());
      return ExitCode.INPUT;
    }
    TrustedRoots roots = new TrustedRoots(surroundings);
    SignatureRequest signatures = SignatureOptions.request(line, roots, file.document() != null);
    Consumer<VerificationRequest.Builder> byFile = byFile(line, file.document(), roots);
    List<Path> reads = new ArrayList<>(SignatureOptions.paths(line));
    reads.addAll(PolicyOptions.paths(line));
    if (file.document() != null) {
      reads.add(Path.of(file.document().location()));
    }
    reads.addAll(SbomOptions.paths(line));
    List<SbomFile> sboms = SbomOptions.files(line, signatures.signers());
    for (Path read : new Path[] {goSum, DatabaseOptions.path(line, DatabaseOptions.PACK)}) {
      if (read != null) {
        reads.add(read);
      }
    }
    try (StateOptions.Opened opened = StateOptions.open(line, surroundings, terminal);
        DatabaseAccess database =
            DatabaseOptions.access(line, surroundings, terminal, file.privateModules())) {
      StateAccess state = opened.access();
      if (state != null) {
        reads.addAll(state.file().files());
      }
      if (database != null && line.hasMatchedOption(DatabaseOptions.DRY_RUN)) {
        return batch(
            new PlannedLookups(database), Parser.outputs(line), line, surroundings, terminal);
      }
      ModuleFiles files =
          ContentOptions.files(
              line,
              policy.required().containsKey(LinkId.MODULE_CONTENT)
                  || file.mayRequire(LinkId.MODULE_CONTENT),
              surroundings,
              terminal);
      GitSource checkout = ContentOptions.checkout(line);
      Path goRoot = goRoot(line);
      GoRootFiles toolchains =
          goRoot == null ? null : ToolchainCommand.files(line, surroundings, database);
      Consumer<VerificationRequest.Builder> asked =
          request -> {
            request.given(given).signatures(signatures).sboms(sboms).policy(policy);
            byFile.accept(request);
            set(discovery, request::discovery);
            set(database, request::checksumDatabase);
            set(files, request::moduleFiles);
            set(state, request::state);
            set(checkout, request::checkout);
            if (goRoot != null && toolchains != null) {
              request.goRoot(goRoot, toolchains);
            }
          };
      return use.of(new VerifyCommand(asked, reads, terminal));
    }
  }

  private static Consumer<VerificationRequest.Builder> byFile(
      ParseResult line, @Nullable PolicyDocument document, TrustedRoots roots)
      throws UsageException {
    if (document == null) {
      return request -> {};
    }
    boolean named = line.hasMatchedOption(SignerOptions.TRUSTED_ROOT);
    SigstoreCheck check =
        named || document.needsRoot() ? SignerOptions.sigstore(line, roots) : null;
    return request -> {
      request.policyDocument(document);
      if (check != null) {
        request.sigstore(check, named);
      }
    };
  }

  private static ExitCode batch(
      Work work,
      List<Output> outputs,
      ParseResult line,
      Surroundings surroundings,
      Terminal terminal)
      throws UsageException {
    return new Batch(surroundings, terminal, work)
        .run(Parser.files(line), outputs, line.hasMatchedOption("--all"));
  }

  private static <T> void set(@Nullable T value, Consumer<T> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }

  private static Parser parser() {
    return options(NAME)
        .output(Output.TRUST)
        .flag("--all", HelpCommand.ALL)
        .files(HelpCommand.FILES);
  }

  /** Returns a parser of all that says what to judge programs by. */
  static Parser options(String command) {
    return options(PasswordOptions.add(addMaterials(new Parser(command, "[options]"))));
  }

  private static Parser options(Parser materials) {
    Parser parser = SignatureOptions.addFiles(SignerOptions.add(materials));
    return DatabaseOptions.add(SignatureOptions.addProvenance(parser));
  }

  /**
   * Adds what a verification takes whose summary somebody signs: all but summaries of others, and
   * {@code --key}, which signs there.
   */
  static Parser addEvidence(Parser parser) {
    Parser signed = SignatureOptions.addEvidence(SignerOptions.addAccepted(addMaterials(parser)));
    return DatabaseOptions.add(SignatureOptions.addProvenance(signed));
  }

  private static Parser addMaterials(Parser parser) {
    parser.option(
        "--go-sum", "FILE", "Hold every module that the program declares against this go.sum.");
    return StateOptions.addKey(StateOptions.add(PolicyOptions.add(SbomOptions.add(parser))))
        .option(
            ContentOptions.CACHE,
            "DIR",
            "Hash the zips and directories of the declared modules in this module cache.")
        .option(
            ContentOptions.VENDOR,
            "DIR",
            "Hold this vendor tree against the zips in the module cache, by default GOMODCACHE.")
        .option(
            ContentOptions.SOURCE,
            "DIR",
            "Hold the program against what this git checkout has checked out, and its vendor"
                + " directory, if it has one, against the module cache.")
        .option(
            GOROOT,
            "DIR",
            "Hold every file of this Go distribution against the published one; that says nothing"
                + " of the programs.")
        .flag(
            "--no-discovery",
            "Look for no go.sum, signature or SBOM beside the program, nor for those, a commit or a"
                + " policy in this repository.");
  }

  static Parser definition() {
    return parser()
        .describe(
            "Judge, link by link, whether Go programs can be traced from the source that they"
                + " claim to their bytes, from what is given and what is found.",
            HelpText.VERIFY);
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

  @Override
  public List<Path> reads() {
    return reads;
  }

  @Override
  public Report on(Path file, String name, int threads) {
    return report(
        VerificationRequest.of(file).name(name).listener(terminal.verification(name)), threads);
  }

  @Override
  public Report on(ByteSource source, String name, int threads) {
    Report inside =
        ArchiveMembers.judge(source, null, name, archives, request -> report(request, threads));
    return inside == null
        ? report(
            VerificationRequest.of(source, name).listener(terminal.verification(name)), threads)
        : inside;
  }

  @Override
  public Report named(Path file, String name, int threads) {
    Report inside = ArchiveMembers.judge(file, name, archives, request -> report(request, threads));
    return inside == null ? on(file, name, threads) : inside;
  }

  /**
   * Judges a file by what was asked for and by the files of modules that are given, if any.
   *
   * @param request names the file
   */
  Report again(VerificationRequest.Builder request, @Nullable Materials modules) {
    asked.accept(request);
    set(modules, request::given);
    return judge(request, 2);
  }

  private Report report(VerificationRequest.Builder request, int threads) {
    asked.accept(request);
    return judge(request, threads);
  }

  private Report judge(VerificationRequest.Builder request, int threads) {
    Judgement judgement;
    try {
      judgement = GoTrust.verify(request.threads(threads).build());
    } catch (ModuleFileException | IOException impossible) {
      throw new IllegalStateException("the materials were read before", impossible);
    }
    if (judgement instanceof Judgement.Judged judged) {
      terminal.materials(judged.report().materials());
      return new ChainReport(judged.report());
    }
    return new RefusalReport(((Judgement.Refused) judgement).refusal());
  }
}
