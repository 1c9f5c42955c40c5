package dev.gotrust;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gotrust.bytes.ArraySource;
import dev.gotrust.facts.Reading;
import dev.gotrust.facts.Refusal;
import dev.gotrust.facts.Scope;
import dev.gotrust.samples.Samples;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole library on any bytes. See {@code specs/fuzzing.md} for how to fuzz for real. */
@Tag("fuzz")
class InspectorFuzzTest {
  static Stream<byte[]> samples() {
    return Samples.all().values().stream();
  }

  @MethodSource("samples")
  @FuzzTest
  void inspect(byte[] bytes) {
    Reading reading = GoTrust.inspect(new ArraySource(bytes), "fuzzed", 1, Scope.CODE);
    if (reading instanceof Refusal refusal && refusal.message().isEmpty()) {
      throw new AssertionError("no reason: " + refusal);
    }
    String text = reading.toString();
    if (text.isEmpty()) {
      throw new AssertionError("a reading says something");
    }
  }
}
