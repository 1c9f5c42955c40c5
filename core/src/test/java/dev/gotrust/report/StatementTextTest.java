package dev.gotrust.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gotrust.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class StatementTextTest {
  private static String render(String json) {
    return StatementText.render(Bytes.of(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void asciiStaysAsItWasSigned() {
    String json = "{ \"a\" : [1.50, -0e1, \"\\u001b[2J\\n\"],\n\t\"b\":null}";
    assertEquals(json + '\n', render(json));
  }

  @Test
  void whatATerminalWouldObeyIsEscaped() {
    assertEquals(
        "{\"\\u009b\\u202e\\u007f\":\n\"\\ud83d\\ude00\\u00e9\"}\n",
        render("{\"\u009b\u202e\u007f\":\r\"\ud83d\ude00\u00e9\"}"));
  }
}
