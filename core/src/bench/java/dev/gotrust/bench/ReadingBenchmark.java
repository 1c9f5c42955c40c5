package dev.gotrust.bench;

import dev.gotrust.GoTrust;
import dev.gotrust.facts.Reading;
import dev.gotrust.facts.Refusal;
import java.nio.file.Path;
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

/** A warm JVM reads one Go binary: facts, SHA-256 and content ID. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReadingBenchmark {
  /** The Go binary, given on the command line as {@code -p file=PATH}. */
  @Param("unset: give -p file=PATH")
  private String file;

  @Param({"1", "2"})
  private int threads;

  @Benchmark
  public Reading inspect() {
    Reading reading = GoTrust.inspect(Path.of(file), threads);
    if (reading instanceof Refusal refusal) {
      throw new IllegalArgumentException(refusal.toString());
    }
    return reading;
  }
}
