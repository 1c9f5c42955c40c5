package dev.gotrust.cli.command;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.cli.UsageException;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.material.SignatureFile;
import dev.gotrust.signature.Attachments;
import dev.gotrust.signature.Bundle;
import dev.gotrust.sigstore.Authorities;
import dev.gotrust.sigstore.TrustedRoot;
import dev.gotrust.sigstore.TrustedRoot.Authority;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/**
 * What cosign takes in files of their own, where others have a bundle and a trusted root: the
 * signer's certificate, a timestamp, and the certificates of authorities.
 */
final class CosignFiles {
  static final String CERTIFICATE = "--certificate";
  private static final String TIMESTAMP = "--rfc3161-timestamp";
  private static final String CHAIN = "--certificate-chain";
  private static final String ROOTS = "--ca-roots";
  private static final String INTERMEDIATES = "--ca-intermediates";
  private static final String STAMPERS = "--timestamp-certificate-chain";
  private static final String STAMPED = "--use-signed-timestamps";

  /** All of them, for outputs that may not replace them. */
  static final String[] ALL = {CERTIFICATE, TIMESTAMP, CHAIN, ROOTS, INTERMEDIATES, STAMPERS};

  private CosignFiles() {}

  /** Adds the options to a command's line. */
  static Parser add(Parser parser) {
    return parser
        .option(CERTIFICATE, "FILE", "The signer's certificate, in PEM, where no bundle has it.")
        .option(TIMESTAMP, "FILE", "A timestamp of the signature, where no bundle has it.")
        .option(
            CHAIN,
            "FILE",
            "The authority that issues certificates, in PEM, its root last, in the place of that of"
                + " the trusted root.")
        .option(ROOTS, "FILE", "As --certificate-chain: roots of such authorities, in PEM.")
        .option(INTERMEDIATES, "FILE", "Certificates between --ca-roots and the signer's.")
        .option(
            STAMPERS,
            "FILE",
            "The authority that signs timestamps, in PEM, its root last, in the place of that of the"
                + " trusted root.")
        .toggle(STAMPED, "Ask for a timestamp of such an authority, whatever else there is.");
  }

  /** Returns whether the line asks for timestamps. */
  static boolean asksForTimestamp(ParseResult line) {
    return line.hasMatchedOption(STAMPED);
  }

  /**
   * Returns files of signatures with the certificate and the timestamp that the line names.
   *
   * @throws UsageException if one of them can't be used
   */
  static List<SignatureFile> attach(ParseResult line, List<SignatureFile> files)
      throws UsageException {
    byte[] certificate = read(line, CERTIFICATE);
    byte[] timestamp = read(line, TIMESTAMP);
    String option = CERTIFICATE;
    try {
      List<Bytes> certificates =
          certificate == null ? List.of() : Attachments.certificates(certificate);
      option = TIMESTAMP;
      List<Bytes> timestamps =
          timestamp == null ? List.of() : List.of(Attachments.timestamp(timestamp));
      option = CERTIFICATE;
      Attachments attachments = new Attachments(certificates, timestamps);
      List<SignatureFile> attached = new ArrayList<>();
      for (SignatureFile file : files) {
        List<Bundle> bundles = new ArrayList<>();
        for (Bundle bundle : file.bundles()) {
          bundles.add(attachments.to(bundle));
        }
        attached.add(new SignatureFile(file.material(), bundles, file.malformed()));
      }
      return attached;
    } catch (RefusedException wrong) {
      throw unusable(line, option, wrong);
    }
  }

  /**
   * Returns the root with the authorities that the line names in the place of its own.
   *
   * @param given the root that the line names, null for none
   * @param roots has the one that stands where none is named
   * @return null where the line names neither
   * @throws UsageException if a file can't be used
   */
  static @Nullable TrustedRoot trust(
      ParseResult line, @Nullable TrustedRoot given, TrustedRoots roots) throws UsageException {
    List<Authority> issuers = issuers(line);
    List<Authority> stampers = chain(line, STAMPERS);
    if (issuers == null && stampers == null) {
      return given;
    }
    TrustedRoot root = given == null ? roots.standing() : given;
    return new TrustedRoot(
        root.location() + ", with authorities of the command line",
        root.sha256(),
        issuers == null ? root.certificateAuthorities() : issuers,
        root.certificateLogs(),
        root.transparencyLogs(),
        stampers == null ? root.timestampAuthorities() : stampers);
  }

  private static @Nullable List<Authority> issuers(ParseResult line) throws UsageException {
    List<Authority> chain = chain(line, CHAIN);
    byte[] anchors = read(line, ROOTS);
    byte[] between = read(line, INTERMEDIATES);
    if (between != null && anchors == null) {
      throw new UsageException(INTERMEDIATES + " needs " + ROOTS);
    }
    if (chain != null && anchors != null) {
      throw new UsageException("give " + CHAIN + " or " + ROOTS + ", not both");
    }
    String option = ROOTS;
    try {
      List<X509Certificate> ends = anchors == null ? null : Authorities.certificates(anchors);
      option = INTERMEDIATES;
      List<X509Certificate> others =
          between == null ? List.of() : Authorities.certificates(between);
      return ends == null ? chain : Authorities.roots(ROOTS, ends, others);
    } catch (RefusedException wrong) {
      throw unusable(line, option, wrong);
    }
  }

  private static @Nullable List<Authority> chain(ParseResult line, String option)
      throws UsageException {
    byte[] pem = read(line, option);
    try {
      return pem == null ? null : List.of(Authorities.chain(option, Authorities.certificates(pem)));
    } catch (RefusedException wrong) {
      throw unusable(line, option, wrong);
    }
  }

  private static UsageException unusable(ParseResult line, String option, RefusedException wrong) {
    String name = SignatureOptions.value(line, option);
    return new UsageException(option + ' ' + name + ": " + wrong.getMessage());
  }

  private static byte @Nullable [] read(ParseResult line, String option) throws UsageException {
    String name = SignatureOptions.value(line, option);
    return name == null ? null : SignerOptions.read(option, name, Limits.PEM);
  }
}
