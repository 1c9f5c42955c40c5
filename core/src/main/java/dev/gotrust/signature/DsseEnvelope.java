package dev.gotrust.signature;

import dev.gotrust.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An envelope of the Dead Simple Signing Envelope specification, version 1, before anything is
 * checked.
 *
 * @param payloadType what the payload is, such as {@code application/vnd.in-toto+json}
 * @param payload the bytes that are signed and parsed
 * @param signatures at least one
 */
public record DsseEnvelope(String payloadType, Bytes payload, List<Signature> signatures) {
  /**
   * Copies the list.
   *
   * @param payloadType what the payload is
   * @param payload the bytes that are signed and parsed
   * @param signatures at least one; copied
   */
  public DsseEnvelope {
    signatures = List.copyOf(signatures);
  }

  /**
   * One signature.
   *
   * @param signature as the key's algorithm writes it
   * @param keyId names the key, unauthenticated; empty where there is none
   * @param certificate in PEM, which generators of SLSA provenance up to version 2.0 put here; null
   *     where there is none
   */
  public record Signature(Bytes signature, String keyId, @Nullable String certificate) {}

  /**
   * {@return the bytes that are signed: the pre-authentication encoding, whose lengths count bytes}
   */
  public byte[] preAuthentication() {
    byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
    byte[] body = payload.toArray();
    String head = "DSSEv1 " + type.length + ' ';
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + type.length + 32);
    bytes.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(type);
    bytes.writeBytes((" " + body.length + ' ').getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }
}
