package dev.gotrust.policy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gotrust.policy.CertifiedGo.Ruling;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader of certified lists on any bytes: a list or a refusal, nothing else. */
@Tag("fuzz")
class CertifiedGoFuzzTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  static Stream<byte[]> lists() {
    return Stream.of(
            "# ours\r\n1.25.3+ until 2026-12-31\n>=1.26.8 <1.27 # new\n",
            "go1.25rc1\n1.24.x\t\n\n<1.20\n=1.9\n",
            "\"go1.21.11 (Red Hat 1.21.11-1.el9)\" until 9999-12-31",
            "1.25.x until 2026-02-30")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("lists")
  @FuzzTest
  void certifiedGo(byte[] bytes) {
    CertifiedGo list;
    try {
      list = CertifiedGo.parse("go.txt", bytes);
    } catch (PolicyFileException refused) {
      if (!refused.getMessage().startsWith("go.txt")) {
        throw new AssertionError("names no file", refused);
      }
      return;
    }
    // What stands on a line alone, as a version is claimed, is allowed; and every answer is whole.
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\r?\n")) {
      Ruling ruling = list.judge(line, NOW);
      if (ruling.reason().isEmpty() || ruling.line() > 0 != (ruling.rule() != null)) {
        throw new AssertionError("half an answer: " + ruling);
      }
      if (line.matches("go1\\.[1-9][0-9]{0,2}\\.[1-9]") && !ruling.allowed()) {
        throw new AssertionError("lost: " + line);
      }
    }
  }
}
