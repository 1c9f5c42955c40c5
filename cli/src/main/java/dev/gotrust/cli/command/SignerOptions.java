package dev.gotrust.cli.command;

import dev.gotrust.attestation.BuilderIdentity;
import dev.gotrust.bytes.Limits;
import dev.gotrust.cli.FileNames;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.json.JsonException;
import dev.gotrust.keys.KeyFile;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.VerifyingKey;
import dev.gotrust.signature.CertificateIdentity;
import dev.gotrust.signature.IdentityPolicy;
import dev.gotrust.signature.KeyVerifier;
import dev.gotrust.signature.KeylessVerifier;
import dev.gotrust.signature.Signers;
import dev.gotrust.signature.TextMatcher;
import dev.gotrust.sigstore.OptOuts;
import dev.gotrust.sigstore.SigningCertificate.Claim;
import dev.gotrust.sigstore.SigstoreCheck;
import dev.gotrust.sigstore.TrustedRoot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The options that say whose signatures are accepted. */
final class SignerOptions {
  static final String KEY = "--key";
  static final String ACCEPTED_KEY = "--accept-key";
  static final String IDENTITY = "--certificate-identity";
  static final String ISSUER = "--certificate-oidc-issuer";
  private static final String REGEXP = "-regexp";
  private static final String GITHUB = "--certificate-github-workflow-";
  static final String TRUSTED_ROOT = "--trusted-root";
  static final String IGNORE_TLOG = "--insecure-ignore-tlog";
  static final String IGNORE_SCT = "--insecure-ignore-sct";
  static final String IGNORE_EXPIRY = "--insecure-ignore-expiry";

  private static final Map<String, Claim> CLAIMS =
      Map.of(
          "trigger", Claim.GITHUB_WORKFLOW_TRIGGER,
          "sha", Claim.GITHUB_WORKFLOW_SHA,
          "name", Claim.GITHUB_WORKFLOW_NAME,
          "repository", Claim.GITHUB_WORKFLOW_REPOSITORY,
          "ref", Claim.GITHUB_WORKFLOW_REF);

  private SignerOptions() {}

  /** Adds the options to a command's line. */
  static Parser add(Parser parser) {
    return addKeys(KEY, parser);
  }

  /** Adds the options to a line whose {@code --key} signs. */
  static Parser addAccepted(Parser parser) {
    return addKeys(ACCEPTED_KEY, parser);
  }

  /** Adds the option that names a Sigstore instance. */
  static Parser addRoot(Parser parser) {
    return parser.option(
        TRUSTED_ROOT,
        "FILE",
        "Trust this Sigstore instance; by default the public-good one as of "
            + TrustedRoot.PUBLIC_GOOD_DATE
            + ", or what gotrust trust update fetched.");
  }

  private static Parser addKeys(String name, Parser parser) {
    Parser keyed =
        parser
            .options(
                name,
                "FILE",
                "Accept signatures by these public keys, in PEM; that of a certificate too. May"
                    + " stand several times.")
            .option(IDENTITY, "NAME", "Accept certificates of this e-mail address or URI.")
            .option(
                IDENTITY + REGEXP,
                "RE",
                "Accept certificates whose name matches; any part of it may, so anchor with ^ and"
                    + " $.")
            .option(ISSUER, "URL", "Accept certificates whose OIDC token is by this issuer.")
            .option(ISSUER + REGEXP, "RE", "Accept certificates whose issuer matches, in any part.")
            .option(
                GITHUB + "trigger", "EVENT", "Ask for the event that started GitHub's workflow.")
            .option(GITHUB + "sha", "COMMIT", "Ask for the commit that GitHub's workflow ran for.")
            .option(GITHUB + "name", "NAME", "Ask for the name of GitHub's workflow.")
            .option(GITHUB + "repository", "OWNER/NAME", "Ask for the repository on GitHub.")
            .option(GITHUB + "ref", "REF", "Ask for the ref that GitHub's workflow ran for.");
    return addRoot(keyed)
        .toggle(IGNORE_TLOG, "DANGER: accept signatures that are in no transparency log.")
        .toggle(IGNORE_SCT, "DANGER: accept certificates that are in no transparency log.")
        .toggle(
            IGNORE_EXPIRY,
            "DANGER: judge a certificate as of its issue where nothing proves when it signed.");
  }

  /**
   * Returns who is accepted.
   *
   * @param builder accepted where no identity is named; null for nobody
   * @throws UsageException if a key, a root or an expression can't be used, or half of an identity
   *     is named
   */
  static Signers signers(ParseResult line, @Nullable BuilderIdentity builder, TrustedRoots roots)
      throws UsageException {
    IdentityPolicy identity = identity(line);
    IdentityPolicy policy = identity == null ? builder : identity;
    List<VerifyingKey> keys = keys(line);
    if (keys.isEmpty() && policy == null) {
      return Signers.NONE;
    }
    boolean byIdentity = policy != null && (identity != null || keys.isEmpty());
    TrustedRoot named = CosignFiles.trust(line, root(line), roots);
    // A key vouches alone: only who names a root, or wants timestamps, asks for more.
    boolean witnessed = named != null || CosignFiles.asksForTimestamp(line);
    SigstoreCheck check =
        witnessed || byIdentity ? check(line, named == null ? roots.standing() : named) : null;
    return Signers.of(
        keys.isEmpty() ? null : new KeyVerifier(keys, witnessed ? check : null),
        policy == null || check == null || !byIdentity ? null : new KeylessVerifier(policy, check));
  }

  /**
   * Returns what certificates are checked by that a policy trusts.
   *
   * @throws UsageException if a root can't be used
   */
  static SigstoreCheck sigstore(ParseResult line, TrustedRoots roots) throws UsageException {
    TrustedRoot named = CosignFiles.trust(line, root(line), roots);
    return check(line, named == null ? roots.standing() : named);
  }

  private static SigstoreCheck check(ParseResult line, TrustedRoot root) {
    OptOuts optOuts =
        new OptOuts(
            line.hasMatchedOption(IGNORE_TLOG),
            line.hasMatchedOption(IGNORE_SCT),
            line.hasMatchedOption(IGNORE_EXPIRY));
    // One instant for all files of a run.
    SigstoreCheck check = new SigstoreCheck(root, optOuts, InstantSource.fixed(Instant.now()));
    return CosignFiles.asksForTimestamp(line) ? check.requiringTimestamp() : check;
  }

  /** Returns whether the line names an identity, or a part of one. */
  private static @Nullable IdentityPolicy identity(ParseResult line) throws UsageException {
    TextMatcher identity = matcher(line, IDENTITY);
    TextMatcher issuer = matcher(line, ISSUER);
    Map<Claim, String> claims = new EnumMap<>(Claim.class);
    for (Map.Entry<String, Claim> claim : CLAIMS.entrySet()) {
      String value = line.matchedOptionValue(GITHUB + claim.getKey(), (String) null);
      if (value != null) {
        claims.put(claim.getValue(), value);
      }
    }
    if (identity == null && issuer == null && claims.isEmpty()) {
      return null;
    }
    if (identity == null || issuer == null) {
      throw new UsageException(
          IDENTITY
              + " and "
              + ISSUER
              + " go together: a name alone says nothing, for anybody may issue certificates of"
              + " it");
    }
    return new CertificateIdentity(identity, issuer, claims);
  }

  private static @Nullable TextMatcher matcher(ParseResult line, String option)
      throws UsageException {
    String exact = line.matchedOptionValue(option, (String) null);
    String expression = line.matchedOptionValue(option + REGEXP, (String) null);
    if (exact != null && expression != null) {
      throw new UsageException("give " + option + " or " + option + REGEXP + ", not both");
    }
    if (exact != null) {
      return exact.isEmpty() ? null : TextMatcher.exact(exact);
    }
    try {
      return expression == null || expression.isEmpty() ? null : TextMatcher.expression(expression);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(option + REGEXP + ' ' + expression + ": " + wrong.getMessage());
    }
  }

  /** Returns the keys that {@code --key} names. */
  static List<VerifyingKey> keys(ParseResult line) throws UsageException {
    String option = line.commandSpec().findOption(ACCEPTED_KEY) == null ? KEY : ACCEPTED_KEY;
    List<String> names = line.matchedOptionValue(option, List.of());
    return keys(option, names);
  }

  /** Returns the keys of files that an option names. */
  static List<VerifyingKey> keys(String option, List<String> names) throws UsageException {
    List<VerifyingKey> keys = new ArrayList<>();
    for (String name : names) {
      try {
        keys.addAll(KeyFile.read(name, read(option, name, Limits.PEM)));
      } catch (RefusedException wrong) {
        String next = wrong.next() == null ? "" : "; " + wrong.next();
        throw new UsageException(option + ' ' + name + ": " + wrong.getMessage() + next);
      }
    }
    return keys;
  }

  static @Nullable TrustedRoot root(ParseResult line) throws UsageException {
    String name = line.matchedOptionValue(TRUSTED_ROOT, (String) null);
    if (name == null) {
      return null;
    }
    try {
      return TrustedRoot.read(name, read(TRUSTED_ROOT, name, Limits.TRUSTED_ROOT));
    } catch (JsonException wrong) {
      throw new UsageException(TRUSTED_ROOT + ' ' + wrong.getMessage());
    }
  }

  static byte[] read(String option, String name, int cap) throws UsageException {
    Path file = FileNames.path(name);
    try (InputStream in = Files.newInputStream(file)) {
      // One more than is read, so that the reader sees that there is more.
      return in.readNBytes(cap + 1);
    } catch (IOException unreadable) {
      String hint =
          name.contains("://") ? "; keys in a KMS are not read, export the public key" : "";
      throw new UsageException(option + ' ' + name + ": " + Terminal.explain(unreadable) + hint);
    }
  }
}
