package dev.gotrust.facts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.samples.ElfSample;
import dev.gotrust.samples.GoContent;
import dev.gotrust.samples.Samples;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the Go build ID is looked for, and what is taken for one. */
final class BuildIdReaderTest {
  private static final int AREA = 32 * 1024;
  private static final int PE_ID = 0x300;

  private static Reading read(byte[] bytes) {
    return Inspector.inspect(new ArraySource(bytes), "test", null, null, Scope.CODE);
  }

  private static BuildId id(byte[] bytes) {
    Reading reading = read(bytes);
    return assertInstanceOf(Inspection.class, reading, reading::toString).first().buildId();
  }

  private static byte[] quoted(String id) {
    return GoContent.latin1("\377 Go build ID: \"" + id + "\"\n \377");
  }

  /** A Mach-O file whose {@code __text} starts somewhere, with these bytes there. */
  private static byte[] macho(int text, byte[] content) {
    ByteBuffer out = ByteBuffer.allocate(4 * AREA).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0xfeedfacf).putInt(0x01000007).putInt(3).putInt(2).putInt(1).putInt(152);
    out.position(32);
    out.putInt(0x19).putInt(152).put(Arrays.copyOf(GoContent.latin1("__TEXT"), 16));
    out.putLong(0x100000000L).putLong(4 * AREA).putLong(0).putLong(4 * AREA);
    out.putInt(5).putInt(5).putInt(1).putInt(0);
    out.put(Arrays.copyOf(GoContent.latin1("__text"), 16));
    out.put(Arrays.copyOf(GoContent.latin1("__TEXT"), 16));
    out.putLong(0x100000000L + text).putLong(4 * AREA - text).putInt(text);
    return out.put(text, content).array();
  }

  /** The first area of a Mach-O file ends within the ID; that of {@code __text} does not. */
  @ParameterizedTest
  @ValueSource(ints = {AREA - 50, AREA - 18, AREA - 17, AREA, AREA + 5000})
  void anIdAcrossTheBorderOfTheFirstArea(int text) {
    BuildId found = id(macho(text, GoContent.QUOTED_ID));
    assertEquals(GoContent.BUILD_ID, found.text());
    assertEquals(text + 16, found.offset());
  }

  @Test
  void anEmptyOrBrokenIdHidesNoOther() {
    for (String first : List.of("", "\\q")) {
      byte[] bytes = macho(AREA + 100, GoContent.QUOTED_ID);
      System.arraycopy(quoted(first), 0, bytes, 0x1000, quoted(first).length);
      assertEquals(GoContent.BUILD_ID, id(bytes).text());
    }
  }

  private static byte[] pe(byte[] quoted) {
    byte[] bytes = Samples.pe();
    bytes[PE_ID] = 0;
    byte[] longer = Arrays.copyOf(bytes, bytes.length + quoted.length);
    System.arraycopy(quoted, 0, longer, bytes.length, quoted.length);
    return longer;
  }

  private static byte[] elf(int length) {
    ElfSample sample = new ElfSample();
    byte[] bytes = sample.bytes();
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 16 + length);
    ByteBuffer out = ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN);
    out.position(bytes.length);
    out.putInt(4).putInt(length).putInt(4).put(GoContent.latin1("Go\0\0"));
    out.putLong(sample.section(1) + 0x18, bytes.length);
    out.putLong(sample.section(1) + 0x20, 16 + length);
    return longer;
  }

  @Test
  void anIdThatIsTooLongIsRefusedInEveryFormat() {
    assertEquals(4096, id(pe(quoted("x".repeat(4096)))).length());
    assertEquals(4096, id(elf(4096)).length());
    for (byte[] bytes : List.of(pe(quoted("x".repeat(4097))), elf(4097))) {
      Reading reading = read(bytes);
      Refusal refusal = assertInstanceOf(Refusal.class, reading, reading::toString);
      assertEquals("too-large", refusal.kind().id());
      assertTrue(refusal.message().contains("4097 bytes"), refusal.message());
    }
  }

  @Test
  void anIdIsUtf8() {
    String bytes = new String("ключ".getBytes(UTF_8), ISO_8859_1);
    for (BuildId found :
        List.of(id(pe(quoted(bytes))), id(new ElfSample().buildId(bytes).unstamped()))) {
      assertEquals("ключ", found.text());
      assertEquals(8, found.length());
    }
    assertEquals("a\ufffd\ufffdb", id(pe(quoted("a\376\377b"))).text());
  }

  /** The escapes of a quoted string count as the bytes that they are in the file. */
  @Test
  void anIdWithEscapes() {
    BuildId found = id(pe(quoted("a\\u00e9\\xd0\\xba")));
    assertEquals("aéк", found.text());
    assertEquals(15, found.length());
  }
}
