package dev.gotrust.facts;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import dev.gotrust.image.Elf;
import dev.gotrust.samples.DwarfSample;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader of debug data on any bytes. See {@code specs/fuzzing.md} for how to fuzz for real. */
@Tag("fuzz")
class DwarfFuzzTest {
  static Stream<byte[]> files() {
    return Stream.of(
        DwarfSample.usual().c("GNU C17", 5).go("main", DwarfSample.PRODUCER).bytes(),
        DwarfSample.usual().go("main", DwarfSample.PRODUCER).packed().bytes(),
        DwarfSample.usual().go("main", DwarfSample.PRODUCER).gnuPacked().bytes());
  }

  static Stream<byte[]> units() {
    return Stream.of(new byte[] {9, 0, 0, 0, 5, 0, 1, 8, 0, 0, 0, 0, 1, 1, 0x11, 0, 0x25, 8, 0, 0});
  }

  @MethodSource("files")
  @FuzzTest
  void dwarf(byte[] bytes) throws IOException {
    try {
      check(DebugProducer.find(Elf.read(ByteView.of(new ArraySource(bytes), "fuzzed"))));
    } catch (FormatException refused) {
      // No ELF file.
    }
  }

  /** Uncompressed, so that the guide sees what it changes: units first, then abbreviations. */
  @MethodSource("units")
  @FuzzTest
  void dwarfUnits(byte[] bytes) throws Exception {
    int half = bytes.length / 2;
    byte[] units = Arrays.copyOf(bytes, half);
    byte[] abbreviations = Arrays.copyOfRange(bytes, half, bytes.length);
    byte[] file = DwarfSample.usual().elf(units, abbreviations);
    check(DebugProducer.find(Elf.read(ByteView.of(new ArraySource(file), "fuzzed"))));
  }

  private static void check(VersionTraces.Text text) {
    if (text != null && (text.version().isEmpty() || text.version().length() > Limits.GO_VERSION)) {
      throw new AssertionError("a version has some characters, not " + text);
    }
  }
}
