package dev.gotrust.signature;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Digest;
import dev.gotrust.sigstore.LogEntry;
import dev.gotrust.sigstore.Witnesses;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signature with what came along to check it by, whatever form it was read from, before anything
 * is checked. See {@code specs/signatures.md}.
 *
 * @param form what it was read from
 * @param location the file, and where that holds several the place in it
 * @param material what the carrier says of the signer
 * @param logEntries entries of transparency logs
 * @param timestamps RFC 3161 responses
 * @param content what is signed, and the signature
 */
public record Bundle(
    Form form,
    String location,
    Material material,
    List<LogEntry> logEntries,
    List<Bytes> timestamps,
    Content content) {
  /**
   * Copies the lists.
   *
   * @param form what it was read from
   * @param location the file, and where that holds several the place in it
   * @param material what the carrier says of the signer
   * @param logEntries entries of transparency logs; copied
   * @param timestamps RFC 3161 responses; copied
   * @param content what is signed, and the signature
   */
  public Bundle {
    logEntries = List.copyOf(logEntries);
    timestamps = List.copyOf(timestamps);
  }

  /** The forms in which signatures are written. */
  public enum Form {
    /** A signature alone, in base64 or raw. */
    SIGNATURE("signature"),
    /** The bundle that cosign wrote before Sigstore had one. */
    COSIGN_BUNDLE("cosign bundle"),
    /** A DSSE envelope alone. */
    ENVELOPE("DSSE envelope"),
    /** A Sigstore bundle, version 0.1. */
    BUNDLE_0_1("Sigstore bundle v0.1"),
    /** A Sigstore bundle, version 0.2. */
    BUNDLE_0_2("Sigstore bundle v0.2"),
    /** A Sigstore bundle, version 0.3. */
    BUNDLE_0_3("Sigstore bundle v0.3");

    private final String title;

    Form(String title) {
      this.title = title;
    }

    /** {@return what reports call it} */
    public String title() {
      return title;
    }
  }

  /** What a carrier says of the signer; never trusted by itself. */
  public sealed interface Material {}

  /** Nothing is said. */
  public record NoMaterial() implements Material {}

  /**
   * A hint at a public key, which is not part of it.
   *
   * @param hint any text; cosign writes the base64 of the SHA-256 of the key
   */
  public record KeyHint(String hint) implements Material {}

  /**
   * Certificates.
   *
   * @param certificates in DER, the signer's own first
   */
  public record Certificates(List<Bytes> certificates) implements Material {
    /**
     * Copies the list.
     *
     * @param certificates in DER, the signer's own first; copied
     */
    public Certificates {
      certificates = List.copyOf(certificates);
    }
  }

  /** What is signed. */
  public sealed interface Content {}

  /**
   * A signature of the file itself.
   *
   * @param digest the digest of the file that the carrier states, null where it states none; a
   *     guide at most, for nobody signs it
   * @param signature as the key's algorithm writes it
   */
  public record MessageSignature(@Nullable Digest digest, Bytes signature) implements Content {}

  /**
   * An envelope, whose payload speaks of files.
   *
   * @param envelope with all its signatures
   */
  public record Envelope(DsseEnvelope envelope) implements Content {}

  /** {@return the envelope, null for a signature of the file itself} */
  public @Nullable DsseEnvelope envelope() {
    return content instanceof Envelope envelope ? envelope.envelope() : null;
  }

  /** {@return the log entries and timestamps, and what such a carrier must have of them} */
  public Witnesses witnesses() {
    boolean promised =
        form == Form.BUNDLE_0_1 || form == Form.COSIGN_BUNDLE || form == Form.ENVELOPE;
    return new Witnesses(
        logEntries, timestamps, promised ? Witnesses.Need.PROMISE : Witnesses.Need.PROOF);
  }

  /** {@return the certificates, none where the carrier has none} */
  public List<Bytes> certificates() {
    return material instanceof Certificates chain ? chain.certificates() : List.of();
  }
}
