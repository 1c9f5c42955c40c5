package dev.gotrust.cli.command;

import dev.gotrust.GoTrust;
import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.Limits;
import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.FileNames;
import dev.gotrust.cli.NewFile;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.json.JsonException;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.material.HttpDoor;
import dev.gotrust.material.HttpOptions;
import dev.gotrust.report.Printable;
import dev.gotrust.signature.Verified;
import dev.gotrust.signing.AmbientToken;
import dev.gotrust.signing.BundleSigner;
import dev.gotrust.signing.IdentityToken;
import dev.gotrust.signing.KeySigner;
import dev.gotrust.signing.KeylessSigner;
import dev.gotrust.signing.Password;
import dev.gotrust.signing.Signed;
import dev.gotrust.signing.SigningKey;
import dev.gotrust.signing.SigningServices;
import dev.gotrust.sigstore.TrustedRoot;
import dev.gotrust.sigstore.VerifiedLogEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The options that say by whom {@code sign} and {@code attest} sign, and what is written where. */
final class SigningOptions {
  static final String KEY = SignerOptions.KEY;
  static final String OUTPUT = "--output-file";
  static final String TOKEN = "--identity-token";
  private static final String FULCIO = "--fulcio-url";
  private static final String REKOR = "--rekor-url";
  private static final String REKOR_VERSION = "--rekor-version";
  private static final String STAMPS = "--timestamp-server-url";
  static final String CONFIG = "--signing-config";

  private SigningOptions() {}

  /** Adds the options; the trusted root is another's. */
  static Parser add(Parser parser, String fileByDefault) {
    Parser keyed =
        parser.option(
            KEY,
            "FILE",
            "Sign by this private key: cosign's encrypted form, or PKCS#8, in PEM. Without it,"
                + " sign by the identity of a token.");
    return PasswordOptions.add(keyed)
        .option(
            TOKEN,
            "TOKEN|FILE",
            "The OIDC token of the identity, better as a file; else SIGSTORE_ID_TOKEN, or that of a"
                + " GitHub workflow.")
        .option(CONFIG, "FILE", "Use the services of this Sigstore signing config, version 0.2.")
        .option(FULCIO, "URL", "Get the certificate here; by default the public-good instance.")
        .option(REKOR, "URL", "Log the signature here; by default the public-good instance.")
        .option(REKOR_VERSION, "1|2", "The version of that log; by default 1. 2 needs timestamps.")
        .option("--timestamp-url", STAMPS, "URL", "Have the signature stamped here, by RFC 3161.")
        .option(OUTPUT, "FILE", "Write the bundle here; by default " + fileByDefault + '.')
        .flag(NewFile.FORCE, "Replace a file that is there.");
  }

  /** Returns the file that is to be written. */
  static NewFile output(ParseResult line, String standing) throws UsageException {
    NewFile output =
        NewFile.of(
            line.matchedOptionValue(OUTPUT, standing), line.hasMatchedOption(NewFile.FORCE), false);
    List<Path> reads = new ArrayList<>(SignatureOptions.paths(line));
    for (String file : Parser.files(line)) {
      reads.add(FileNames.path(file));
    }
    for (Path read : reads) {
      output.refuseToReplace(read);
    }
    return output;
  }

  /** Signs something. */
  interface Signing {
    Signed sign(BundleSigner signer) throws RefusedException, IOException;
  }

  /**
   * Signs, and writes what came out.
   *
   * @return 0; 1 where the services' answers don't hold; 2 where the key does not do; 4 where the
   *     file can't be read; 5 where the services can't be reached
   */
  static ExitCode sign(
      ParseResult line,
      Signing signing,
      NewFile output,
      Surroundings surroundings,
      Terminal terminal)
      throws UsageException {
    Signed signed;
    String key = line.matchedOptionValue(KEY, (String) null);
    try {
      signed =
          key == null
              ? byIdentity(line, signing, surroundings, terminal)
              : byKey(line, key, signing, surroundings, terminal);
    } catch (RefusedException refused) {
      terminal.note(
          "nothing was written: "
              + refused.check()
              + ": "
              + refused.getMessage()
              + (refused.next() == null ? "" : "; " + refused.next()));
      // Nobody is asked for a signature by a key: it is the key that does not do.
      return key == null ? ExitCode.FAIL : ExitCode.USAGE;
    } catch (ByteSource.ChangedException changed) {
      terminal.note("nothing was written: " + Terminal.explain(changed));
      return ExitCode.INPUT;
    } catch (IOException failed) {
      // By a key, nothing but the file is asked for.
      terminal.note("nothing was written: " + Terminal.explain(failed));
      return key == null ? ExitCode.UNREACHABLE : ExitCode.INPUT;
    }
    output.write(
        (new String(signed.json().toArray(), StandardCharsets.UTF_8) + '\n')
            .getBytes(StandardCharsets.UTF_8));
    return terminal.print(Terminal.shown(output.path()) + said(signed.verified()));
  }

  private static String said(Verified verified) {
    StringBuilder text = new StringBuilder("\n  signed by ");
    text.append(Printable.escape(verified.signer().title()));
    text.append("\n  ").append(verified.algorithm()).append('\n');
    for (VerifiedLogEntry entry : verified.logEntries()) {
      text.append("  logged as entry ").append(entry.entry().logIndex()).append('\n');
    }
    for (Instant stamp : verified.timestamps()) {
      text.append("  stamped at ").append(stamp).append('\n');
    }
    return text.toString();
  }

  private static Signed byKey(
      ParseResult line, String name, Signing signing, Surroundings surroundings, Terminal terminal)
      throws UsageException, RefusedException, IOException {
    for (String option : new String[] {TOKEN, CONFIG, FULCIO, REKOR, REKOR_VERSION, STAMPS}) {
      if (line.hasMatchedOption(option)) {
        throw new UsageException(
            option + " is for signatures by an identity, " + KEY + " for those by a key");
      }
    }
    try (SigningKey key = key(KEY, line, name, surroundings, terminal)) {
      return signing.sign(new KeySigner(key));
    }
  }

  /** Returns the private key that an option names; whoever gets it closes it. */
  static SigningKey key(
      String option, ParseResult line, String name, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    byte[] file = SignerOptions.read(option, name, Limits.PEM);
    try {
      if (!SigningKey.isEncrypted(file)) {
        return SigningKey.read(name, file, null);
      }
      try (Password password = PasswordOptions.of(option, line, surroundings, terminal)) {
        return SigningKey.read(name, file, password);
      }
    } catch (RefusedException wrong) {
      throw new UsageException(
          option
              + ' '
              + name
              + ": "
              + wrong.getMessage()
              + (wrong.next() == null ? "" : "; " + wrong.next()));
    }
  }

  private static Signed byIdentity(
      ParseResult line, Signing signing, Surroundings surroundings, Terminal terminal)
      throws UsageException, RefusedException, IOException {
    boolean opensAnother = line.hasMatchedOption(StateOptions.KEY);
    if (line.hasMatchedOption(PasswordOptions.FILE) && !opensAnother) {
      throw new UsageException(PasswordOptions.FILE + " opens a key; name that with " + KEY);
    }
    SigningServices services = services(line);
    TrustedRoot named = SignerOptions.root(line);
    TrustedRoot root = named == null ? new TrustedRoots(surroundings).standing() : named;
    HttpOptions options = HttpOptions.of("gotrust/" + GoTrust.version());
    try (HttpDoor door = new HttpDoor(options, terminal.downloads())) {
      IdentityToken token = token(line, surroundings, door);
      return signing.sign(new KeylessSigner(services, door, token, root, InstantSource.system()));
    }
  }

  private static IdentityToken token(ParseResult line, Surroundings surroundings, HttpDoor door)
      throws UsageException, IOException {
    String given = line.matchedOptionValue(TOKEN, (String) null);
    try {
      if (given != null) {
        return IdentityToken.parse(TOKEN, tokenText(given), Instant.now());
      }
      IdentityToken ambient = AmbientToken.find(surroundings.environment(), door, Instant.now());
      if (ambient != null) {
        return ambient;
      }
    } catch (RefusedException wrong) {
      // Never with the token itself, which may be what is malformed.
      throw new UsageException(wrong.check() + ": " + wrong.getMessage());
    }
    throw new UsageException(
        "nobody is named who signs: name a key with "
            + KEY
            + ", or a token with "
            + TOKEN
            + "; a GitHub workflow needs permissions: id-token: write");
  }

  /** As cosign has it, a token or the file of one; what is a token is never taken for a path. */
  private static String tokenText(String given) throws UsageException {
    if (IdentityToken.looksLikeOne(given)) {
      return given;
    }
    boolean isFile;
    try {
      isFile = Files.isRegularFile(FileNames.path(given));
    } catch (InvalidPathException noPath) {
      isFile = false;
    }
    if (!isFile) {
      throw new UsageException(TOKEN + ": it is neither a token nor a file of one");
    }
    byte[] data = SignerOptions.read(TOKEN, given, Limits.IDENTITY_TOKEN);
    return new String(data, StandardCharsets.UTF_8).strip();
  }

  private static SigningServices services(ParseResult line) throws UsageException {
    String config = line.matchedOptionValue(CONFIG, (String) null);
    String fulcio = line.matchedOptionValue(FULCIO, (String) null);
    String rekor = line.matchedOptionValue(REKOR, (String) null);
    String stamps = line.matchedOptionValue(STAMPS, (String) null);
    String version = line.matchedOptionValue(REKOR_VERSION, (String) null);
    boolean named = fulcio != null || rekor != null || stamps != null || version != null;
    if (config != null && named) {
      throw new UsageException(CONFIG + " names all services; leave the others out");
    }
    try {
      return config == null
          ? SigningServices.of(fulcio, rekor, rekorVersion(version), stamps)
          : SigningServices.read(
              config, SignerOptions.read(CONFIG, config, Limits.SIGNING_CONFIG), Instant.now());
    } catch (JsonException | RefusedException wrong) {
      throw new UsageException(
          config == null ? String.valueOf(wrong.getMessage()) : CONFIG + ' ' + wrong.getMessage());
    }
  }

  private static int rekorVersion(@Nullable String text) throws UsageException {
    if (text == null || text.equals("1")) {
      return 1;
    }
    if (text.equals("2")) {
      return 2;
    }
    throw new UsageException(REKOR_VERSION + ' ' + text + ": 1 or 2 was expected");
  }
}
