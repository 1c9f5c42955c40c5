package dev.gotrust;

import static dev.gotrust.samples.ElfSample.BASE;
import static dev.gotrust.samples.ElfSample.DATA;
import static dev.gotrust.samples.ElfSample.SIZE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Limits;
import dev.gotrust.facts.BuildInfoCopies;
import dev.gotrust.facts.ContentId;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.samples.ElfSample;
import dev.gotrust.samples.GoContent;
import dev.gotrust.samples.Samples;
import dev.gotrust.samples.SparseSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Build info, build IDs and fat files that were made to hurt, with the answer each must get. */
@Tag("hostile")
final class HostileContentTest {
  private static final int HEADERS = DATA + GoContent.HEADERS;

  /** A file of Go 1.13 to 1.17, whose modinfo is that text and stands behind everything else. */
  private static SparseSource withText(byte[] framed) {
    return withText(new SparseSource(SIZE + (long) framed.length).put(SIZE, framed));
  }

  private static SparseSource withText(SparseSource source) {
    ElfSample sample = new ElfSample().bare().pointers();
    byte[] head = sample.unstamped();
    ByteBuffer out = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(HEADERS, BASE + SIZE).putLong(HEADERS + 8, source.size() - SIZE);
    out.putLong(sample.program(2) + 0x20, source.size() - DATA);
    return source.put(0, head);
  }

  private static byte[] framed(byte[] text) {
    return ByteBuffer.allocate(32 + text.length)
        .put(GoContent.START)
        .put(text)
        .put(GoContent.END)
        .array();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\0b",
        "\u001b[2J\u001b]0;owned\u0007",
        "\u202egnp.exe\u2066\u2069",
        "\u0085\u009b31m\u2028\u2029",
        "\ufeff\ufffe\uffff",
        "a\rb"
      })
  void textsThatHurtTerminalsAreKeptAsTheyStand(String path) {
    String text = "path\t" + path + "\nmod\t" + path + "\t" + path + "\t" + path + "\n";
    GoBinary binary = Outcome.read(withText(GoContent.framed(text)));
    // Facts keep what stands in the file; who prints them escapes it.
    assertEquals(path, binary.buildInfo().path());
    assertEquals(path, binary.buildInfo().main().sum());
    assertEquals(text, binary.buildInfo().modinfo());
  }

  @Test
  void invalidUtf8IsReplacedByteByByteAsInGo() {
    byte[] text = GoContent.latin1("path\ta\u00ff\u00c0\u00af\u00ed\u00a0\u0080z\n");
    assertEquals("a" + "\ufffd".repeat(6) + "z", path(text));
  }

  private static String path(byte[] text) {
    return Outcome.read(withText(framed(text))).buildInfo().path();
  }

  @Test
  void aMillionModulesAreRefusedAndAsManyAsAreReadAreRead() {
    byte[] line = GoContent.latin1("dep\ta\tb\n");
    for (int count : new int[] {Limits.MODULES, Limits.MODULES + 1, 50_000, 1_000_000}) {
      long size = SIZE + 32L + (long) count * line.length;
      SparseSource source = new SparseSource(size).put(SIZE, GoContent.START);
      source.fill(SIZE + 16, size - 16, line).put(size - 16, GoContent.END);
      if (count == Limits.MODULES) {
        assertEquals(count, Outcome.read(withText(source)).buildInfo().deps().size());
      } else {
        String message = Outcome.refused("too-large", withText(source)).message();
        assertTrue(message.contains(count < 1_000_000 ? "modules" : "modinfo"), message);
      }
    }
  }

  @Test
  void modinfoAtItsLimitAndBehindIt() {
    for (int more : new int[] {0, 1, 1 << 28}) {
      long size = SIZE + 32L + Limits.MODINFO + more;
      // Bytes that are no UTF-8 need most memory.
      SparseSource source = new SparseSource(size).fill(SIZE + 16, size - 17, (byte) 0xff);
      source.put(SIZE, GoContent.START).put(size - 17, new byte[] {'\n'});
      source.put(size - 16, GoContent.END);
      if (more == 0) {
        int length = Outcome.read(withText(source)).buildInfo().modinfo().length();
        assertEquals(Limits.MODINFO, length);
      } else {
        Outcome.refused("too-large", withText(source));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // uvarints: beyond 64 bits, never ending, 2^63, 2^64 - 1, longer than the file
        "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u0002",
        "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
        "\u0080\u0080\u0080\u0080\u0080\u0080\u0080\u0080\u0080\u0001",
        "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u0001",
        "\u00ff\u00ff\u00ff\u00ff\u0007"
      })
  void lengthsOfTheBuildInfoThatLie(String length) {
    int version = DATA + 32;
    for (int at : new int[] {version, version + 1 + GoContent.GO_VERSION.length()}) {
      byte[] bytes = new ElfSample().unstamped();
      byte[] lie = GoContent.latin1(length);
      System.arraycopy(lie, 0, bytes, at, lie.length);
      GoBinary binary = Outcome.read(bytes);
      assertEquals(1, binary.notes().size(), binary.notes()::toString);
      assertTrue(binary.notes().get(0).startsWith("build info: "));
      // What the program itself reads is still there.
      assertEquals(GoContent.TEXT, binary.buildInfo().modinfo());
      assertEquals(BuildInfoCopies.Outcome.UNKNOWN, binary.copies().outcome());
    }
  }

  @Test
  void aLengthPaddedWithZerosIsReadAsInGo() {
    byte[] bytes = new ElfSample().unstamped();
    byte[] padded = GoContent.latin1("\u0088\u0080\u0080\u0000go1.26.1");
    byte[] rest = Arrays.copyOfRange(bytes, DATA + 41, DATA + 0x200);
    System.arraycopy(padded, 0, bytes, DATA + 32, padded.length);
    System.arraycopy(rest, 0, bytes, DATA + 44, rest.length);
    assertEquals("example.com/hi", Outcome.read(bytes).buildInfo().path());
  }

  @Test
  void aVersionThatIsTooLongIsRefused() {
    ElfSample sample = new ElfSample();
    byte[] head = sample.unstamped();
    ByteBuffer out = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    // The text may reach to the end of what the program header loads.
    out.putLong(sample.program(2) + 0x20, 0x10000).putLong(sample.program(2) + 0x28, 0x10000);
    out.put(DATA + 32, new byte[] {-1, 127});
    Outcome.refused("too-large", new SparseSource(0x20000).put(0, head));
  }

  @Test
  void pointersThatLeadAnywhere() {
    long[] addresses = {
      0,
      1,
      -1,
      Long.MIN_VALUE,
      Long.MAX_VALUE,
      BASE,
      BASE + SIZE - 1,
      BASE + SIZE - 16,
      BASE + DATA,
      BASE + DATA + 16,
      BASE + HEADERS,
      BASE + HEADERS + 8,
      1L << 32
    };
    for (long address : addresses) {
      for (int field : new int[] {DATA + 16, DATA + 24, HEADERS, HEADERS + 8, HEADERS + 24}) {
        byte[] bytes = new ElfSample().pointers().unstamped();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(field, address);
        GoBinary binary = Outcome.read(bytes);
        assertEquals(83, binary.buildId().text().length());
      }
    }
  }

  @Test
  void aPointerSizeThatIsNone() {
    byte[] bytes = new ElfSample().pointers().unstamped();
    for (int size : new int[] {0, 1, 3, 5, 16, 255}) {
      bytes[DATA + 14] = (byte) size;
      assertTrue(Outcome.read(bytes).notes().get(0).contains("pointer size of 4 or 8"));
    }
  }

  @Test
  void aBuildIdTextThatNeverEnds() {
    byte[] pe = Samples.pe();
    byte[] start = GoContent.latin1("\u00ff Go build ID: \"");
    int at = GoContent.indexOf(pe, start, 0);
    pe[at + start.length + 83] = 'x';
    GoBinary binary = Outcome.read(pe);
    assertNull(binary.buildId());
    assertEquals(ContentId.State.NOT_APPLICABLE, binary.contentId().state());
    assertTrue(binary.notes().get(0).contains("end with a quote"), binary.notes()::toString);
  }

  @Test
  void aBuildIdTextThatIsNoGoString() {
    byte[] pe = Samples.pe();
    int at = GoContent.indexOf(pe, GoContent.latin1("aaaaa"), 0);
    System.arraycopy(GoContent.latin1("\\q"), 0, pe, at, 2);
    assertTrue(Outcome.read(pe).notes().get(0).contains("quoted Go string"));
    System.arraycopy(GoContent.latin1("\\a\\x1b"), 0, pe, at, 6);
    assertTrue(Outcome.read(pe).buildId().text().startsWith("\u0007\u001b"));
  }

  @Test
  void aFatFileInAFatFileIsNoGo() {
    byte[] inner = Samples.fat();
    ByteBuffer out = ByteBuffer.allocate(0x1000 + inner.length);
    out.putInt(0xcafebabe).putInt(1).putInt(0x0100000c).putInt(0).putInt(0x1000);
    out.putInt(inner.length).putInt(12).put(0x1000, inner);
    Outcome.refused("not-go", out.array());
  }

  @Test
  void slicesThatOverlap() {
    for (int offset : new int[] {0, 8, 0x1000, 0x1001, 0x1c7f}) {
      byte[] fat = Samples.fat();
      ByteBuffer.wrap(fat).putInt(8 + 20 + 8, offset);
      Outcome.refused("malformed", fat);
    }
  }

  @Test
  void moreSlicesThanAreRead() {
    byte[] fat = Samples.fat();
    for (int count : new int[] {Limits.SLICES + 1, 0x7fffffff, -1}) {
      ByteBuffer.wrap(fat).putInt(4, count);
      Outcome.refused("too-large", fat);
    }
  }

  @Test
  void asManySlicesAsAreReadEachTriedInManyWays() {
    // Each is appended to and signed anew, so that every way back is tried, with a buffer each.
    long each = 512 * 1024;
    byte[] slice = Samples.macho();
    slice[0x500] ^= 1;
    SparseSource source = new SparseSource((Limits.SLICES + 1) * each);
    ByteBuffer table = ByteBuffer.allocate(0x1000);
    table.putInt(0xcafebabe).putInt(Limits.SLICES);
    for (int i = 0; i < Limits.SLICES; i++) {
      long offset = (i + 1) * each;
      table.putInt(0x0100000c).putInt(i).putInt((int) offset).putInt((int) each).putInt(12);
      source.put(offset, slice);
    }
    source.put(0, table.array());
    Inspection inspection = (Inspection) Outcome.of(source);
    assertEquals(Limits.SLICES, inspection.binaries().size());
    for (GoBinary binary : inspection.binaries()) {
      assertEquals(ContentId.State.MISMATCH, binary.contentId().state());
      assertEquals(BuildInfoCopies.Outcome.EQUAL, binary.copies().outcome());
    }
  }

  @Test
  void aWasmModuleOfAHundredThousandSegments() {
    // One byte each, all at addresses that its own data names again and again.
    int count = Limits.WASM_DATA_SEGMENTS;
    ByteBuffer content = ByteBuffer.allocate(count * 7 + 5);
    content.put(leb5(count));
    for (int i = 0; i < count; i++) {
      content.put((byte) 0).put((byte) 0x41).put(new byte[] {(byte) 0x80, 8});
      content.put((byte) 0x0b).put((byte) 1).put((byte) 'x');
    }
    byte[] wasm = Samples.wasm();
    int data = GoContent.indexOf(wasm, new byte[] {2, 0, 0x41, (byte) 0x80, 0x20}, 0) - 6;
    ByteBuffer out = ByteBuffer.allocate(data + 6 + content.capacity());
    out.put(wasm, 0, data).put((byte) 11).put(leb5(content.capacity())).put(content.array());
    assertEquals(ContentId.State.MISMATCH, Outcome.read(out.array()).contentId().state());
  }

  private static byte[] leb5(int value) {
    byte[] bytes = new byte[5];
    for (int i = 0; i < 5; i++) {
      bytes[i] = (byte) (value >>> 7 * i & 0x7f | (i < 4 ? 0x80 : 0));
    }
    return bytes;
  }

  @Test
  void messagesHoldNoMoreOfTheFileThanAName() {
    byte[] macho = Samples.macho();
    byte[] name = "\u001b[31m\u0000".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(name, 0, macho, 32 + 8, name.length);
    ByteBuffer.wrap(macho).order(ByteOrder.LITTLE_ENDIAN).putLong(32 + 48, Long.MAX_VALUE);
    assertTrue(Outcome.refused("malformed", macho).message().length() < 300);
  }
}
