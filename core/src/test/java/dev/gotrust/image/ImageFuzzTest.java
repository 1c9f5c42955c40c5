package dev.gotrust.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.samples.Samples;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reader of each format on any bytes: it reads, or says what is wrong by a {@link
 * FormatException}. See {@code specs/fuzzing.md} for how to fuzz for real.
 */
@Tag("fuzz")
class ImageFuzzTest {
  /** A reader of one format. */
  private interface Reader {
    ExecutableFile read(ByteView view) throws FormatException, IOException;
  }

  /** Something that an image is asked. */
  private interface Question {
    Object ask() throws FormatException, IOException;
  }

  private static Stream<byte[]> samples(String prefix) {
    return Samples.all().entrySet().stream()
        .filter(sample -> sample.getKey().startsWith(prefix))
        .map(Map.Entry::getValue);
  }

  static Stream<byte[]> elfs() {
    return samples("elf");
  }

  static Stream<byte[]> pes() {
    return samples("pe");
  }

  static Stream<byte[]> machos() {
    return samples("macho");
  }

  static Stream<byte[]> fats() {
    return samples("fat");
  }

  static Stream<byte[]> xcoffs() {
    return samples("xcoff");
  }

  static Stream<byte[]> plan9s() {
    return samples("plan9");
  }

  static Stream<byte[]> wasms() {
    return samples("wasm");
  }

  @MethodSource("elfs")
  @FuzzTest
  void elf(byte[] bytes) throws IOException {
    read(bytes, Elf::read);
  }

  @MethodSource("pes")
  @FuzzTest
  void pe(byte[] bytes) throws IOException {
    read(bytes, Pe::read);
  }

  @MethodSource("machos")
  @FuzzTest
  void macho(byte[] bytes) throws IOException {
    read(bytes, MachO::read);
  }

  @MethodSource("fats")
  @FuzzTest
  void fat(byte[] bytes) throws IOException {
    read(bytes, Fat::read);
  }

  @MethodSource("xcoffs")
  @FuzzTest
  void xcoff(byte[] bytes) throws IOException {
    read(bytes, Xcoff::read);
  }

  @MethodSource("plan9s")
  @FuzzTest
  void plan9(byte[] bytes) throws IOException {
    read(bytes, Plan9::read);
  }

  @MethodSource("wasms")
  @FuzzTest
  void wasm(byte[] bytes) throws IOException {
    read(bytes, Wasm::read);
  }

  private static void read(byte[] bytes, Reader reader) throws IOException {
    ExecutableFile file;
    try {
      file = reader.read(ByteView.of(new ArraySource(bytes), "fuzzed"));
    } catch (FormatException refused) {
      return;
    }
    if (file.end() < 0) {
      throw new AssertionError("an image ends behind its start, not at " + file.end());
    }
    if (file instanceof Image image) {
      askAll(image);
    } else if (file instanceof Fat fat) {
      for (Fat.Slice slice : fat.slices()) {
        if (slice.image() != null) {
          askAll(slice.image());
        }
      }
    }
  }

  private static void askAll(Image image) throws IOException {
    long size = image.view().size();
    for (Span span : image.signatureSpans()) {
      // Of a file that was cut, the headers still name what is missing.
      check(
          span.offset() >= 0 && span.length() >= 0 && span.end() <= image.end(), "signature", span);
    }
    HostId host = image.hostId();
    if (host != null) {
      check(host.offset() >= 0 && host.offset() <= size, "host build ID", host);
    }
    image.os();
    image.arch();
    image.notes();
    image.buildIdAreas();
    image.buildInfoArea();
    ask(image::linkage);
    ask(image::rewriter);
    for (Region region : image.segments()) {
      ask(() -> image.atAddress("start", region.address(), 1).u8(0));
      ask(() -> image.atAddress("end", region.address() + region.size() - 1, 2).u16(0));
    }
    ask(
        () -> {
          for (Undo undo : image.undoSignature("a/m/p/c")) {
            check(undo.zeros() >= 0 && undo.ends().get(0) >= 0, "undo", undo);
          }
          return image;
        });
  }

  private static void ask(Question question) throws IOException {
    try {
      question.ask();
    } catch (FormatException refused) {
      check(!refused.getMessage().isEmpty(), "message", refused);
    }
  }

  private static void check(boolean holds, String what, Object found) {
    if (!holds) {
      throw new AssertionError(what + " leads out of the image: " + found);
    }
  }
}
