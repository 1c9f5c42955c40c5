package dev.gotrust.sigstore;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.DigestAlgorithm;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The root that an audit path leads to (RFC 9162, section 2.1.3.2). */
final class MerklePath {
  static final int HASH = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private MerklePath() {}

  /** Returns the root hash, null if the path has not the length that index and size ask for. */
  static @Nullable Bytes root(Bytes leaf, long index, long size, List<Bytes> path) {
    if (index < 0 || index >= size) {
      return null;
    }
    long node = index;
    long last = size - 1;
    byte[] hash = hash(LEAF, leaf.toArray(), new byte[0]);
    for (Bytes sibling : path) {
      if (sibling.length() != HASH || last == 0) {
        return null;
      }
      if ((node & 1) == 1 || node == last) {
        hash = hash(NODE, sibling.toArray(), hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = hash(NODE, hash, sibling.toArray());
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 ? Bytes.of(hash) : null;
  }

  private static byte[] hash(byte prefix, byte[] left, byte[] right) {
    MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
    digest.update(prefix);
    digest.update(left);
    digest.update(right);
    return digest.digest();
  }
}
