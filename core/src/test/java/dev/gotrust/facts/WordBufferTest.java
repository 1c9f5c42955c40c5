package dev.gotrust.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.ByteView;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.image.Image;
import dev.gotrust.image.ImageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words at the borders of parts: wasm leaves their zeros out, other formats hold all of them. */
final class WordBufferTest {
  private static Image image(String fixture) throws Exception {
    ArraySource source = new ArraySource(Fixtures.bytes(fixture));
    return assertInstanceOf(Image.class, ImageReader.read(ByteView.of(source, "the file")));
  }

  /** The word byte by byte, zeros where the part holds none. */
  private static long word(Image image, Loaded.Part part, long offset) throws Exception {
    long word = 0;
    for (int i = image.pointerSize() - 1; i >= 0; i--) {
      long at = offset + i;
      boolean there = at >= part.span().offset() && at < part.span().end();
      word = word << 8 | (there ? image.view().u8(at) : 0);
    }
    return word;
  }

  @ParameterizedTest
  @ValueSource(strings = {"wasm-wasip1-go1.21", "wasm-js-go1.13"})
  void everyByteOfWasmIsInOneWord(String fixture) throws Exception {
    Image image = image(fixture);
    WordBuffer words = new WordBuffer(image);
    int width = image.pointerSize();
    int cut = 0;
    for (Loaded.Part part : Loaded.data(image)) {
      long at = words.first(part);
      assertTrue(at <= part.span().offset() && at > part.span().offset() - width);
      cut += at < part.span().offset() ? 1 : 0;
      for (; words.holds(part, at, 1); at += width) {
        assertEquals(word(image, part, at), words.at(part, at));
      }
      assertTrue(at >= part.span().end());
      cut += at > part.span().end() ? 1 : 0;
    }
    assertTrue(cut > 1_000, cut + " words are cut");
  }

  @Test
  void otherFormatsHaveWholeWordsAlone() throws Exception {
    Image image = image("hello");
    WordBuffer words = new WordBuffer(image);
    for (Loaded.Part part : Loaded.data(image)) {
      long at = words.first(part);
      assertEquals(words.firstWhole(part), at);
      assertEquals(word(image, part, at), words.at(part, at));
      long end = at + (part.span().end() - at) / 8 * 8;
      assertTrue(words.holds(part, end - 8, 1));
      assertFalse(words.holds(part, end, 1));
      assertFalse(words.holds(part, end - 8, 2));
    }
  }
}
