package dev.gotrust.facts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.ByteView;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.image.Image;
import dev.gotrust.image.ImageReader;
import dev.gotrust.image.Region;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How data is searched for addresses; what is found is for {@link OwnCopiesTest}. */
final class PointersTest {
  /** Counts how often it is read from. */
  private static final class Counted implements ByteSource {
    private final ByteSource source;
    private int reads;

    Counted(byte[] bytes) {
      source = new ArraySource(bytes);
    }

    @Override
    public long size() {
      return source.size();
    }

    @Override
    public void read(long offset, byte[] into, int from, int length) throws IOException {
      reads++;
      source.read(offset, into, from, length);
    }

    @Override
    public Page page(long offset) throws IOException {
      return source.page(offset);
    }
  }

  /** A read of its own for each of some thousand small segments took most of the time. */
  @Test
  void manySmallSegmentsAreReadTogether() throws Exception {
    byte[] bytes = Fixtures.bytes("wasm-wasip1-go1.21");
    Counted source = new Counted(bytes);
    Image image = assertInstanceOf(Image.class, ImageReader.read(ByteView.of(source, "the file")));
    List<Region> segments = image.segments();
    assertTrue(segments.size() > 1_000);
    source.reads = 0;
    // No pointer leads to the second byte of some constant: all data is searched for it.
    boolean[] found = Pointers.leadTo(image, List.of(segments.get(500).offset() + 1));
    assertArrayEquals(new boolean[] {false}, found);
    assertTrue(source.reads <= 2 + bytes.length / 65_000, source.reads + " reads");
  }
}
