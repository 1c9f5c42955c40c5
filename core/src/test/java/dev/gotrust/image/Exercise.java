package dev.gotrust.image;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.gotrust.bytes.FormatException;
import dev.gotrust.fixtures.Variant;
import java.io.IOException;

/** Calls all that an image offers, and checks what must hold of any image, hostile or not. */
final class Exercise {
  private Exercise() {}

  /** Reads an executable file. */
  @FunctionalInterface
  interface Reader {
    ExecutableFile read() throws FormatException, IOException;
  }

  /** Returns whether the variation was read in full; fails if it was neither read nor refused. */
  static boolean survives(Variant variant, Reader reader) {
    try {
      ExecutableFile file = reader.read();
      if (file instanceof Image image) {
        all(image);
      }
      return true;
    } catch (FormatException refused) {
      assertNotNull(refused.kind());
      return false;
    } catch (IOException | RuntimeException | Error broken) {
      return fail(variant.label(), broken);
    }
  }

  static void all(Image image) throws FormatException, IOException {
    assertTrue(image.end() >= 0);
    for (Region region : image.sections()) {
      check(region);
    }
    for (Region region : image.segments()) {
      check(region);
    }
    for (Span span : image.buildIdAreas()) {
      assertTrue(span.offset() >= 0 && span.length() >= 0);
    }
    for (Undo undo : image.undoSignature("a/m/p/c")) {
      check(undo, image.view().size());
    }
    assertNotNull(image.rewriter());
    assertNotNull(image.arch());
    assertNotNull(image.os());
    image.buildInfoArea();
    image.hostId();
    image.signatureSpans();
    image.linkage();
  }

  private static void check(Region region) {
    assertTrue(region.offset() >= 0 && region.size() >= 0 && region.end() >= 0);
    assertTrue(region.memorySize() >= 0);
  }

  private static void check(Undo undo, long size) {
    assertFalse(undo.ends().isEmpty());
    long last = 0;
    for (long end : undo.ends()) {
      assertTrue(end >= last && end <= size);
      last = end;
    }
    long at = 0;
    for (Undo.Patch patch : undo.patches()) {
      assertTrue(patch.offset() >= at, "patches in ascending order");
      at = patch.offset() + patch.old().length();
    }
    assertTrue(undo.zeros() >= 0 && undo.zeros() <= size);
  }
}
