package dev.gotrust.bench;

import dev.gotrust.bytes.Digest;
import dev.gotrust.fixtures.SigstoreSamples;
import dev.gotrust.json.JsonException;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.signature.BundleReader;
import dev.gotrust.signature.CertificateIdentity;
import dev.gotrust.signature.KeylessVerifier;
import dev.gotrust.signature.TextMatcher;
import dev.gotrust.signature.Verified;
import dev.gotrust.sigstore.OptOuts;
import dev.gotrust.sigstore.TrustedRoot;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A warm JVM reads and verifies a keyless bundle of the public-good instance, in a small heap. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx48m")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BundleBenchmark {
  private static final String DIGEST =
      "sha256:f338c08740cdb2e663737abaf372fc3c442210ab7291c991e180797bd886cd61";

  private final byte[] bundle = SigstoreSamples.bytes("sigstore-java-2.0.0.jar.json");
  private final KeylessVerifier verifier =
      new KeylessVerifier(
          new CertificateIdentity(
              TextMatcher.expression("^https://github.com/sigstore/"),
              TextMatcher.exact("https://token.actions.githubusercontent.com"),
              Map.of()),
          TrustedRoot.publicGood(),
          OptOuts.NONE,
          InstantSource.system());

  /** One bundle, from its bytes to the verdict. */
  @Benchmark
  public Verified keyless() throws RefusedException, IOException, JsonException {
    SignedInput file = SignedInput.of(Objects.requireNonNull(Digest.parse(DIGEST)));
    return verifier.verify(BundleReader.read("bundle", bundle).get(0), file);
  }
}
