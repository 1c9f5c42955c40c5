package dev.gotrust.cli.command;

import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.signing.Password;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** Where passwords of private keys come from: a file, the environment, or whoever sits there. */
final class PasswordOptions {
  static final String FILE = "--password-file";
  static final String VARIABLE = "COSIGN_PASSWORD";

  /** Bytes of a file whose first line is a password. */
  private static final int MOST = 64 * 1024;

  private PasswordOptions() {}

  static Parser add(Parser parser) {
    return parser.option(
        FILE,
        "FILE",
        "The password of the private key is the first line of this file; else it is "
            + VARIABLE
            + ", or asked for.");
  }

  /** Returns the password that opens the key of an option; whoever gets it closes it. */
  static Password of(String option, ParseResult line, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    Password known = known(line, surroundings);
    return known == null
        ? asked(terminal, "Password of the private key of " + option + ": ")
        : known;
  }

  /** Returns the password that a new key gets: who types it does so twice. */
  static Password ofNew(ParseResult line, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    Password known = known(line, surroundings);
    if (known != null) {
      return known;
    }
    Password first = asked(terminal, "Password of the new private key: ");
    if (first.isEmpty()) {
      throw new UsageException(
          "an empty password protects nothing; who wants none says " + VARIABLE + "= before");
    }
    try (Password second = asked(terminal, "The same again: ")) {
      if (!first.isSame(second)) {
        first.close();
        throw new UsageException("the two passwords differ; nothing was written");
      }
    }
    return first;
  }

  private static @Nullable Password known(ParseResult line, Surroundings surroundings)
      throws UsageException {
    String file = line.matchedOptionValue(FILE, (String) null);
    if (file != null) {
      byte[] data = SignerOptions.read(FILE, file, MOST);
      Password password = Password.ofFile(data);
      Arrays.fill(data, (byte) 0);
      if (password.isEmpty()) {
        throw new UsageException(
            FILE + ' ' + file + ": its first line is empty, which is no password");
      }
      if (password.size() > MOST) {
        password.close();
        throw new UsageException(
            FILE + ' ' + file + ": its first line has more than " + MOST + " bytes");
      }
      return password;
    }
    String variable = surroundings.environment().get(VARIABLE);
    return variable == null ? null : Password.of(variable.toCharArray());
  }

  private static Password asked(Terminal terminal, String prompt) throws UsageException {
    char[] typed = terminal.password(prompt);
    if (typed == null) {
      throw new UsageException(
          "nobody is there to be asked for the password: set " + VARIABLE + ", or name " + FILE);
    }
    Password password = Password.of(typed);
    Arrays.fill(typed, '\0');
    return password;
  }
}
