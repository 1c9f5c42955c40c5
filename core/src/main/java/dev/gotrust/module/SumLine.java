package dev.gotrust.module;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One line, as ranges of the file's bytes: a go.sum of 50,000 lines is kept without a hundred
 * thousand strings. Comparable, so that crafted collisions cost a logarithm and no more.
 */
final class SumLine implements Comparable<SumLine> {
  private final byte[] data;
  private final int path;
  private final int pathLength;
  private final int version;
  private final int versionLength;
  private final boolean goMod;
  private final int hashCode;
  private final int hash;
  private final int hashLength;
  final int number;

  /** The last line before this one with the same key and another hash. */
  @Nullable SumLine earlier;

  SumLine(byte[] data, int[] fields, boolean goMod, int number) {
    this.data = data;
    this.path = fields[0];
    this.pathLength = fields[1] - fields[0];
    this.version = fields[2];
    this.versionLength = fields[3] - fields[2] - (goMod ? GoSum.GO_MOD.length() : 0);
    this.goMod = goMod;
    this.hash = fields[4];
    this.hashLength = fields[5] - fields[4];
    this.number = number;
    this.hashCode = hashOf(path, pathLength) * 31 + hashOf(version, versionLength);
  }

  static SumLine key(ModuleVersion module, boolean goMod) {
    byte[] path = module.path().getBytes(StandardCharsets.UTF_8);
    byte[] version = module.version().getBytes(StandardCharsets.UTF_8);
    int suffix = goMod ? GoSum.GO_MOD.length() : 0;
    byte[] data = new byte[path.length + version.length + suffix];
    System.arraycopy(path, 0, data, 0, path.length);
    System.arraycopy(version, 0, data, path.length, version.length);
    int end = data.length;
    return new SumLine(data, new int[] {0, path.length, path.length, end, end, end}, goMod, 0);
  }

  private int hashOf(int from, int length) {
    int value = 0;
    for (int i = from; i < from + length; i++) {
      value = value * 31 + data[i];
    }
    return value;
  }

  ModuleVersion module() {
    return new ModuleVersion(text(path, pathLength), text(version, versionLength));
  }

  boolean isGoMod() {
    return goMod;
  }

  private String text(int from, int length) {
    return new String(data, from, length, StandardCharsets.US_ASCII);
  }

  String hash() {
    return text(hash, hashLength);
  }

  boolean sameHash(SumLine other) {
    return compare(hash, hashLength, other, other.hash, other.hashLength) == 0;
  }

  @Override
  public int compareTo(SumLine other) {
    int order = compare(path, pathLength, other, other.path, other.pathLength);
    if (order == 0) {
      order = compare(version, versionLength, other, other.version, other.versionLength);
    }
    return order != 0 ? order : Boolean.compare(goMod, other.goMod);
  }

  private int compare(int from, int length, SumLine other, int otherFrom, int otherLength) {
    return Arrays.compare(
        data, from, from + length, other.data, otherFrom, otherFrom + otherLength);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SumLine line && hashCode == line.hashCode && compareTo(line) == 0;
  }

  @Override
  public int hashCode() {
    return hashCode;
  }
}
