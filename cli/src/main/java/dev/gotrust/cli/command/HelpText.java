package dev.gotrust.cli.command;

/** The parts of the help that name no option by itself. */
final class HelpText {
  /** Where summaries begin in a list of commands. */
  private static final int SUMMARIES = 27;

  static final String ABOUT =
      """
      gotrust traces Go programs, link by link, from the source that they claim to the
      bytes on disk, and says of every link how far it could be shown to hold.
      """;

  private static final String USAGE =
      """

      Usage: gotrust COMMAND [options] FILE...

      Commands:
      """;

  static final String COMMON =
      """

      Options:
        -h, --help      print this; behind a command, the help of that
        -V, --version   print the version of gotrust and of the JVM

      Examples:
        gotrust inspect ./myapp
        gotrust verify --go-sum go.sum ./myapp
        gotrust verify --output json --no-discovery dist/

      """
          + Tables.EXIT_CODES;

  static final String HELP =
      """
      Examples:
        gotrust help
        gotrust help modules verify

      Exit codes: 0 printed; 2 usage; 70 a bug in gotrust.
      """;

  static final String COMPLETION =
      """
      Examples:
        gotrust completion bash > gotrust.bash
        gotrust completion zsh > _gotrust
        gotrust completion fish > gotrust.fish

      The distribution brings all three below share/. bash reads what stands in
      ~/.local/share/bash-completion/completions/gotrust, zsh what stands as _gotrust
      in a directory of fpath, fish what stands in ~/.config/fish/completions.

      Exit codes: 0 printed; 2 usage; 70 a bug in gotrust.
      """;

  static final String MANUAL =
      """
      Examples:
        gotrust manual ./man1

      The distribution brings the pages in share/man/man1. Pages that are there are
      replaced.

      Exit codes: 0 written; 2 usage; 70 a bug in gotrust.
      """;

  /** Returns what {@code gotrust help} prints. */
  static String all() {
    StringBuilder text = new StringBuilder(ABOUT).append(USAGE);
    for (Commands command : Commands.listed()) {
      if (command.runs()) {
        list(command, text);
      }
    }
    return text.append(COMMON).toString();
  }

  /** Returns the help of a word that needs a further one. */
  static String group(Commands group) {
    String words = group.words();
    StringBuilder text =
        new StringBuilder(256)
            .append("Usage: gotrust ")
            .append(words)
            .append(" COMMAND [options] ...\n\nCommands:\n");
    for (Commands member : group.members()) {
      list(member, text);
    }
    return text.append("\nEach command has --help, and a page: gotrust help ")
        .append(words)
        .append(" COMMAND\n")
        .toString();
  }

  private static void list(Commands command, StringBuilder text) {
    int start = text.length();
    text.append("  ").append(command.words());
    while (text.length() - start < SUMMARIES) {
      text.append(' ');
    }
    text.append(command.summary()).append('\n');
  }

  static final String REPORT =
      """
      Examples:
        gotrust verify --output json=report.json ./myapp
        gotrust report --output html=report.html report.json
        gotrust report --output sarif=report.sarif --output github reports.jsonl

      The exit code is that of the stored verdicts. What a report says is only as good
      as the way on which it came: 'gotrust report check' does again what can be.

      """
          + Tables.EXIT_CODES;

  static final String REPORT_CHECK =
      """
      Examples:
        gotrust report check report.json
        gotrust report check --key cosign.pub --signature myapp.sig report.json

      The program and what it was judged by are looked for where the report names them.
      A given go.sum is used again; keys, identities and all else are named again here.

      Exit codes:
        0   all came out as reported   4   no report of gotrust verify
        1   something came out else    5   a required source can't be reached
        2   usage or configuration     70  a bug in gotrust
        3   something could not be done again
      """;

  static final String INSPECT =
      """
      Examples:
        gotrust inspect ./myapp
        gotrust inspect --output json ./myapp
        gotrust inspect --output json=facts.jsonl --all /usr/local/bin
        curl -sL https://example.com/myapp | gotrust inspect -

      What it shows: what the file says of itself, and whether its bytes still hash
      to the content ID in its build ID. What it does not: that any of it is true.
      Whoever changes a file can change all of this with it.

      Exit codes: 0 all read; 2 usage; 4 an input is no Go program or can't be read;
      70 a bug in gotrust.
      """;

  static final String VERIFY =
      """
      Links of this version: file, build-id, build-info, toolchain, settings,
      packages, go-sum, checksum-db, module-content, source, signature, provenance,
      sbom; with --state, rollback.
      States, the strongest first: PROVEN, ATTESTED, CORROBORATED, CLAIMED; and
      ABSENT, UNDECIDED, CONTRADICTED, NOT_APPLICABLE.

      Examples:
        gotrust verify ./myapp
        gotrust verify --go-sum go.sum --require go-sum ./myapp
        gotrust verify --checksum-db ./myapp
        gotrust verify --source . ./myapp
        gotrust verify --sbom myapp.cdx.json ./myapp
        gotrust verify --checksum-db --dry-run ./myapp
        gotrust verify --certified-go go.txt --require-setting CGO_ENABLED=0 ./myapp
        gotrust verify --state accepted.jsonl ./myapp
        gotrust verify --accept stripped,signed /usr/local/bin
        gotrust verify --policy policy.yaml ./myapp
        gotrust verify --output text --output json=report.json ./myapp

      What it proves: with a go.sum that you chose, or the checksum database, that the
      modules which the program declares are those listed there, at the versions whose
      names the code bears. What it does not: that this code is unchanged or harmless,
      or who built the file. A change that covers all its traces is caught by outside
      evidence only.

      """
          + Tables.EXIT_CODES;

  static final String PROVE =
      """
      Examples:
        gotrust modules prove --checksum-db golang.org/x/mod@v0.30.0
        gotrust modules prove --checksum-db --output json ./myapp

      What it proves: that the database has signed a tree which holds these records.
      What it does not: that the code of a module is harmless.

      """
          + Tables.MODULE_CODES;

  static final String PACK =
      """
      Examples:
        gotrust modules pack ./myapp -o myapp.pack
        gotrust verify --checksum-db-pack myapp.pack --offline ./myapp

      A pack vouches for nothing: the key that GOSUMDB names does, when it is read.

      """
          + Tables.MODULE_CODES;

  static final String TOOLCHAIN =
      """
      Examples:
        gotrust toolchain verify --checksum-db
        gotrust toolchain verify --checksum-db --output json /usr/local/go

      The zip of the toolchain is that of the module cache; where it is not there and
      --checksum-db is given, it is downloaded, some 70 MB, and kept. What it proves:
      that the files of the directory are the published ones. What it does not: that
      any program was built by them. What a release has beyond the zip, and no build
      uses (tests, documents), is counted and not judged.

      """
          + Tables.MODULE_CODES;

  static final String BLOB =
      """
      Examples:
        gotrust verify-blob --key cosign.pub --bundle app.sigstore.json app
        gotrust verify-blob --bundle app.sigstore.json \\
          --certificate-identity https://github.com/o/r/.github/workflows/release.yml@refs/tags/v1 \\
          --certificate-oidc-issuer https://token.actions.githubusercontent.com app

      What a file holds is told by its content: a signature in base64 or DER, a cosign
      or Sigstore bundle, a DSSE envelope, JSON Lines of them. Nothing goes to the
      network. A regular expression may match any part of a name: anchor it.

      """
          + Tables.BLOB_CODES;

  static final String BLOB_ATTESTATION =
      """
      Examples:
        gotrust verify-blob-attestation --key cosign.pub --bundle app.att.json app
        gotrust verify-blob-attestation --type slsaprovenance1 --key cosign.pub \\
          --bundle app.att.json sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08

      What it proves: that the signer signed a statement of which the file is a subject.
      What it does not: that what the statement says is true.

      """
          + Tables.BLOB_CODES;

  static final String ARTIFACT =
      """
      Examples:
        gotrust verify-artifact --provenance-path app.intoto.jsonl \\
          --source-uri github.com/o/r --source-tag v1.2.3 app

      Without --builder-id, releases of slsa-github-generator's reusable workflows are
      accepted, and GitHub's artifact attestations by a workflow of the source itself.
      With --key, or an identity, its signer is accepted instead.

      """
          + Tables.BLOB_CODES;

  static final String GENERATE_KEY_PAIR =
      """
      Examples:
        COSIGN_PASSWORD=... gotrust generate-key-pair
        gotrust generate-key-pair --output-key-prefix release --type ed25519 \\
          --password-file password.txt

      cosign reads the files, and gotrust reads those that cosign makes. Without a
      password from a file or COSIGN_PASSWORD, it is asked for twice. None at all, which
      protects nothing, is taken only where COSIGN_PASSWORD is set, and empty.

      Exit codes: 0 both files are written; 2 usage, or a file can't be written; 70 a bug
      in gotrust.
      """;

  static final String SIGN =
      """
      Examples:
        gotrust sign --key cosign.key app
        gotrust verify-blob --key cosign.pub --bundle app.sigstore.json app
        gotrust sign --identity-token token.txt app

      By a key nothing goes to the network. By an identity the certificate, with the
      identity in it, and the signature come into public logs that nobody can take them
      out of. cosign verifies both: with a key, cosign verify-blob --key cosign.pub
      --bundle app.sigstore.json --insecure-ignore-tlog app.

      """
          + Tables.SIGN_CODES;

  static final String ATTEST =
      """
      Examples:
        gotrust attest --type vsa --key cosign.key --checksum-db ./app
        gotrust attest --type sbom --format spdx --key cosign.key ./app
        gotrust verify-blob-attestation --key cosign.pub --bundle app.att.json app

      The file is verified as verify does it, by the same options; who is accepted by
      key is named with --accept-key, as --key signs. A vsa or svr says that it passed
      only where the verdict is PASS: else a vsa says FAILED, and no svr is written. The
      exit code is that of the verdict.

      """
          + Tables.EXIT_CODES;
  static final String AUDIT_INIT =
      """
      Examples:
        gotrust audit init accepted.jsonl
        gotrust verify --state accepted.jsonl ./myapp

      Beside FILE stands FILE.head, which says how far it was acknowledged: keep the
      two together. The hash that is printed, kept elsewhere, shows later that nothing
      was cut off both: audit verify --head HASH.

      Exit codes: 0 begun; 2 usage, or there is one; 70 a bug in gotrust.
      """;

  static final String AUDIT_VERIFY =
      """
      Examples:
        gotrust audit verify accepted.jsonl
        gotrust audit verify --head "$KEPT" --output json accepted.jsonl

      What it proves: that each line follows from the one before, up to the one that
      was acknowledged last. What it does not: that nobody who can write both FILE and
      FILE.head put other ones in their place; a hash that you keep elsewhere does.

      """
          + Tables.AUDIT_CODES;

  static final String AUDIT_LIST =
      """
      Examples:
        gotrust audit list accepted.jsonl
        gotrust audit list --output json accepted.jsonl

      """
          + Tables.AUDIT_CODES;

  static final String POLICY_INIT =
      """
      Examples:
        gotrust policy init ./myapp
        gotrust policy init -o policy.yaml ./myapp

      The program passes the policy that is written. What it can't show by itself, such
      as who signs it, is left to be filled in.

      Exit codes: 0 written; 1 the program is contradicted; 2 usage; 3 it is not good
      enough to begin with; 4 it is no Go program or can't be read; 70 a bug in gotrust.
      """;

  static final String POLICY_CHECK =
      """
      Examples:
        gotrust policy check policy.yaml
        gotrust policy check --policy-key policy.pub policy.yaml

      Exit codes: 0 all can be followed; 2 one breaks the format, is not signed as it
      must be, or can't be read; 70 a bug in gotrust.
      """;

  static final String POLICY_EXPLAIN =
      """
      Examples:
        gotrust policy explain --profile strict
        gotrust policy explain --policy policy.yaml
        gotrust policy explain --policy policy.yaml report.json

      Exit codes: 0 explained; 2 usage, or a policy that can't be followed; 4 the report
      can't be read; 70 a bug in gotrust.
      """;

  static final String TRUST =
      """
      Examples:
        gotrust trust update
        gotrust trust update --mirror https://tuf.example.com --root root.json

      What is kept is what verify and its like trust from then on, where no
      --trusted-root is named. A program that was built anew carries a newer one too.

      """
          + Tables.BLOB_CODES;

  static final String SBOM =
      """
      Examples:
        gotrust sbom ./myapp > myapp.cdx.json
        gotrust sbom --format spdx -o myapp.spdx.json ./myapp
        gotrust sbom --version v1.2.3 --source . --module-cache ~/go/pkg/mod ./myapp

      Nothing goes to the network. The same file gives the same document: its time is
      SOURCE_DATE_EPOCH, else that of the commit that the file names. What it says of
      modules is what the file records; gotrust verify holds that against evidence.

      Exit codes: 0 written; 2 usage; 3 written, but modules may be missing in it, and
      why is said; 4 the input is no Go program, or has no build info, or can't be
      read; 70 a bug in gotrust.
      """;

  private HelpText() {}

  /** Shared by several texts. */
  private static final class Tables {
    static final String MODULE_CODES =
        """
        Exit codes:
          0   all proven                 4   an input can't be analysed
          1   something is contradicted  5   the database can't be reached
          2   usage or configuration     70  a bug in gotrust
          3   something is not known
        """;

    static final String AUDIT_CODES =
        """
        Exit codes:
          0   the log is whole           4   there is none, or it can't be read
          1   it was changed or cut      70  a bug in gotrust
          2   usage or configuration
        """;

    static final String BLOB_CODES =
        """
        Exit codes:
          0   it holds                   3   something is not known
          1   it does not hold           4   the file can't be read
          2   usage or configuration     70  a bug in gotrust
        """;

    static final String SIGN_CODES =
        """
        Exit codes:
          0   the bundle is written      4   the file can't be read
          1   what services answered     5   a service can't be reached
              does not hold              70  a bug in gotrust
          2   usage or configuration
        """;

    static final String EXIT_CODES =
        """
        Exit codes, of several files the gravest (70, 1, 4, 2, 5, 3, 0):
          0   PASS                       3   INCOMPLETE
          1   FAIL                       4   an input can't be analysed
          2   usage or configuration     5   a required source can't be reached
          70  a bug in gotrust
        """;
  }
}
