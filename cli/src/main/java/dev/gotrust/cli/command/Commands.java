package dev.gotrust.cli.command;

import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every command: what the program runs, what the help lists, what shells complete and what has a
 * page in the manual. A new one is a constant here with its two cases below; the compiler asks for
 * both.
 */
public enum Commands {
  /** {@code inspect}. */
  INSPECT("inspect", "print what Go programs say of themselves"),
  /** {@code verify}. */
  VERIFY("verify", "judge the chain of Go programs"),
  /** {@code verify-blob}. */
  VERIFY_BLOB("verify-blob", "signatures of any file, in cosign's words"),
  /** {@code verify-blob-attestation}. */
  VERIFY_BLOB_ATTESTATION("verify-blob-attestation", "attestations of any file, in cosign's words"),
  /** {@code verify-artifact}. */
  VERIFY_ARTIFACT("verify-artifact", "SLSA provenance, in slsa-verifier's words"),
  /** {@code attest}. */
  ATTEST("attest", "verify a Go program and sign what was found"),
  /** {@code sign}. */
  SIGN("sign", "sign any file, as cosign does"),
  /** {@code generate-key-pair}. */
  GENERATE_KEY_PAIR("generate-key-pair", "make a key pair for sign and attest, as cosign's"),
  /** {@code modules}, which needs a second word. */
  MODULES("modules", "modules of a build and the public checksum database"),
  /** {@code modules verify}. */
  MODULES_VERIFY("modules verify", "go.sum, module cache and vendor tree of a checkout"),
  /** {@code modules prove}. */
  MODULES_PROVE("modules prove", "show that the database holds modules, step by step"),
  /** {@code modules pack}. */
  MODULES_PACK("modules pack", "record what verify needs, for use without a network"),
  /** {@code toolchain}, which needs a second word. */
  TOOLCHAIN("toolchain", "Go distributions"),
  /** {@code toolchain verify}. */
  TOOLCHAIN_VERIFY("toolchain verify", "hold a Go distribution against the published one"),
  /** {@code audit}, which needs a second word. */
  AUDIT("audit", "the log of what verify --state accepted"),
  /** {@code audit init}. */
  AUDIT_INIT("audit init", "begin a log"),
  /** {@code audit verify}. */
  AUDIT_VERIFY("audit verify", "find what was edited, removed or cut off"),
  /** {@code audit list}. */
  AUDIT_LIST("audit list", "list what was accepted"),
  /** {@code policy}, which needs a second word. */
  POLICY("policy", "what must hold, written in a file"),
  /** {@code policy init}. */
  POLICY_INIT("policy init", "write a policy from a known good program"),
  /** {@code policy check}. */
  POLICY_CHECK("policy check", "say whether a policy can be followed"),
  /** {@code policy explain}. */
  POLICY_EXPLAIN("policy explain", "a policy in words, and why a report meets it"),
  /** {@code trust}, which needs a second word. */
  TRUST("trust", "whom signatures are traced to"),
  /** {@code trust update}. */
  TRUST_UPDATE("trust update", "fetch the trusted root of Sigstore"),
  /** {@code report}, which also stands before a further word. */
  REPORT("report", "stored trust reports in another format"),
  /** {@code report check}. */
  REPORT_CHECK("report check", "do again what stored trust reports say was done"),
  /** {@code conformance}: for a test suite, which calls it by a script. */
  CONFORMANCE("conformance", ""),
  /** {@code sbom}. */
  SBOM("sbom", "write the bill of materials of a Go program"),
  /** {@code completion}. */
  COMPLETION("completion", "what makes a shell complete these commands"),
  /** {@code manual}. */
  MANUAL("manual", "write the pages of the manual, for packagers"),
  /** {@code help}. */
  HELP("help", "print this, or the help of a command");

  private static final Commands[] ALL = values();

  private final String words;
  private final String summary;

  Commands(String words, String summary) {
    this.words = words;
    this.summary = summary;
  }

  /** {@return what stands on the command line behind {@code gotrust}} */
  public String words() {
    return words;
  }

  /** {@return a phrase for lists of commands; empty where it stands in none} */
  public String summary() {
    return summary;
  }

  /** {@return all that lists show, in their order} */
  static List<Commands> listed() {
    List<Commands> listed = new ArrayList<>(ALL.length);
    for (Commands command : ALL) {
      if (!command.summary.isEmpty()) {
        listed.add(command);
      }
    }
    return listed;
  }

  /** {@return what runs behind this word; empty where it runs itself} */
  List<Commands> members() {
    List<Commands> members = new ArrayList<>();
    String prefix = words + ' ';
    for (Commands command : ALL) {
      if (command.words.startsWith(prefix)) {
        members.add(command);
      }
    }
    return members;
  }

  /** {@return whether it runs itself, and not only what stands behind its word} */
  boolean runs() {
    return this == REPORT || members().isEmpty();
  }

  /** {@return whether it runs behind the word of another} */
  boolean isMember() {
    return words.indexOf(' ') >= 0;
  }

  /** Returns the command that the words name, and no words more; null if there is none. */
  static @Nullable Commands named(String words) {
    for (Commands command : ALL) {
      if (command.words.equals(words)) {
        return command;
      }
    }
    return null;
  }

  /**
   * Runs a command line.
   *
   * @param args the words of a command and what stands behind them; one at least
   * @param surroundings what the run sees of the machine
   * @param terminal takes complaints and help
   * @return what the process ends with
   * @throws UsageException if no command has these words, or it does not take the rest
   */
  public static ExitCode run(List<String> args, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    Commands first = named(args.get(0));
    if (first == null) {
      throw HelpCommand.unknown(args.get(0));
    }
    List<String> rest = args.subList(1, args.size());
    Commands second = rest.isEmpty() ? null : named(first.words + ' ' + rest.get(0));
    if (second != null) {
      return second.start(rest.subList(1, rest.size()), surroundings, terminal);
    }
    if (first.runs()) {
      return first.start(rest, surroundings, terminal);
    }
    if (rest.isEmpty()) {
      throw HelpCommand.missing(first);
    }
    if (HelpCommand.isHelp(rest.get(0))) {
      return terminal.print(first.help(surroundings.columns()));
    }
    throw HelpCommand.unknown(first, rest.get(0));
  }

  /** Returns the help, for lines of so many characters. */
  String help(int columns) {
    Parser definition = definition();
    return definition == null ? HelpText.group(this) : definition.help(columns);
  }

  // A switch, and no lambda beside each name: the first lambda of a process costs milliseconds.
  private ExitCode start(List<String> rest, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    return switch (this) {
      case INSPECT -> InspectCommand.run(rest, surroundings, terminal);
      case VERIFY -> VerifyCommand.run(rest, surroundings, terminal);
      case VERIFY_BLOB -> BlobCommand.signature(rest, surroundings, terminal);
      case VERIFY_BLOB_ATTESTATION -> BlobCommand.attestation(rest, surroundings, terminal);
      case VERIFY_ARTIFACT -> ArtifactCommand.run(rest, surroundings, terminal);
      case ATTEST -> AttestCommand.run(rest, surroundings, terminal);
      case SIGN -> SignCommand.run(rest, surroundings, terminal);
      case GENERATE_KEY_PAIR -> GenerateKeyPairCommand.run(rest, surroundings, terminal);
      case MODULES_VERIFY -> ModulesVerifyCommand.run(rest, surroundings, terminal);
      case MODULES_PROVE -> ProveCommand.run(rest, surroundings, terminal);
      case MODULES_PACK -> PackCommand.run(rest, surroundings, terminal);
      case TOOLCHAIN_VERIFY -> ToolchainCommand.run(rest, surroundings, terminal);
      case AUDIT_INIT -> AuditCommand.init(rest, surroundings, terminal);
      case AUDIT_VERIFY -> AuditCommand.read(rest, false, surroundings, terminal);
      case AUDIT_LIST -> AuditCommand.read(rest, true, surroundings, terminal);
      case POLICY_INIT -> PolicyCommand.init(rest, surroundings, terminal);
      case POLICY_CHECK -> PolicyCommand.check(rest, surroundings, terminal);
      case POLICY_EXPLAIN -> PolicyCommand.explain(rest, surroundings, terminal);
      case TRUST_UPDATE -> TrustCommand.run(rest, surroundings, terminal);
      case REPORT -> ReportCommand.run(rest, surroundings, terminal);
      case REPORT_CHECK -> ReportCheckCommand.run(rest, surroundings, terminal);
      case CONFORMANCE -> ConformanceCommand.run(rest, surroundings, terminal);
      case SBOM -> SbomCommand.run(rest, surroundings, terminal);
      case COMPLETION -> CompletionCommand.run(rest, surroundings, terminal);
      case MANUAL -> ManualCommand.run(rest, surroundings, terminal);
      case HELP -> HelpCommand.run(rest, surroundings, terminal);
      case MODULES, TOOLCHAIN, AUDIT, POLICY, TRUST ->
          throw new IllegalStateException(words + " runs nothing itself");
    };
  }

  /** Returns what it takes, with its help; null where it needs a further word. */
  @Nullable Parser definition() {
    return switch (this) {
      case INSPECT -> InspectCommand.definition();
      case VERIFY -> VerifyCommand.definition();
      case VERIFY_BLOB -> BlobCommand.definition(false);
      case VERIFY_BLOB_ATTESTATION -> BlobCommand.definition(true);
      case VERIFY_ARTIFACT -> ArtifactCommand.definition();
      case ATTEST -> AttestCommand.definition();
      case SIGN -> SignCommand.definition();
      case GENERATE_KEY_PAIR -> GenerateKeyPairCommand.definition();
      case MODULES_VERIFY -> ModulesVerifyCommand.definition();
      case MODULES_PROVE -> ProveCommand.definition();
      case MODULES_PACK -> PackCommand.definition();
      case TOOLCHAIN_VERIFY -> ToolchainCommand.definition();
      case AUDIT_INIT -> AuditCommand.initDefinition();
      case AUDIT_VERIFY -> AuditCommand.readDefinition(false);
      case AUDIT_LIST -> AuditCommand.readDefinition(true);
      case POLICY_INIT -> PolicyCommand.initDefinition();
      case POLICY_CHECK -> PolicyCommand.checkDefinition();
      case POLICY_EXPLAIN -> PolicyCommand.explainDefinition();
      case TRUST_UPDATE -> TrustCommand.definition();
      case REPORT -> ReportCommand.definition();
      case REPORT_CHECK -> ReportCheckCommand.definition();
      case CONFORMANCE -> ConformanceCommand.definition();
      case SBOM -> SbomCommand.definition();
      case COMPLETION -> CompletionCommand.definition();
      case MANUAL -> ManualCommand.definition();
      case HELP -> HelpCommand.definition();
      case MODULES, TOOLCHAIN, AUDIT, POLICY, TRUST -> null;
    };
  }
}
