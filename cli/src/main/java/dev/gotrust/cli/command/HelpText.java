package dev.gotrust.cli.command;

/** The parts of the help that name no option by itself. */
final class HelpText {
  static final String ALL =
      """
      gotrust traces Go programs, link by link, from the source that they claim to the
      bytes on disk, and says of every link how far it could be shown to hold.

      Usage: gotrust COMMAND [options] FILE...

      Commands:
        inspect   print what Go programs say of themselves
        verify    judge the chain of Go programs against what is given and found
        help      print this, or the help of a command: gotrust help verify

      Options:
        -h, --help      print this
        -V, --version   print the version of gotrust and of the JVM

      Examples:
        gotrust inspect ./myapp
        gotrust verify --go-sum go.sum ./myapp
        gotrust verify --output json --no-discovery dist/

      """
          + Tables.EXIT_CODES;

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
      packages, go-sum.
      States, the strongest first: PROVEN, ATTESTED, CORROBORATED, CLAIMED; and
      ABSENT, UNDECIDED, CONTRADICTED, NOT_APPLICABLE.

      Examples:
        gotrust verify ./myapp
        gotrust verify --go-sum go.sum --require go-sum ./myapp
        gotrust verify --certified-go go.txt --require-setting CGO_ENABLED=0 ./myapp
        gotrust verify --accept stripped,signed /usr/local/bin
        gotrust verify --output text --output json=report.json ./myapp

      What it proves: with a go.sum that you chose, that the modules which the program
      declares are those listed there, at the versions whose names the code bears. What
      it does not: that this code is unchanged or harmless, or who built the file. A
      change that covers all its traces is caught by outside evidence only.

      """
          + Tables.EXIT_CODES;

  private HelpText() {}

  /** Shared by several texts. */
  private static final class Tables {
    static final String EXIT_CODES =
        """
        Exit codes, of several files the gravest (70, 1, 4, 2, 5, 3, 0):
          0   PASS                       3   INCOMPLETE
          1   FAIL                       4   an input can't be analysed
          2   usage or configuration     70  a bug in gotrust
        """;
  }
}
