package dev.gotrust.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.facts.ContentHasher.Recipe;
import dev.gotrust.image.Span;
import dev.gotrust.image.Undo.Patch;
import dev.gotrust.samples.GoContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The content ID in chunks against the same in one plain piece. */
final class ContentHasherTest {
  private static final String ID = "abcabcabd/efg";

  /** Go's FindAndHash, spelled out. */
  private static List<String> naive(Recipe recipe, byte[] file) {
    byte[] image = Arrays.copyOfRange(file, (int) recipe.base(), file.length);
    for (Patch patch : recipe.patches()) {
      byte[] old = patch.old().toArray();
      for (int i = 0; i < old.length && patch.offset() + i < image.length; i++) {
        image[(int) patch.offset() + i] = old[i];
      }
    }
    for (Span mask : recipe.masks()) {
      for (long at = mask.offset(); at < Math.min(mask.end(), image.length); at++) {
        image[(int) at] = 0;
      }
    }
    List<String> results = new ArrayList<>();
    byte[] id = GoContent.latin1(recipe.id());
    for (long end : recipe.ends()) {
      byte[] cut = Arrays.copyOf(image, (int) end);
      for (int at = GoContent.indexOf(cut, id, 0); at >= 0; at = GoContent.indexOf(cut, id, at)) {
        Arrays.fill(cut, at, at + id.length, (byte) 0);
        at += id.length;
      }
      results.add(GoContent.contentId(Arrays.copyOf(cut, (int) (end + recipe.zeros()))));
    }
    return results;
  }

  private static List<String> inChunks(Recipe recipe, byte[] file, Random random, int largest) {
    ContentHasher hasher = new ContentHasher(recipe);
    byte[] chunk = new byte[largest];
    for (int at = 0; at < file.length; ) {
      int length = Math.min(file.length - at, 1 + random.nextInt(largest));
      System.arraycopy(file, at, chunk, 0, length);
      hasher.take(at, chunk, length);
      Arrays.fill(chunk, (byte) 0x55);
      at += length;
    }
    return hasher.results();
  }

  /** Few letters, so that the ID and beginnings of it stand everywhere. */
  private static byte[] file(Random random, int size) {
    byte[] file = new byte[size];
    byte[] id = GoContent.latin1(ID);
    for (int at = 0; at < size; ) {
      int part = random.nextInt(id.length) + 1;
      byte[] bytes = random.nextInt(3) > 0 ? id : Arrays.copyOf(id, part);
      int length = Math.min(size - at, bytes.length);
      System.arraycopy(bytes, 0, file, at, length);
      at += length;
      if (random.nextInt(4) == 0 && at < size) {
        file[at++] = (byte) random.nextInt(256);
      }
    }
    return file;
  }

  private static Recipe recipe(Random random, int size) {
    long base = random.nextInt(5) == 0 ? random.nextInt(40) : 0;
    long length = size - base;
    List<Long> ends = new ArrayList<>();
    for (long end = random.nextInt((int) length + 1); end <= length; end += random.nextInt(60)) {
      ends.add(end);
      if (ends.size() == 5) {
        break;
      }
    }
    List<Span> masks = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      masks.add(new Span(random.nextInt((int) length), random.nextInt(50)));
    }
    List<Patch> patches = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      byte[] old = new byte[random.nextInt(9)];
      random.nextBytes(old);
      patches.add(new Patch(random.nextInt((int) length), Bytes.of(old)));
    }
    long zeros = random.nextInt(4) == 0 ? random.nextInt(10_000) : 0;
    return new Recipe(base, ends, zeros, patches, masks, ID);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 1000})
  void chunksMakeNoDifference(int largest) {
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      byte[] file = file(random, 60 + random.nextInt(400));
      Recipe recipe = recipe(random, file.length);
      assertEquals(
          naive(recipe, file),
          inChunks(recipe, file, random, largest),
          "seed " + seed + ", " + recipe);
    }
  }

  @Test
  void occurrencesAreTakenFromTheLeftAndDoNotOverlap() {
    byte[] file = GoContent.latin1("xabababy");
    Recipe recipe = new Recipe(0, List.of(8L), 0, List.of(), List.of(), "abab");
    String expected = GoContent.contentId(GoContent.latin1("x\0\0\0\0aby"));
    for (int largest : new int[] {1, 3, 8}) {
      assertEquals(List.of(expected), inChunks(recipe, file, new Random(1), largest));
    }
  }

  @Test
  void anIdThatMaskingMakesIsTakenAndOneThatItBreaksIsNot() {
    // As in Go, ranges are zeroed first and the ID is looked for in what is left.
    byte[] file = GoContent.latin1("a1c-abc");
    Recipe recipe = new Recipe(0, List.of(7L), 0, List.of(), List.of(new Span(5, 1)), "abc");
    String expected = GoContent.contentId(GoContent.latin1("a1c-a\0c"));
    assertEquals(List.of(expected), inChunks(recipe, file, new Random(1), 7));
  }

  @Test
  void anEndThatIsNotReachedHasNoResult() {
    Recipe recipe = new Recipe(0, List.of(3L, 9L), 0, List.of(), List.of(), "abc");
    assertEquals(1, inChunks(recipe, new byte[5], new Random(1), 5).size());
  }

  @Test
  void anImageThatStartsBehindTheFileHasNoResult() {
    Recipe recipe = new Recipe(10, List.of(3L), 0, List.of(), List.of(), "abc");
    assertEquals(List.of(), inChunks(recipe, new byte[5], new Random(1), 5));
  }
}
