package dev.gotrust.cli.command;

import dev.gotrust.GoTrust;
import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.FileNames;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.material.CacheDirectory;
import dev.gotrust.material.HttpDoor;
import dev.gotrust.material.HttpOptions;
import dev.gotrust.material.TrustUpdate;
import dev.gotrust.sigstore.TrustedRoot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** {@code gotrust trust update}: fetches the trusted root of a Sigstore instance. */
public final class TrustCommand {
  private static final String SYNOPSIS = "gotrust trust update [options]";
  private static final String MIRROR = "--mirror";
  private static final String ROOT = "--root";

  private TrustCommand() {}

  /**
   * Runs the command.
   *
   * @param arguments what stands behind its name
   * @param surroundings what the run sees of the machine
   * @param terminal takes complaints and help
   * @return 0 where the root is kept now, 5 where it could not be fetched
   * @throws UsageException if it does not take them
   */
  public static ExitCode run(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    ParseResult line = parser().parse(arguments);
    if (line.isUsageHelpRequested()) {
      return terminal.print(definition().help(surroundings.columns()));
    }
    if (!Parser.files(line).isEmpty()) {
      throw new UsageException("trust update takes no file", SYNOPSIS);
    }
    String mirror = line.matchedOptionValue(MIRROR, TrustUpdate.PUBLIC_GOOD);
    if (line.hasMatchedOption(MIRROR) != line.hasMatchedOption(ROOT)) {
      throw new UsageException(
          MIRROR + " and " + ROOT + " go together: another instance has another first root",
          SYNOPSIS);
    }
    Path root = DatabaseOptions.path(line, ROOT);
    return update(line, mirror, root, surroundings, terminal);
  }

  private static ExitCode update(
      ParseResult line,
      String mirror,
      @Nullable Path root,
      Surroundings surroundings,
      Terminal terminal)
      throws UsageException {
    CacheDirectory cache;
    try {
      cache =
          CacheDirectory.open(
              DatabaseOptions.path(line, DatabaseOptions.CACHE), surroundings.environment());
    } catch (IOException refused) {
      throw new UsageException(DatabaseOptions.CACHE + ": " + Terminal.explain(refused));
    }
    HttpOptions options = HttpOptions.of("gotrust/" + GoTrust.version());
    try (HttpDoor door = new HttpDoor(options, terminal.downloads())) {
      TrustedRoot fetched = new TrustUpdate(cache).run(door, mirror, root);
      return terminal.print(
          FileNames.show(Path.of(fetched.location()))
              + "\n  "
              + fetched.certificateAuthorities().size()
              + " certificate authorities, "
              + fetched.transparencyLogs().size()
              + " transparency logs, "
              + fetched.certificateLogs().size()
              + " certificate logs, "
              + fetched.timestampAuthorities().size()
              + " timestamp authorities\n  sha256 "
              + fetched.sha256().hex()
              + '\n');
    } catch (IOException failed) {
      terminal.note(Terminal.explain(failed));
      return ExitCode.UNREACHABLE;
    }
  }

  private static Parser parser() {
    return new Parser("gotrust trust update", "[options]", "")
        .option(MIRROR, "URL", "Ask this mirror; by default that of the public-good instance.")
        .option(ROOT, "FILE", "The first root.json of TUF that is trusted, with --mirror.")
        .option(
            DatabaseOptions.CACHE,
            "DIR",
            "Keep it here; by default in gotrust below the user's cache directory, where every run"
                + " looks for it.")
        .optional("", "");
  }

  static Parser definition() {
    return parser()
        .describe(
            "Fetch the trusted root of Sigstore's public-good instance, or of another one, by The"
                + " Update Framework. Nothing else fetches it.",
            HelpText.TRUST);
  }
}
