package dev.gotrust.module;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/** Takes files in the order in which they are read, and sorts them in the end. */
final class FileHashesBuilder {
  private String[] names;
  private byte[] hashes;
  private long[] sizes;
  private int count;

  FileHashesBuilder(int expected) {
    names = new String[expected];
    hashes = new byte[expected * Sha256.BYTES];
    sizes = new long[expected];
  }

  int count() {
    return count;
  }

  /** Adds a file, whose bytes the digest has taken; the digest is ready for the next one. */
  void add(String name, MessageDigest content, long size) {
    if (count == names.length) {
      grow();
    }
    names[count] = name;
    sizes[count] = size;
    try {
      content.digest(hashes, count * Sha256.BYTES, Sha256.BYTES);
    } catch (DigestException impossible) {
      throw new IllegalStateException("there are 32 bytes for a SHA-256", impossible);
    }
    count++;
  }

  private void grow() {
    int larger = Math.max(16, names.length * 2);
    names = Arrays.copyOf(names, larger);
    hashes = Arrays.copyOf(hashes, larger * Sha256.BYTES);
    sizes = Arrays.copyOf(sizes, larger);
  }

  FileHashes build() {
    Integer[] order = new Integer[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    Arrays.sort(order, (a, b) -> ByteOrder.INSTANCE.compare(names[a], names[b]));
    String[] sortedNames = new String[count];
    byte[] sortedHashes = new byte[count * Sha256.BYTES];
    long[] sortedSizes = new long[count];
    for (int i = 0; i < count; i++) {
      int from = order[i];
      sortedNames[i] = names[from];
      sortedSizes[i] = sizes[from];
      System.arraycopy(hashes, from * Sha256.BYTES, sortedHashes, i * Sha256.BYTES, Sha256.BYTES);
    }
    return new FileHashes(sortedNames, sortedHashes, sortedSizes);
  }
}
