package dev.gotrust.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gotrust.bytes.Bytes;
import java.io.IOException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as a file of keys, and as a signature. See {@code specs/fuzzing.md}. */
@Tag("fuzz")
class KeysFuzzTest {
  private static final List<KeyPair> PAIRS = TestKeys.all();
  private static final byte[] MESSAGE = "message".getBytes(US_ASCII);

  static Stream<byte[]> keyFiles() {
    return PAIRS.stream()
        .map(pair -> TestKeys.pem("PUBLIC KEY", pair.getPublic().getEncoded()))
        .map(text -> text.getBytes(US_ASCII));
  }

  @MethodSource("keyFiles")
  @FuzzTest
  void keyFile(byte[] bytes) {
    try {
      for (VerifyingKey key : KeyFile.read("fuzzed", bytes)) {
        PublicKey again = PublicKeys.parse(Bytes.of(key.key().getEncoded()));
        if (!again.equals(key.key()) || !key.location().equals("fuzzed")) {
          throw new AssertionError("a key that is another when read again");
        }
      }
    } catch (RefusedException refused) {
      check(refused);
    }
  }

  static Stream<byte[]> signatures() {
    return PAIRS.stream().map(pair -> TestKeys.sign(pair, MESSAGE));
  }

  /** No one forges: what holds is what was signed, but for a scheme that has many signatures. */
  @MethodSource("signatures")
  @FuzzTest
  void signature(byte[] bytes) throws IOException {
    List<Bytes> made = new ArrayList<>();
    signatures().forEach(signature -> made.add(Bytes.of(signature)));
    for (KeyPair pair : PAIRS) {
      try {
        KeyCheck.check(pair.getPublic(), SignedInput.of("message", MESSAGE), Bytes.of(bytes));
        if (!made.contains(Bytes.of(bytes)) && !pair.getPublic().getAlgorithm().equals("EC")) {
          throw new AssertionError("a forged signature holds");
        }
      } catch (RefusedException refused) {
        check(refused);
      }
    }
  }

  private static void check(RefusedException refused) {
    if (refused.check().isEmpty() || refused.getMessage().isEmpty()) {
      throw new AssertionError("a refusal that says nothing");
    }
  }
}
