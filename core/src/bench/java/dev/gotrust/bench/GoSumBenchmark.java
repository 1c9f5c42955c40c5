package dev.gotrust.bench;

import dev.gotrust.module.GoSum;
import dev.gotrust.module.ModuleFileException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A warm JVM reads a go.sum of a given number of modules, two lines each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GoSumBenchmark {
  @Param({"300", "20000"})
  private int modules;

  private byte[] file = new byte[0];

  /** Writes the go.sum into memory. */
  @Setup
  public void write() {
    Random random = new Random(1);
    byte[] hash = new byte[32];
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < modules; i++) {
      String module = "example.com/module" + i + " v1." + i % 50 + ".0";
      for (String suffix : new String[] {"", "/go.mod"}) {
        random.nextBytes(hash);
        String sum = Base64.getEncoder().encodeToString(hash);
        text.append(module).append(suffix).append(" h1:").append(sum).append('\n');
      }
    }
    file = text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Parses it. */
  @Benchmark
  public GoSum parse() throws ModuleFileException {
    return GoSum.parse("go.sum", file);
  }
}
