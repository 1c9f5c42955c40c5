package dev.gotrust.cli;

import dev.gotrust.GoTrust;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/** The program: parses the command line, runs the command, exits with its code. */
public final class Main {
  private static final int OK = 0;
  private static final int USAGE = 2;

  private Main() {}

  /**
   * Runs one command and ends the process.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
    int code = run(args, out, err);
    out.flush();
    err.flush();
    System.exit(code);
  }

  static int run(String[] args, PrintWriter out, PrintWriter err) {
    CommandLine line = new CommandLine(spec());
    try {
      line.parseArgs(args);
    } catch (ParameterException e) {
      err.println("gotrust: " + e.getMessage());
      return USAGE;
    }
    if (line.isVersionHelpRequested()) {
      out.println("gotrust " + GoTrust.version());
    } else {
      line.usage(out);
    }
    return OK;
  }

  // Programmatic: picocli's annotations, its own help mixin among them, cost up to 40 ms.
  private static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("gotrust");
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help.").build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print the version.")
            .build());
    UsageMessageSpec usage = spec.usageMessage();
    usage.description("Traces a Go binary, link by link, from the source it claims.");
    return spec;
  }
}
