package dev.gotrust.facts;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.Aside;
import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.Pass;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A warm JVM computes SHA-256 and content ID of 32 MB in memory, beside SHA-256 alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ContentIdBenchmark {
  private static final int SIZE = 32_000_000;

  @Param({"1", "2"})
  private int threads;

  private final ByteSource source = new ArraySource(random());

  private static byte[] random() {
    byte[] bytes = new byte[SIZE];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  /** Both digests in one pass. */
  @Benchmark
  public List<String> both() throws IOException {
    ContentHasher hasher =
        new ContentHasher(
            new ContentHasher.Recipe(
                0, List.of((long) SIZE), 0, List.of(), List.of(), "a".repeat(83)));
    pass(List.of(hasher));
    return hasher.results();
  }

  /** SHA-256 alone. */
  @Benchmark
  public byte[] sha256() throws IOException {
    return pass(List.of());
  }

  private byte[] pass(List<ContentHasher> hashers) throws IOException {
    MessageDigest digest = ContentHasher.sha256();
    Pass.run(
        source,
        (offset, chunk, length) -> digest.update(chunk, 0, length),
        hashers,
        threads == 1 ? null : Aside.threads());
    return digest.digest();
  }
}
