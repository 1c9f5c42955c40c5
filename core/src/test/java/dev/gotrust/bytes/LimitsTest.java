package dev.gotrust.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Holds the table of {@code specs/limits.md} against the constants. */
final class LimitsTest {
  private static final Path SPEC = Path.of("..", "specs", "limits.md");

  @Test
  void theTableHoldsEveryConstantWithItsValue() throws Exception {
    assertEquals(constants(), table());
  }

  private static Map<String, Long> constants() throws Exception {
    Map<String, Long> constants = new TreeMap<>();
    for (Field field : Limits.class.getFields()) {
      assertTrue(Modifier.isStatic(field.getModifiers()) && Modifier.isFinal(field.getModifiers()));
      constants.put(field.getName(), ((Number) field.get(null)).longValue());
    }
    return constants;
  }

  private static Map<String, Long> table() throws Exception {
    Map<String, Long> table = new TreeMap<>();
    for (String line : Files.readAllLines(SPEC)) {
      if (!line.startsWith("| `")) {
        continue;
      }
      String[] cells = line.split("\\|", -1);
      assertEquals(6, cells.length, "name, value, unit, reason: " + line);
      assertFalse(cells[3].isBlank() || cells[4].isBlank(), "a unit and a reason: " + line);
      String name = cells[1].strip().replace("`", "");
      Long twice = table.put(name, Long.valueOf(cells[2].strip().replace(",", "")));
      assertEquals(null, twice, "once: " + name);
    }
    return table;
  }
}
