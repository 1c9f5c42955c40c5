package dev.gotrust.module;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The beginning of a file is told whole wherever the reader's buffer cuts its compressed bytes. */
class ZipBeginningsTest {
  private static final int BUFFER = 64 * 1024;

  @TempDir Path directory;

  @Test
  void noCutShortensIt() throws Exception {
    Random random = new Random(1);
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < 120; i++) {
      words.append("// ").append(random.nextLong()).append('\n');
    }
    String text = words + "\n//go:build ignore\n\npackage main\n";
    for (int before = BUFFER - 3000; before < BUFFER; before += 97) {
      for (boolean isStored : new boolean[] {true, false}) {
        ZipMaker zip = new ZipMaker();
        zip.addStored("a.bin", "a".repeat(before));
        if (isStored) {
          zip.addStored("gen.go", text);
        } else {
          zip.add("gen.go", text);
        }
        Path file = directory.resolve("m.zip");
        Files.write(file, zip.build());
        List<String> seen = new ArrayList<>();
        ModuleZip.read(
            file,
            ZipMaker.MODULE,
            (name, data, length) -> seen.add(new String(data, 0, length, StandardCharsets.UTF_8)));
        assertEquals(text, seen.get(1), "behind " + before + " bytes");
      }
    }
  }
}
