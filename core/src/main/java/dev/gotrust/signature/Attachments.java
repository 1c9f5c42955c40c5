package dev.gotrust.signature;

import dev.gotrust.bytes.Base64Text;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonReader;
import dev.gotrust.keys.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What cosign can write into files of their own beside a signature, where others have a bundle: the
 * signer's certificate ({@code --output-certificate}) and a timestamp ({@code
 * --rfc3161-timestamp}).
 *
 * @param certificates in DER, the signer's own first; empty where no file is given
 * @param timestamps RFC 3161 responses
 */
public record Attachments(List<Bytes> certificates, List<Bytes> timestamps) {
  /** Nothing. */
  public static final Attachments NONE = new Attachments(List.of(), List.of());

  private static final String TIMESTAMP = "timestamp";
  private static final int SEQUENCE = 0x30;

  /**
   * Copies the lists.
   *
   * @param certificates in DER, the signer's own first; copied
   * @param timestamps RFC 3161 responses; copied
   */
  public Attachments {
    certificates = List.copyOf(certificates);
    timestamps = List.copyOf(timestamps);
  }

  /**
   * {@return the certificates of a file}
   *
   * @param data PEM, or as cosign writes it the base64 of PEM
   * @throws RefusedException if it is neither, or above a cap
   */
  public static List<Bytes> certificates(byte[] data) throws RefusedException {
    byte[] decoded = Base64Text.decode(text(data));
    List<Bytes> certificates = CosignBundle.certificates(decoded == null ? data : decoded);
    if (certificates == null) {
      throw new RefusedException("certificate", "it is no certificate in PEM, nor base64 of one");
    }
    return certificates;
  }

  /**
   * {@return the timestamp of a file}
   *
   * @param data the response of RFC 3161, bare, in base64, or in the JSON that cosign writes
   * @throws RefusedException if it is none of them, or above a cap
   */
  public static Bytes timestamp(byte[] data) throws RefusedException {
    byte[] response = data.length > Limits.PEM ? null : response(data);
    if (response == null || response.length == 0 || response[0] != SEQUENCE) {
      throw new RefusedException(TIMESTAMP, "it is no response of a timestamp authority");
    }
    return Bytes.of(response);
  }

  private static byte @Nullable [] response(byte[] data) throws RefusedException {
    if (data.length == 0 || data[0] != '{') {
      byte[] decoded = Base64Text.decode(text(data));
      return decoded == null ? data : decoded;
    }
    try {
      return JsonReader.read("JSON", data).get("SignedRFC3161Timestamp").base64().toArray();
    } catch (JsonException malformed) {
      throw new RefusedException(TIMESTAMP, malformed.getMessage());
    }
  }

  private static String text(byte[] data) {
    return new String(data, StandardCharsets.ISO_8859_1).strip();
  }

  /**
   * {@return a bundle with what is attached to it}
   *
   * @param bundle any; one that names its signer itself keeps that
   * @throws RefusedException if it names another signer than the certificate's
   */
  public Bundle to(Bundle bundle) throws RefusedException {
    boolean bare = bundle.material() instanceof Bundle.NoMaterial;
    boolean attaches = !certificates.isEmpty();
    if (attaches && !bare && !isOf(bundle)) {
      throw new RefusedException(
          "certificate", "it is not of the signer that " + bundle.location() + " names");
    }
    List<Bytes> stamps = new ArrayList<>(bundle.timestamps());
    stamps.addAll(timestamps);
    return new Bundle(
        bundle.form(),
        bundle.location(),
        attaches && bare ? new Bundle.Certificates(certificates) : bundle.material(),
        bundle.logEntries(),
        stamps,
        bundle.content());
  }

  private boolean isOf(Bundle bundle) {
    List<Bytes> own = bundle.certificates();
    return !own.isEmpty() && own.get(0).equals(certificates.get(0));
  }
}
