package dev.gotrust.module;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gotrust.bytes.ArraySource;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader of module zips on any bytes: hashes or a refusal, nothing else. */
@Tag("fuzz")
class ModuleZipFuzzTest {
  static Stream<byte[]> zips() {
    return Stream.concat(
            HostileZips.taken().values().stream(), HostileZips.refused().values().stream())
        .map(oddity -> HostileZips.make(ZipMaker.MODULE, oddity))
        .filter(zip -> zip.length < 4096);
  }

  @MethodSource("zips")
  @FuzzTest
  void zip(byte[] bytes) throws IOException {
    try {
      FileHashes files = ModuleZip.read(new ArraySource(bytes), "m.zip", ZipMaker.MODULE);
      if (!H1.isCanonical(files.h1(ZipMaker.MODULE))) {
        throw new AssertionError("no h1");
      }
      for (int i = 1; i < files.count(); i++) {
        if (ByteOrder.INSTANCE.compare(files.name(i - 1), files.name(i)) >= 0) {
          throw new AssertionError("not sorted: " + files.name(i));
        }
      }
    } catch (ModuleContentException refused) {
      if (!refused.getMessage().startsWith("m.zip: ")) {
        throw new AssertionError("names no file", refused);
      }
    }
  }
}
