package dev.gotrust.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.samples.ElfSample;
import dev.gotrust.samples.GoContent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DisguiseTest {
  private static Reading read(byte[] bytes) {
    return Inspector.inspect(new ArraySource(bytes), "app", null, null, Scope.CODE);
  }

  private static GoBinary binary(byte[] bytes) {
    return assertInstanceOf(Inspection.class, read(bytes)).first();
  }

  /** What stands behind an ELF header and its one program header once UPX has packed it. */
  private static byte[] packed(boolean wide, ByteOrder order) {
    int header = wide ? 64 : 52;
    int entry = wide ? 56 : 32;
    ByteBuffer file = ByteBuffer.allocate(4096).order(order);
    file.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1)});
    file.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 2)).put((byte) 1);
    file.putShort(16, (short) 2).putShort(18, (short) (wide ? 62 : 3)).putInt(20, 1);
    if (wide) {
      file.putLong(0x20, header);
    } else {
      file.putInt(0x1c, header);
    }
    int counts = wide ? 0x34 : 0x28;
    file.putShort(counts, (short) header);
    file.putShort(counts + 2, (short) entry).putShort(counts + 4, (short) 1);
    file.putInt(header, 1);
    byte[] bytes = file.array();
    put(bytes, header + entry + 4, "UPX!");
    return bytes;
  }

  private static void put(byte[] bytes, int at, String text) {
    byte[] latin = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(latin, 0, bytes, at, latin.length);
  }

  @Test
  void aPackedFileIsNamedWhereItIsRefused() {
    for (boolean wide : new boolean[] {true, false}) {
      for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
        Refusal refusal = assertInstanceOf(Refusal.class, read(packed(wide, order)));
        assertEquals(Refusal.Kind.UNSUPPORTED, refusal.kind());
        assertTrue(refusal.message().contains("unpack it with upx -d"), refusal.message());
      }
    }
  }

  @Test
  void aPackedFileThatStillShowsGoIsNamed() {
    byte[] bytes = Arrays.copyOf(new ElfSample().bytes(), ElfSample.SIZE + 36);
    put(bytes, ElfSample.SIZE, "UPX!");
    Inspection inspection = assertInstanceOf(Inspection.class, read(bytes));
    assertEquals(Disguise.PACKED, inspection.first().disguise());
    assertTrue(inspection.oddities().get(0).contains("packed, as by UPX"));
  }

  @Test
  void aMagicOfNobodyIsObfuscationUnlessTheReleaseIsNamed() {
    byte[] bytes = new ElfSample().bytes();
    ByteBuffer.wrap(bytes).putInt(ElfSample.CONSTANTS + GoContent.PCLNTAB, 0x12345678);
    assertEquals(Disguise.NONE, binary(bytes).disguise());
    byte[] hidden = new ElfSample().version("unknown", "unknown").bytes();
    assertEquals(Disguise.OBFUSCATED, binary(hidden).disguise());
    assertTrue(binary(hidden).notes().get(0).contains("as by garble"));
  }

  @Test
  void noFixtureButTheGarbledOneIsDisguised() {
    for (String name : Fixtures.names()) {
      if (read(Fixtures.bytes(name)) instanceof Inspection inspection) {
        boolean garbled = name.endsWith("-garbled");
        Disguise expected = garbled ? Disguise.OBFUSCATED : Disguise.NONE;
        assertEquals(expected, inspection.first().disguise(), name);
      }
    }
  }
}
