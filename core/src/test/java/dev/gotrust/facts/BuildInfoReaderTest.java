package dev.gotrust.facts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.ByteView;
import dev.gotrust.facts.BuildInfoCopies.Outcome;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.image.Elf;
import dev.gotrust.image.Region;
import dev.gotrust.samples.GoContent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Forged build info that Go's reader shows, behind headers which no loader looks at. */
final class BuildInfoReaderTest {
  private static final String FORGED = "h1:EVIL0";
  private static final int HEADER = 64;
  private static final int PROGRAM = 56;
  private static final int SECTION = 64;

  private final byte[] hello = Fixtures.bytes("hello");

  private static ByteBuffer words(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Go prints what was forged, so we must, and the program's own copy contradicts it. */
  private static void shown(byte[] bytes) {
    Object reading = Inspector.inspect(new ArraySource(bytes), "test", null, null, Scope.CODE);
    GoBinary binary = assertInstanceOf(Inspection.class, reading, reading::toString).first();
    assertTrue(binary.buildInfo().modinfo().contains(FORGED));
    assertEquals(Outcome.DIFFERENT, binary.copies().outcome());
  }

  /** Forges the first h1 behind the blob's header. */
  private static void forge(byte[] bytes, int blob) {
    int at = GoContent.indexOf(bytes, "h1:".getBytes(ISO_8859_1), blob);
    System.arraycopy(FORGED.getBytes(ISO_8859_1), 0, bytes, at, FORGED.length());
  }

  private static Region blob(byte[] bytes) throws Exception {
    return Elf.read(ByteView.of(new ArraySource(bytes), "test")).section(".go.buildinfo");
  }

  /** Where the section header stands that names a place in the file. */
  private static int sectionHeader(byte[] bytes, Region section) {
    ByteBuffer words = words(bytes);
    int at = (int) words.getLong(0x28);
    while (words.getLong(at + 0x18) != section.offset()) {
      at += SECTION;
    }
    return at;
  }

  @Test
  void aProgramHeaderOfAnyTypeIsAskedInTableOrder() throws Exception {
    Region blob = blob(hello);
    int free = GoContent.indexOf(hello, new byte[(int) blob.size() + 64], 0x1000) + 16;
    System.arraycopy(hello, (int) blob.offset(), hello, free, (int) blob.size());
    forge(hello, free);
    ByteBuffer words = words(hello);
    int program = HEADER;
    while (words.getInt(program) != 6) { // PT_PHDR
      program += PROGRAM;
    }
    words.putLong(program + 8, free).putLong(program + 16, blob.address());
    words.putLong(program + 32, blob.size()).putLong(program + 40, blob.size());
    shown(hello);
  }

  @Test
  void theTypeOfTheSectionIsNotAsked() throws Exception {
    Region blob = blob(hello);
    forge(hello, (int) blob.offset());
    words(hello).putInt(sectionHeader(hello, blob) + 4, 8); // SHT_NOBITS
    shown(hello);
  }

  @Test
  void whatFollowsTheHeaderMayLieBehindTheSection() throws Exception {
    Region blob = blob(hello);
    forge(hello, (int) blob.offset());
    words(hello).putLong(sectionHeader(hello, blob) + 0x20, 32);
    shown(hello);
  }

  @Test
  void theSameForMachO() {
    byte[] bytes = Fixtures.bytes("macho-arm64-go1.26");
    int section = GoContent.indexOf(bytes, "__go_buildinfo\0".getBytes(ISO_8859_1), 0);
    int offset = words(bytes).getInt(section + 48);
    int text = GoContent.indexOf(bytes, "build\t".getBytes(ISO_8859_1), offset);
    System.arraycopy(FORGED.getBytes(ISO_8859_1), 0, bytes, text + 6, FORGED.length());
    words(bytes).putLong(section + 40, 32);
    shown(bytes);
  }

  @Test
  void aSectionTooSmallForTheHeaderHoldsNone() throws Exception {
    Region blob = blob(hello);
    for (long size : new long[] {0, 1, 31}) {
      words(hello).putLong(sectionHeader(hello, blob) + 0x20, size);
      Object reading = Inspector.inspect(new ArraySource(hello), "test", null, null, Scope.CODE);
      GoBinary binary = assertInstanceOf(Inspection.class, reading).first();
      assertEquals(List.of(), binary.notes());
      assertEquals(Outcome.UNKNOWN, binary.copies().outcome());
    }
  }
}
