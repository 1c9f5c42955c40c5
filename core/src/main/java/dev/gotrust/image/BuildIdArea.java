package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;

/**
 * How far Go's reader looks for a build ID where the format has no place of its own for it
 * (cmd/internal/buildid, readSize).
 */
final class BuildIdArea {
  private static final int SIZE = 32 * 1024;

  private BuildIdArea() {}

  /** Returns the start of an image. */
  static Span of(ByteView image) {
    return new Span(0, Math.min(SIZE, image.size()));
  }

  /** Returns the start of a section. */
  static Span of(Region section) {
    return new Span(section.offset(), Math.min(SIZE, section.size()));
  }
}
