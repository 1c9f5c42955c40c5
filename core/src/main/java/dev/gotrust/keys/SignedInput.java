package dev.gotrust.keys;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.ByteSource.ChangedException;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Digest;
import dev.gotrust.bytes.DigestAlgorithm;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a signature is checked against: bytes, or a digest where the bytes are elsewhere. Digests
 * are computed once. Thread-safe.
 */
public final class SignedInput {
  private static final int CHUNK = 256 * 1024;

  private final String name;
  private final @Nullable ByteSource source;
  private final Map<DigestAlgorithm, Digest> digests = new EnumMap<>(DigestAlgorithm.class);

  private SignedInput(String name, @Nullable ByteSource source) {
    this.name = name;
    this.source = source;
  }

  /**
   * {@return bytes of a source, which must stay open}
   *
   * @param name what reports call them
   * @param source the bytes
   */
  public static SignedInput of(String name, ByteSource source) {
    return new SignedInput(name, source);
  }

  /**
   * {@return bytes of a source whose SHA-256 is known: other bytes will not do any more}
   *
   * @param name what reports call them
   * @param source the bytes
   * @param sha256 of all of them
   */
  public static SignedInput of(String name, ByteSource source, Bytes sha256) {
    SignedInput input = new SignedInput(name, source);
    input.digests.put(DigestAlgorithm.SHA256, new Digest(DigestAlgorithm.SHA256, sha256));
    return input;
  }

  /**
   * {@return bytes in memory}
   *
   * @param name what reports call them
   * @param data the bytes
   */
  public static SignedInput of(String name, byte[] data) {
    return new SignedInput(name, new ArraySource(data));
  }

  /**
   * {@return a digest alone}
   *
   * @param digest of bytes that are elsewhere
   */
  public static SignedInput of(Digest digest) {
    SignedInput input = new SignedInput(digest.toString(), null);
    input.digests.put(digest.algorithm(), digest);
    return input;
  }

  /** {@return what reports call it} */
  public String name() {
    return name;
  }

  /** {@return whether the bytes are at hand, and not a digest alone} */
  public boolean hasBytes() {
    return source != null;
  }

  /** {@return how many bytes there are, -1 where a digest alone is known} */
  public long size() {
    return source == null ? -1 : source.size();
  }

  /**
   * {@return the digest, null where the bytes are elsewhere and only that of another function is
   * known}
   *
   * @param algorithm which hash function
   * @throws ChangedException if the bytes are no longer those that were hashed before
   * @throws IOException if the bytes can't be read
   */
  public synchronized @Nullable Digest digest(DigestAlgorithm algorithm) throws IOException {
    Digest known = digests.get(algorithm);
    if (known != null || source == null) {
      return known;
    }
    MessageDigest digest = algorithm.newDigest();
    feed(algorithm == DigestAlgorithm.SHA256 ? (chunk, length) -> {} : hashing(digest));
    if (algorithm != DigestAlgorithm.SHA256) {
      digests.put(algorithm, new Digest(algorithm, Bytes.of(digest.digest())));
    }
    return digests.get(algorithm);
  }

  /**
   * {@return the SHA-256 of the bytes, or the digest that stands for them}
   *
   * @throws IOException if the bytes can't be read
   */
  public synchronized Digest known() throws IOException {
    Digest sha256 = digest(DigestAlgorithm.SHA256);
    return sha256 == null ? digests.values().iterator().next() : sha256;
  }

  private static Sink hashing(MessageDigest digest) {
    return (chunk, length) -> digest.update(chunk, 0, length);
  }

  /** Takes bytes in order; those of one call are overwritten before the next. */
  interface Sink {
    void take(byte[] chunk, int length);
  }

  /**
   * Hands out all bytes once more; their SHA-256 is held against that of the first time.
   *
   * @throws IllegalStateException if a digest alone is known
   */
  synchronized void feed(Sink sink) throws IOException {
    if (source == null) {
      throw new IllegalStateException("a digest has no bytes");
    }
    MessageDigest sha256 = DigestAlgorithm.SHA256.newDigest();
    byte[] chunk = new byte[(int) Math.min(CHUNK, source.size())];
    for (long at = 0; at < source.size(); at += chunk.length) {
      int length = (int) Math.min(chunk.length, source.size() - at);
      source.read(at, chunk, 0, length);
      sha256.update(chunk, 0, length);
      sink.take(chunk, length);
    }
    Digest now = new Digest(DigestAlgorithm.SHA256, Bytes.of(sha256.digest()));
    Digest before = digests.putIfAbsent(DigestAlgorithm.SHA256, now);
    if (before != null && !before.equals(now)) {
      throw new ChangedException(name + " was written to while it was read");
    }
  }
}
