package dev.gotrust.rollback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gotrust.rollback.StateReading.Intact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of {@code specs/state.md} is a state file. */
final class StateSpecTest {
  private static String block(String page, String language) {
    int from = page.indexOf("```" + language + "\n") + language.length() + 4;
    return page.substring(from, page.indexOf("```", from));
  }

  @Test
  void theExampleIsWhole() throws Exception {
    String page = Files.readString(Path.of("..", "specs", "state.md"));
    StateReading reading =
        StateLog.read(
            "example",
            block(page, "jsonl").getBytes(UTF_8),
            block(page, "json").getBytes(UTF_8),
            List.of());
    Intact intact = assertInstanceOf(Intact.class, reading, reading.toString());
    assertEquals(4, intact.entries().size());
    assertEquals("v1.3.0 does not start on the old kernel", intact.last().reason());
  }
}
