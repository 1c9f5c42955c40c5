package dev.gotrust.facts;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.facts.HostIdCheck.Outcome;
import dev.gotrust.image.HostId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Derives the host build ID that Go 1.24 and later write by default from the Go build ID (Go's
 * {@code cmd/link/internal/ld/main.go}, {@code -B gobuildid}). The linker hashes its own build ID,
 * in which the content ID is not yet known and the first part stands in its place.
 */
final class HostIds {
  /** The first byte of SHA-256 is flipped so that nobody takes it for a checksum. */
  private static final int[] FLIPS = {0x01, 0xff}; // Go 1.24; Go 1.25 and later

  private HostIds() {}

  static HostIdCheck check(@Nullable BuildId buildId, @Nullable HostId host) {
    if (host == null) {
      return new HostIdCheck(Outcome.NOT_APPLICABLE, "the file has no host build ID");
    }
    List<String> parts = buildId == null ? List.of() : buildId.parts();
    if (parts.isEmpty()) {
      return new HostIdCheck(
          Outcome.NOT_APPLICABLE, "there is no Go build ID from which it could derive");
    }
    String name = host.kind() == HostId.Kind.LC_UUID ? "LC_UUID" : "GNU build-id";
    for (int flip : FLIPS) {
      if (derive(parts, host.kind(), flip).equals(host.value())) {
        return new HostIdCheck(
            Outcome.DERIVED,
            "the " + name + " derives from the Go build ID, as Go 1.24 and later do");
      }
    }
    return new HostIdCheck(
        Outcome.OTHER,
        "the " + name + " is not derived from the Go build ID; -B and C linkers set others");
  }

  private static Bytes derive(List<String> parts, HostId.Kind kind, int flip) {
    String text = String.join("/", parts.get(0), parts.get(1), parts.get(2), parts.get(0));
    byte[] hash = ContentHasher.sha256().digest(text.getBytes(StandardCharsets.ISO_8859_1));
    hash[0] ^= (byte) flip;
    if (kind == HostId.Kind.GNU_BUILD_ID) {
      return Bytes.of(hash, 0, 20);
    }
    hash[6] = (byte) (hash[6] & 0x0f | 0x30); // a version 3 UUID (RFC 9562)
    hash[8] = (byte) (hash[8] & 0x3f | 0xc0);
    return Bytes.of(hash, 0, 16);
  }
}
