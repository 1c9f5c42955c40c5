package dev.gotrust.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.module.ModuleVectors.Vector;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Go says of versions, paths and files, recorded, is what is said here. */
final class ModuleVectorsTest {
  @Test
  void everyAnswerIsGos() throws IOException {
    List<Vector> vectors = ModuleVectors.recorded();
    assertTrue(vectors.size() > 500, "only " + vectors.size());
    StringBuilder differences = new StringBuilder();
    for (Vector vector : vectors) {
      differences.append(vector.difference());
    }
    assertEquals("", differences.toString());
  }
}
