package dev.gotrust.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gotrust.bytes.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as a policy: one that can be applied and told, or a refusal that names the file. */
@Tag("fuzz")
class PolicyFuzzTest {
  static Stream<byte[]> policies() throws IOException {
    List<String> texts = new ArrayList<>(PolicyDocumentTest.good());
    PolicyDocumentTest.bad().forEach(bad -> texts.add(bad.text()));
    PolicyDocumentTest.worse().forEach(bad -> texts.add(bad.text()));
    return texts.stream().map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("policies")
  @FuzzTest
  void policy(byte[] bytes) {
    PolicyDocument document;
    try {
      document = PolicyDocument.parse("fuzzed", bytes);
    } catch (PolicyFileException refused) {
      if (!refused.getMessage().startsWith("fuzzed:")) {
        throw new AssertionError("no file named: " + refused.getMessage());
      }
      return;
    }
    if (!document.sha256().equals(Bytes.sha256(bytes))) {
      throw new AssertionError("another digest");
    }
    for (String main : List.of("", "example.com/a", "\ud800")) {
      Policy.Builder builder = Policy.builder();
      document.addTo(builder, Set.of(main));
      Policy policy = builder.build();
      if (policy.sha256() == null || Demand.of(policy).contains(null)) {
        throw new AssertionError("demands without words");
      }
      Policy.Builder found = Policy.builder();
      document.asFound().addTo(found, Set.of(main));
      Policy plain = found.build();
      boolean grants =
          !plain.accepted().isEmpty() || !plain.trust().isEmpty() || !plain.exemptions().isEmpty();
      if (grants || !plain.required().equals(policy.required())) {
        throw new AssertionError("a found policy grants something, or asks for less");
      }
    }
  }
}
