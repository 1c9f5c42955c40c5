package dev.gotrust.cli.command;

import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.NewFile;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.signing.KeyKind;
import dev.gotrust.signing.Password;
import dev.gotrust.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.ParseResult;

/** {@code gotrust generate-key-pair}: a key pair as cosign's command of that name makes it. */
public final class GenerateKeyPairCommand {
  private static final String NAME = "gotrust generate-key-pair";
  private static final String PREFIX = "--output-key-prefix";
  private static final String TYPE = "--type";

  private GenerateKeyPairCommand() {}

  /**
   * Runs the command.
   *
   * @param arguments what stands behind its name
   * @param surroundings what the run sees of the machine
   * @param terminal takes complaints and help
   * @return 0 where both files are written
   * @throws UsageException if it does not take them, there is no password, or a file can't be
   *     written
   */
  public static ExitCode run(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    ParseResult line = definition().parse(arguments);
    if (line.isUsageHelpRequested()) {
      return terminal.print(definition().help(surroundings.columns()));
    }
    if (!Parser.files(line).isEmpty()) {
      throw new UsageException("generate-key-pair takes no file; name one with " + PREFIX);
    }
    KeyKind kind = kind(line.matchedOptionValue(TYPE, KeyKind.ECDSA_P256.id()));
    String prefix = line.matchedOptionValue(PREFIX, "cosign");
    boolean force = line.hasMatchedOption(NewFile.FORCE);
    NewFile secret = NewFile.of(prefix + ".key", force, true);
    NewFile open = NewFile.of(prefix + ".pub", force, false);
    try (Password password = PasswordOptions.ofNew(line, surroundings, terminal);
        SigningKey key = SigningKey.generate(kind)) {
      byte[] encrypted = key.encryptedPem(password).getBytes(StandardCharsets.US_ASCII);
      // A private key that is replaced is lost; its public key can be told from it.
      open.write(key.publicPem().getBytes(StandardCharsets.US_ASCII));
      secret.write(encrypted);
      return terminal.print(
          Terminal.shown(secret.path())
              + ": the private key, encrypted\n"
              + Terminal.shown(open.path())
              + ": the public key, "
              + key
              + '\n');
    }
  }

  private static KeyKind kind(String id) throws UsageException {
    KeyKind kind = KeyKind.of(id);
    if (kind == null) {
      throw new UsageException(TYPE + ' ' + id + ": the types are " + kinds());
    }
    return kind;
  }

  private static String kinds() {
    StringBuilder text = new StringBuilder();
    for (KeyKind kind : KeyKind.values()) {
      text.append(text.isEmpty() ? "" : ", ").append(kind.id());
    }
    return text.toString();
  }

  static Parser definition() {
    Parser parser =
        new Parser(NAME, "[options]", "")
            .option(PREFIX, "PREFIX", "Write PREFIX.key and PREFIX.pub; by default cosign.")
            .option(TYPE, "TYPE", "One of " + kinds() + "; by default ecdsa-p256, as cosign's.");
    return PasswordOptions.add(parser)
        .flag(NewFile.FORCE, "Replace files that are there: a key that is lost signs no more.")
        .optional("", "")
        .describe(
            "Make a key pair for sign and attest, in cosign's files: the private key encrypted by a"
                + " password, for its owner alone.",
            HelpText.GENERATE_KEY_PAIR);
  }
}
