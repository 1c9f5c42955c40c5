package dev.gotrust.cli.command;

import dev.gotrust.cli.UsageException;
import dev.gotrust.material.StateAccess;
import dev.gotrust.rollback.StateFile;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The options that have a program held against what was accepted before. */
final class StateOptions {
  static final String STATE = "--state";
  private static final String CHANNEL = "--channel";
  private static final String ALLOW = "--allow-rollback";

  private StateOptions() {}

  /** Adds the options to a parser. */
  static Parser add(Parser parser) {
    return parser
        .option(
            STATE,
            "FILE",
            "Let nothing pass that is older than what was accepted before, or is another file of"
                + " the same version; write down what passes. 'gotrust audit init FILE' begins"
                + " it.")
        .option(
            CHANNEL,
            "NAME",
            "Keep what is accepted apart from other channels, such as lines of releases; by default"
                + " 'default'.")
        .option(ALLOW, "REASON", "Let an older or another file pass, and write the reason down.");
  }

  /** Returns what a command line asks for, null where it asks for nothing. */
  static @Nullable StateAccess access(ParseResult line) throws UsageException {
    Path file = DatabaseOptions.path(line, STATE);
    String channel = text(line, CHANNEL, file != null);
    String allowed = text(line, ALLOW, file != null);
    if (file == null) {
      return null;
    }
    return new StateAccess(
        new StateFile(file, List.of(), null),
        channel == null ? StateAccess.DEFAULT : channel,
        allowed,
        InstantSource.system());
  }

  private static @Nullable String text(ParseResult line, String option, boolean stated)
      throws UsageException {
    String text = line.matchedOptionValue(option, (String) null);
    if (text != null && !stated) {
      throw new UsageException(option + " is about " + STATE + " FILE; name that too");
    }
    if (text != null && text.isBlank()) {
      throw new UsageException(option + " is empty");
    }
    return text;
  }
}
