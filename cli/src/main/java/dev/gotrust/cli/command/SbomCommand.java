package dev.gotrust.cli.command;

import dev.gotrust.GoTrust;
import dev.gotrust.cli.DocumentOutput;
import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.FileNames;
import dev.gotrust.cli.FileWalker;
import dev.gotrust.cli.StandardInput;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.Reading;
import dev.gotrust.facts.Refusal;
import dev.gotrust.facts.Scope;
import dev.gotrust.material.Checkout;
import dev.gotrust.material.GitSource;
import dev.gotrust.module.DirectRequirements;
import dev.gotrust.module.MainModules.Member;
import dev.gotrust.module.ModuleFileException;
import dev.gotrust.module.ModuleVersion;
import dev.gotrust.sbom.SbomDocument;
import dev.gotrust.sbom.SbomException;
import dev.gotrust.sbom.SbomFormat;
import dev.gotrust.sbom.SbomOptions;
import dev.gotrust.sbom.SbomOptions.NamedVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** {@code gotrust sbom}: the bill of materials of one Go program. */
final class SbomCommand {
  static final String NAME = "gotrust sbom";

  private static final String FORMAT = "--format";
  private static final String OUTPUT_FILE = "--output-file";
  private static final String VERSION = "--version";
  private static final String EPOCH = "SOURCE_DATE_EPOCH";

  private final ParseResult line;
  private final Surroundings surroundings;
  private final Terminal terminal;
  private final String input;
  private final SbomFormat format;
  private final DocumentOutput output;

  private SbomCommand(ParseResult line, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    this.line = line;
    this.surroundings = surroundings;
    this.terminal = terminal;
    this.input = input(line);
    this.format = format(line);
    this.output =
        DocumentOutput.of(OUTPUT_FILE, line.matchedOptionValue(OUTPUT_FILE, (String) null));
  }

  static ExitCode run(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    ParseResult line = parser().parse(arguments);
    if (line.isUsageHelpRequested()) {
      return terminal.print(definition().help(surroundings.columns()));
    }
    return new SbomCommand(line, surroundings, terminal).run();
  }

  private static Parser parser() {
    return new Parser(NAME, "[options]", "FILE")
        .option(FORMAT, "FORMAT", "cyclonedx (1.6, JSON), the default, or spdx (2.3, JSON).")
        .option(
            "-o",
            OUTPUT_FILE,
            "FILE",
            "Write the document there; by default it goes to standard output.")
        .option(
            VERSION,
            "VERSION",
            "The version of the main module, such as v1.2.3, for a program that records (devel).")
        .option(
            ContentOptions.SOURCE,
            "DIR",
            "The checkout that it was built from: its tags and commits show the version of the main"
                + " module, its go.mod what that needs by itself.")
        .option(
            ContentOptions.CACHE,
            "DIR",
            "A module cache: its go.mod files show which modules need which.")
        .files("A Go program, or - for standard input.");
  }

  static Parser definition() {
    return parser()
        .describe(
            "Write the bill of materials of a Go program: its modules as the build info lists them,"
                + " with which of them have code in the file, the standard library, the toolchain"
                + " and the build settings.",
            HelpText.SBOM);
  }

  private static String input(ParseResult line) throws UsageException {
    List<String> files = Parser.files(line);
    Path first = FileWalker.path(files.get(0));
    if (files.size() > 1) {
      throw new UsageException("one file was expected, but " + files.size() + " are named");
    }
    if (first != null && Files.isDirectory(first)) {
      throw new UsageException(files.get(0) + " is a directory; name one program");
    }
    return files.get(0);
  }

  private static SbomFormat format(ParseResult line) throws UsageException {
    String name = line.matchedOptionValue(FORMAT, SbomFormat.CYCLONEDX.id());
    SbomFormat format = SbomFormat.of(name);
    if (format == null) {
      throw new UsageException("unknown format '" + name + "'; the formats: cyclonedx, spdx");
    }
    return format;
  }

  private ExitCode run() throws UsageException {
    Path source = ContentOptions.directory(line, ContentOptions.SOURCE);
    Path cache = ContentOptions.directory(line, ContentOptions.CACHE);
    Instant time = time();
    Path file = FileWalker.path(input);
    output.refuseToReplace(reads(file));
    Reading reading = read(file);
    if (reading instanceof Refusal refusal) {
      return problem(refusal.message());
    }
    Inspection facts = (Inspection) reading;
    Checkout checkout = null;
    if (source != null) {
      try {
        checkout = Checkout.read(source, DatabaseOptions.settings(surroundings), null);
      } catch (ModuleFileException malformed) {
        return problem(malformed.getMessage());
      } catch (IOException unreadable) {
        return problem(Terminal.explain(unreadable));
      }
      checkMain(facts, checkout, source);
    }
    DirectRequirements requirements =
        checkout == null && cache == null ? null : GoTrust.requirements(facts, checkout, cache);
    return write(
        facts,
        SbomOptions.NONE.withVersion(version(facts)).withRequirements(requirements).withTime(time));
  }

  private @Nullable NamedVersion version(Inspection facts) throws UsageException {
    String version = line.matchedOptionValue(VERSION, (String) null);
    if (version != null) {
      return new NamedVersion(version, VERSION);
    }
    GitSource checkout = ContentOptions.checkout(line);
    return checkout == null ? null : GoTrust.checkoutVersion(facts, checkout);
  }

  private static List<Path> reads(@Nullable Path file) {
    List<Path> reads = new ArrayList<>();
    if (file != null) {
      reads.add(file);
    }
    return reads;
  }

  private Reading read(@Nullable Path file) {
    int threads = Math.max(1, Math.min(surroundings.processors(), 2));
    if (file != null) {
      return GoTrust.inspect(file, FileNames.show(file), threads, Scope.MODULES);
    }
    if (!input.equals(FileWalker.STANDARD_INPUT)) {
      return unreadable("this is no path of a file");
    }
    try (StandardInput kept = StandardInput.read(surroundings)) {
      return GoTrust.inspect(kept.file(), input, threads, Scope.MODULES);
    } catch (IOException failed) {
      return unreadable(Terminal.explain(failed));
    }
  }

  private Refusal unreadable(String reason) {
    return new Refusal(input, null, null, null, Refusal.Kind.UNREADABLE, reason, -1);
  }

  /** When the document is said to be made (reproducible-builds.org, SOURCE_DATE_EPOCH). */
  private @Nullable Instant time() throws UsageException {
    String seconds = surroundings.environment().get(EPOCH);
    if (seconds == null || seconds.isEmpty()) {
      return null;
    }
    boolean isNumber =
        seconds.length() <= 11 && seconds.chars().allMatch(c -> c >= '0' && c <= '9');
    Instant time = isNumber ? Instant.ofEpochSecond(Long.parseLong(seconds)) : null;
    if (time == null || time.isAfter(Instant.parse("9999-12-31T23:59:59Z"))) {
      throw new UsageException(
          EPOCH + " is " + seconds + "; seconds since 1970 were expected, such as 1700000000");
    }
    return time;
  }

  private void checkMain(Inspection facts, Checkout checkout, Path source) throws UsageException {
    ModuleVersion main = SbomDocument.main(facts);
    if (main == null) {
      return;
    }
    List<String> paths = new ArrayList<>();
    for (Member member : checkout.mains().members()) {
      paths.add(member.mod().modulePath());
    }
    if (!paths.contains(main.path())) {
      throw new UsageException(
          ContentOptions.SOURCE
              + ' '
              + FileNames.show(source)
              + " is a checkout of "
              + String.join(", ", paths)
              + ", but "
              + input
              + " was built from "
              + main.path());
    }
  }

  private ExitCode write(Inspection facts, SbomOptions options) throws UsageException {
    SbomDocument document;
    try {
      document = GoTrust.sbom(facts, options);
    } catch (SbomException refused) {
      if (refused.kind() == SbomException.Kind.VERSION) {
        throw new UsageException(String.valueOf(refused.getMessage()));
      }
      return problem(String.valueOf(refused.getMessage()));
    }
    ExitCode written = output.write(document.render(format), terminal);
    for (String gap : document.gaps()) {
      terminal.problem(facts.name(), "the bill of materials may be incomplete: " + gap);
    }
    if (options.requirements() != null && !document.isGraphComplete()) {
      terminal.problem(
          facts.name(),
          "the dependency graph is incomplete: "
              + options.requirements().gaps().size()
              + " go.mod files were not given, or differ from go.sum");
    }
    return document.gaps().isEmpty() ? written : written.graver(ExitCode.INCOMPLETE);
  }

  private ExitCode problem(String message) {
    terminal.problem(input, message);
    return ExitCode.INPUT;
  }
}
