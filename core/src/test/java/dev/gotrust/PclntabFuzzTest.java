package dev.gotrust;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gotrust.bytes.ArraySource;
import dev.gotrust.facts.CompiledCode;
import dev.gotrust.facts.CompiledPackage;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.Reading;
import dev.gotrust.facts.Scope;
import dev.gotrust.facts.SourcePlace;
import dev.gotrust.samples.ElfSample;
import dev.gotrust.samples.PclntabSample;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes as the function table of a small ELF file. See {@code specs/fuzzing.md} for how to fuzz
 * for real.
 */
@Tag("fuzz")
class PclntabFuzzTest {
  /** A file of each byte order and width, for tables to stand in. */
  private static final PclntabSample[] FILES =
      PclntabSample.all().values().stream().limit(4).toArray(PclntabSample[]::new);

  /** The first byte chooses the file, the others are the table. */
  static Stream<byte[]> tables() {
    return PclntabSample.all().values().stream().map(PclntabFuzzTest::seed);
  }

  private static byte[] seed(PclntabSample sample) {
    byte[] table = sample.program().bytes();
    byte[] seed = new byte[table.length + 1];
    for (int i = 0; i < FILES.length; i++) {
      boolean same = FILES[i].order() == sample.order() && FILES[i].pointer() == sample.pointer();
      seed[0] = same ? (byte) i : seed[0];
    }
    System.arraycopy(table, 0, seed, 1, table.length);
    return seed;
  }

  @MethodSource("tables")
  @FuzzTest
  void pclntab(byte[] bytes) {
    if (bytes.length < 2) {
      return;
    }
    byte[] table = new byte[bytes.length - 1];
    System.arraycopy(bytes, 1, table, 0, table.length);
    byte[] file = FILES[bytes[0] & 3].inElf(table);
    Reading reading = GoTrust.inspect(new ArraySource(file), "fuzzed", 1, Scope.CODE);
    if (!(reading instanceof Inspection inspection)) {
      throw new AssertionError("a table hides nothing else: " + reading);
    }
    GoBinary binary = inspection.first();
    CompiledCode code = binary.code();
    if (code != null) {
      check(code, file.length);
    } else if (binary.notes().isEmpty() && binary.versions().pclntab() != null) {
      throw new AssertionError("no code, and no note why");
    }
  }

  private static void check(CompiledCode code, int size) {
    long functions = 0;
    for (CompiledPackage each : code.packages()) {
      functions += each.functions();
      if (each.path().isEmpty() || each.functions() == 0 || each.bytes() < 0) {
        throw new AssertionError("no package: " + each);
      }
      for (SourcePlace place : each.places()) {
        if (place.offset() < ElfSample.DATA || place.offset() > size) {
          throw new AssertionError("not in the table: " + place);
        }
      }
    }
    if (functions > code.functions()) {
      throw new AssertionError("more functions than there are: " + functions);
    }
  }
}
