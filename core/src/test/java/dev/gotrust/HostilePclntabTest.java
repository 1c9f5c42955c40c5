package dev.gotrust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.Limits;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.samples.GoContent;
import dev.gotrust.samples.PclntabSample;
import dev.gotrust.samples.Samples;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Function tables that were made to hurt: read, or a note that says why not, and soon. */
@Tag("hostile")
final class HostilePclntabTest {
  private static final int LIBRARY = 3;

  static Set<String> names() {
    return PclntabSample.all().keySet();
  }

  private static PclntabSample sample(String name) {
    return PclntabSample.all().get(name).program();
  }

  /** Returns what is read of a table, whose code is read or refused with a note. */
  private static GoBinary read(PclntabSample sample, byte[] table) {
    GoBinary binary = Outcome.read(sample.inElf(table));
    boolean noted = binary.notes().stream().anyMatch(n -> n.startsWith(GoBinary.TABLE_NOTE));
    assertEquals(binary.code() == null, noted, binary.notes()::toString);
    return binary;
  }

  /** Returns the note of a table that is refused; the link on packages says it too. */
  private static String refused(PclntabSample sample, byte[] table) {
    GoBinary binary = read(sample, table);
    assertNull(binary.code());
    String note = binary.notes().get(0);
    Link link = packages(sample.inElf(table));
    assertEquals(State.UNDECIDED, link.state(), link::reason);
    assertTrue(link.reason().endsWith(note), link::reason);
    return note;
  }

  private static Link packages(byte[] file) {
    try {
      VerificationRequest request = VerificationRequest.of(new ArraySource(file), "f").build();
      Judgement.Judged judged = (Judgement.Judged) GoTrust.verify(request);
      return judged.report().chain().link(LinkId.PACKAGES);
    } catch (Exception none) {
      throw new AssertionError(none);
    }
  }

  private static long get(PclntabSample sample, byte[] table, int at, int width) {
    ByteBuffer in = ByteBuffer.wrap(table).order(sample.order());
    return width == 8 ? in.getLong(at) : in.getInt(at);
  }

  private static byte[] with(PclntabSample sample, byte[] table, int at, int width, long value) {
    byte[] copy = table.clone();
    ByteBuffer out = ByteBuffer.wrap(copy).order(sample.order());
    if (width == 8) {
      out.putLong(at, value);
    } else {
      out.putInt(at, (int) value);
    }
    return copy;
  }

  @ParameterizedTest
  @MethodSource("names")
  void countsThatLie(String name) {
    PclntabSample sample = sample(name);
    byte[] table = sample.bytes();
    long[] counts = {Limits.FUNCTIONS + 1, 1L << 31, 0xffffffffL, 1L << 62, Long.MAX_VALUE, -1};
    for (long count : counts) {
      boolean fits = sample.pointer() == 8 || count > 0 && count <= 0xffffffffL;
      String note = fits ? refused(sample, with(sample, table, 8, sample.pointer(), count)) : "";
      assertTrue(!fits || note.contains(" functions"), note);
    }
    for (long count : new long[] {7, 100, Limits.FUNCTIONS}) {
      assertNotNull(read(sample, with(sample, table, 8, sample.pointer(), count)));
    }
  }

  /** Every word of the header, list and records at its extremes. */
  @ParameterizedTest
  @MethodSource("names")
  void everyFieldAtItsExtremes(String name) {
    PclntabSample sample = sample(name);
    byte[] table = sample.bytes();
    int size = table.length;
    List<LongUnaryOperator> lies =
        List.of(
            old -> 0,
            old -> old + 1,
            old -> old - 1,
            old -> size - 1,
            old -> size,
            old -> size + 1L,
            old -> 0x7fffffffL,
            old -> 0x80000000L,
            old -> 0xffffffffL,
            old -> Long.MAX_VALUE,
            old -> Long.MIN_VALUE);
    for (LongUnaryOperator lie : lies) {
      for (int at = 8; at < sample.header(); at += sample.pointer()) {
        lie(sample, table, at, sample.pointer(), lie);
      }
      for (int i = 0; i < 13; i++) {
        int at = sample.list() + i * sample.fieldSize();
        lie(sample, table, at, sample.fieldSize(), lie);
      }
      for (int at = sample.record(LIBRARY); at < sample.record(LIBRARY) + 32; at += 4) {
        lie(sample, table, at, 4, lie);
      }
    }
  }

  private static void lie(
      PclntabSample sample, byte[] table, int at, int width, LongUnaryOperator lie) {
    long value = lie.applyAsLong(get(sample, table, at, width));
    assertNotNull(read(sample, with(sample, table, at, width, value)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyTruncation(String name) {
    PclntabSample sample = sample(name);
    byte[] table = sample.bytes();
    for (int length = 9; length < table.length; length += 3) {
      assertNotNull(read(sample, Arrays.copyOf(table, length)));
    }
    String note = refused(sample, Arrays.copyOf(table, sample.list() + 4));
    assertTrue(note.contains("can't hold 6 functions"), note);
  }

  @ParameterizedTest
  @MethodSource("names")
  void offsetsBehindTheEnd(String name) {
    PclntabSample sample = sample(name);
    byte[] table = sample.bytes();
    int record = sample.record(LIBRARY);
    for (int field : new int[] {0, 16, 28}) {
      if (field < 28 || !name.startsWith("go1.2-")) {
        String note = refused(sample, with(sample, table, record + field, 4, 0x7fffff00));
        assertTrue(note.contains("the function table ends after"), note);
      }
    }
    int entry = sample.list() + (2 * LIBRARY + 1) * sample.fieldSize();
    String note = refused(sample, with(sample, table, entry, sample.fieldSize(), 0x7fffff00));
    assertTrue(note.contains("the function table ends after"), note);
  }

  @ParameterizedTest
  @MethodSource("names")
  void numbersThatAreTooLong(String name) {
    PclntabSample sample = sample(name);
    byte[] table = sample.bytes();
    int at = sample.values() + (int) get(sample, table, sample.record(LIBRARY) + 16, 4);
    for (int i = 0; i < 3; i++) {
      table[at + i] = -1;
    }
    byte[] longer = Arrays.copyOf(table, table.length + 32);
    int steps = table.length - sample.values();
    Arrays.fill(longer, table.length, longer.length, (byte) -1);
    longer = with(sample, longer, sample.record(LIBRARY) + 16, 4, steps);
    String note = refused(sample, longer);
    assertTrue(note.contains("longer than 32 bits"), note);
    // The file of a function's first instruction, numbered beyond all files.
    byte[] number = {-2, -1, -1, -1, 15, 1, 0};
    System.arraycopy(number, 0, longer, table.length, number.length);
    assertTrue(refused(sample, longer).contains("ends after"));
    // A number below zero is none.
    System.arraycopy(new byte[] {3, 1, 0}, 0, longer, table.length, 3);
    assertNull(read(sample, longer).code().find("example.com/a"));
  }

  @Test
  void textsWithoutAnEnd() {
    PclntabSample sample = new PclntabSample().program();
    byte[] table = sample.bytes();
    int behind = table.length;
    byte[] longer = Arrays.copyOf(table, behind + 3 * Limits.NAME);
    Arrays.fill(longer, behind, longer.length, (byte) '/');
    longer = with(sample, longer, sample.record(0), 4, behind - sample.names());
    longer = with(sample, longer, sample.units(), 4, behind - sample.paths());
    GoBinary binary = read(sample, longer);
    assertEquals(6, binary.code().functions());
    // A package with the longest of names.
    longer[behind + 100] = '.';
    Arrays.fill(longer, behind + 101, longer.length, (byte) 'x');
    int length = read(sample, longer).code().packages().get(0).path().length();
    assertEquals(100, length);
  }

  /** A million functions that share one record, and so one name. */
  @Test
  void functionsOfOneName() {
    int count = 1_000_000;
    PclntabSample sample = new PclntabSample().program();
    GoBinary binary = read(sample, repeated(sample, count));
    assertEquals(count, binary.code().functions());
    assertEquals(count, binary.code().find("example.com/a").functions());
  }

  /** Returns the table with another list behind it, of functions that all are the library's. */
  private static byte[] repeated(PclntabSample sample, int count) {
    byte[] table = sample.bytes();
    int list = table.length;
    int record = list + 8 * count + 4;
    byte[] longer = Arrays.copyOf(table, record + 36);
    ByteBuffer out = ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(8, count).putLong(8 + 7 * 8, list).putInt(record - 4, 8 * count);
    for (int i = 0; i < count; i++) {
      out.putInt(list + 8 * i, 8 * i).putInt(list + 8 * i + 4, record - list);
    }
    System.arraycopy(table, sample.record(LIBRARY) - 4, longer, record, 36);
    return longer;
  }

  @Test
  void namesThatOverlap() {
    PclntabSample sample = new PclntabSample().with("a", 8).with("b", 8).with("c", 8);
    sample.with("example.com/" + "a".repeat(Limits.NAME - 20) + ".F", 8, "/x/a.go");
    byte[] table = repeated(sample, 1_000_000);
    assertTrue(refused(sample, table).contains("overlap"));
  }

  @Test
  void morePackagesThanAreRead() {
    for (int more : new int[] {0, 1}) {
      PclntabSample sample = new PclntabSample();
      for (int i = 0; i < Limits.PACKAGES + more; i++) {
        sample.with("p" + i + ".F", 1, "p.go");
      }
      byte[] table = sample.bytes();
      if (more == 0) {
        assertEquals(Limits.PACKAGES, read(sample, table).code().packages().size());
      } else {
        assertTrue(refused(sample, table).contains("packages"));
      }
    }
  }

  /** Every package looks behind the same number, which never ends. */
  @Test
  void aNumberThatIsSteppedOverAgainAndAgain() {
    PclntabSample sample = new PclntabSample();
    for (int i = 0; i < 50_000; i++) {
      sample.with("p" + i + ".F", 1, "elsewhere.go");
    }
    byte[] table = sample.bytes();
    int behind = table.length;
    byte[] longer = Arrays.copyOf(table, behind + (4 << 20));
    Arrays.fill(longer, behind, longer.length, (byte) 0x80);
    longer[behind] = 2;
    longer[longer.length - 1] = 0;
    // What is read out of order has to stand in front of the list of functions.
    byte[] moved = new byte[longer.length + behind];
    System.arraycopy(longer, 0, moved, 0, longer.length);
    int list = sample.list();
    System.arraycopy(table, list, moved, longer.length, behind - list);
    moved = with(sample, moved, 8 + 7 * 8, 8, longer.length);
    for (int i = 0; i < 50_000; i++) {
      int at = sample.record(i) + longer.length - list + 16;
      moved = put(moved, at, behind - sample.values());
    }
    assertTrue(refused(sample, moved).contains("longer than 32 bits"));
  }

  private static byte[] put(byte[] table, int at, int value) {
    ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    return table;
  }

  /** Data segments far apart: what lies between them is no table. */
  @Test
  void wasmSegmentsAtTheEndOfTheWorld() {
    byte[] wasm = Samples.wasm();
    byte[] head = {0, 0x41, (byte) 0x80, (byte) 0xc0, 0, 0x0b};
    int at = GoContent.indexOf(wasm, head, 0);
    for (int shift : new int[] {31, 32, 33, 40, 58, 61, 62, 63}) {
      byte[] far = farAway(wasm, at, shift);
      for (long count : new long[] {0, 1, 1000, Limits.FUNCTIONS, 1L << 40}) {
        int table = GoContent.indexOf(far, new byte[] {(byte) 0xf1, -1, -1, -1, 0, 0, 1, 8}, 0);
        ByteBuffer out = ByteBuffer.wrap(far).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(table + 8, count);
        out.putLong(table + 8 + 7 * 8, 0x80);
        Outcome.of(new ArraySource(far));
      }
    }
  }

  /** Moves the second segment to an address of 64 bit; sections are as long as before. */
  private static byte[] farAway(byte[] wasm, int at, int shift) {
    byte[] far = new byte[wasm.length + 7];
    System.arraycopy(wasm, 0, far, 0, at);
    far[at + 1] = 0x42;
    for (int i = 0; i < 9; i++) {
      far[at + 2 + i] = (byte) (0x80 | (shift / 7 == i ? 1 << shift % 7 : 0));
    }
    far[at + 11] = (byte) (shift == 63 ? 0x7f : 0);
    far[at + 12] = 0x0b;
    System.arraycopy(wasm, at + 6, far, at + 13, wasm.length - at - 6);
    // The data section's length stands in five bytes in front of it.
    int size = GoContent.indexOf(far, new byte[] {2, 0, 0x41, (byte) 0x80, 0x20, 0x0b}, 0) - 5;
    far[size] += 7;
    return far;
  }
}
