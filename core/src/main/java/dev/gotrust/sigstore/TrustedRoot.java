package dev.gotrust.sigstore;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys and certificates of one or more Sigstore instances, each with the time in which it is
 * trusted: a root of trust that the user chose. Immutable, thread-safe; one serves all bundles. See
 * protobuf-specs, {@code sigstore_trustroot.proto}.
 *
 * @param location the file that it was read from
 * @param sha256 of that file
 * @param certificateAuthorities who issues certificates to signers
 * @param certificateLogs where issued certificates are logged
 * @param transparencyLogs where signatures are logged
 * @param timestampAuthorities who signs timestamps
 */
public record TrustedRoot(
    String location,
    Bytes sha256,
    List<Authority> certificateAuthorities,
    List<Log> certificateLogs,
    List<Log> transparencyLogs,
    List<Authority> timestampAuthorities) {
  /** The day on which the embedded root was taken over; shown in reports. */
  public static final String PUBLIC_GOOD_DATE = "2026-11-26";

  private static final String PUBLIC_GOOD = "trusted-root-public-good.json";

  /**
   * Copies the lists.
   *
   * @param location the file that it was read from
   * @param sha256 of that file
   * @param certificateAuthorities who issues certificates to signers; copied
   * @param certificateLogs where issued certificates are logged; copied
   * @param transparencyLogs where signatures are logged; copied
   * @param timestampAuthorities who signs timestamps; copied
   */
  public TrustedRoot {
    certificateAuthorities = List.copyOf(certificateAuthorities);
    certificateLogs = List.copyOf(certificateLogs);
    transparencyLogs = List.copyOf(transparencyLogs);
    timestampAuthorities = List.copyOf(timestampAuthorities);
  }

  /**
   * A certificate authority.
   *
   * @param uri its address, for reports
   * @param chain its certificates, the issuing one first, the root last
   * @param validity when it is trusted
   */
  public record Authority(String uri, List<X509Certificate> chain, Validity validity) {
    /**
     * Copies the list.
     *
     * @param uri its address, for reports
     * @param chain its certificates, the issuing one first, the root last; copied
     * @param validity when it is trusted
     */
    public Authority {
      chain = List.copyOf(chain);
    }

    X509Certificate root() {
      return chain.get(chain.size() - 1);
    }
  }

  /**
   * A log.
   *
   * @param baseUrl its address
   * @param id the identifier of its key, as entries and timestamps name it
   * @param key its public key
   * @param validity when it is trusted
   */
  public record Log(String baseUrl, Bytes id, PublicKey key, Validity validity) {}

  /** {@return the root of the public-good instance that comes with this library} */
  public static TrustedRoot publicGood() {
    try (InputStream in = TrustedRoot.class.getResourceAsStream(PUBLIC_GOOD)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + PUBLIC_GOOD);
      }
      return read("public-good instance, as of " + PUBLIC_GOOD_DATE, in.readAllBytes());
    } catch (IOException | JsonException impossible) {
      throw new IllegalStateException("a resource of this library", impossible);
    }
  }

  /**
   * {@return a trusted root}
   *
   * @param location what messages and reports call it
   * @param data its JSON
   * @throws JsonException if it is malformed or above a cap
   */
  public static TrustedRoot read(String location, byte[] data) throws JsonException {
    if (data.length > Limits.TRUSTED_ROOT) {
      throw new JsonException(
          location
              + ": it has "
              + data.length
              + " bytes, more than the "
              + Limits.TRUSTED_ROOT
              + " that are read of a trusted root");
    }
    return new TrustedRootReader(location)
        .read(Bytes.sha256(data), JsonReader.read(location, data));
  }

  /** Returns the log with that identifier, null if there is none. */
  static @Nullable Log find(List<Log> logs, Bytes id) {
    for (Log log : logs) {
      if (log.id().equals(id)) {
        return log;
      }
    }
    return null;
  }
}
