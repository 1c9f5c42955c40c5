package dev.gotrust.cli.command;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.material.StateAccess;
import dev.gotrust.rollback.StateFile;
import dev.gotrust.signing.SigningKey;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The options that have a program held against what was accepted before. */
final class StateOptions {
  static final String STATE = "--state";
  private static final String CHANNEL = "--channel";
  private static final String ALLOW = "--allow-rollback";
  private static final String HEAD = "--state-head";
  static final String KEY = "--state-key";
  private static final int SHA256 = 32;

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
        .option(ALLOW, "REASON", "Let an older or another file pass, and write the reason down.")
        .option(
            HEAD,
            "HASH",
            "Ask for the line of the state file with this hash, which you kept elsewhere: without it"
                + " the file was cut, or is another.");
  }

  /** Adds the option that names a key; the command takes passwords. */
  static Parser addKey(Parser parser) {
    return parser.option(
        KEY,
        "FILE",
        "Sign what is written to the state file by this private key, as that of audit init; every"
            + " line must be signed by it.");
  }

  /**
   * What a command line asks for.
   *
   * @param access the log, null where none is asked for
   * @param key signs its lines, null where nothing does
   */
  record Opened(@Nullable StateAccess access, @Nullable SigningKey key) implements AutoCloseable {
    @Override
    public void close() {
      if (key != null) {
        key.close();
      }
    }
  }

  /** Returns what a command line asks for; whoever gets it closes it. */
  static Opened open(ParseResult line, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    Path file = DatabaseOptions.path(line, STATE);
    String channel = text(line, CHANNEL, file != null);
    String allowed = text(line, ALLOW, file != null);
    Bytes head = hash(HEAD, text(line, HEAD, file != null));
    String name = text(line, KEY, file != null);
    if (file == null) {
      return new Opened(null, null);
    }
    SigningKey key =
        name == null ? null : SigningOptions.key(KEY, line, name, surroundings, terminal);
    StateAccess access =
        new StateAccess(
            file(file, key),
            channel == null ? StateAccess.DEFAULT : channel,
            allowed,
            head,
            InstantSource.system());
    return new Opened(access, key);
  }

  /** Returns a log that a key signs, or nobody. */
  static StateFile file(Path file, @Nullable SigningKey key) {
    return key == null
        ? new StateFile(file, List.of(), null)
        : new StateFile(file, List.of(key.verifyingKey()), key::sign);
  }

  /** Returns the hash of a line, as reports print it; null where none is named. */
  static @Nullable Bytes hash(String option, @Nullable String text) throws UsageException {
    if (text == null) {
      return null;
    }
    try {
      byte[] hash = HexFormat.of().parseHex(text);
      if (hash.length == SHA256) {
        return Bytes.of(hash);
      }
    } catch (IllegalArgumentException other) {
      // Said below.
    }
    throw new UsageException(option + ' ' + text + ": 64 hexadecimal digits were expected");
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
