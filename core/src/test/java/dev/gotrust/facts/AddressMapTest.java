package dev.gotrust.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.ByteView;
import dev.gotrust.image.Wasm;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Looks addresses up in wasm modules, whose data segments a test can place as it likes. */
final class AddressMapTest {
  private final ByteArrayOutputStream segments = new ByteArrayOutputStream();
  private int count;

  private void segment(int address, byte[] content) {
    segments.writeBytes(new byte[] {0, 0x41});
    for (int i = 0; i < 5; i++) {
      segments.write((address >> 7 * i & 0x7f) | (i < 4 ? 0x80 : 0));
    }
    segments.write(0x0b);
    size(segments, content.length);
    segments.writeBytes(content);
    count++;
  }

  private void segment(int address, String content) {
    segment(address, content.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void size(ByteArrayOutputStream out, int size) {
    for (int i = 0; i < 5; i++) {
      out.write((size >> 7 * i & 0x7f) | (i < 4 ? 0x80 : 0));
    }
  }

  private byte[] module(String buildId) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, 0});
    byte[] custom = ("\ngo:buildid" + buildId).getBytes(StandardCharsets.ISO_8859_1);
    size(out, custom.length);
    out.writeBytes(custom);
    out.write(11);
    size(out, segments.size() + 5);
    size(out, count);
    out.writeBytes(segments.toByteArray());
    return out.toByteArray();
  }

  private AddressMap map() throws Exception {
    return new AddressMap(Wasm.read(ByteView.of(new ArraySource(module("")), "module")));
  }

  @Test
  void findsAddressesAndPlaces() throws Exception {
    segment(300, "third");
    segment(100, "first");
    segment(200, "second");
    AddressMap map = map();
    ByteView text = map.view("text", 201, 5);
    assertEquals("econd", text == null ? "" : text.text(0, 5));
    long place = text == null ? -1 : text.base();
    assertEquals(201, map.address(place));
    assertEquals(205, map.address(place + 4));
    assertEquals(-1, map.address(place + 5));
    assertEquals(-1, map.address(0));
    assertEquals(-1, map.address(Long.MAX_VALUE));
    assertEquals(-1, map.address(Long.MIN_VALUE));
  }

  @Test
  void findsNothingOutside() throws Exception {
    segment(100, "first");
    AddressMap map = map();
    for (long address : new long[] {Long.MIN_VALUE, -1, 0, 99, 105, Long.MAX_VALUE}) {
      assertNull(map.view("text", address, 1));
    }
    assertNull(map.view("text", 100, 6));
    assertNull(map.view("text", 104, Long.MAX_VALUE));
    assertNull(map.view("text", 100, -1));
    assertNull(new AddressMapTest().map().view("text", 100, 1));
  }

  /** Where segments overlap, what the lower one holds counts. */
  @Test
  void takesOverlapsApart() throws Exception {
    segment(104, "abcdefgh");
    segment(100, "01234567");
    segment(101, "x");
    AddressMap map = map();
    ByteView low = map.view("text", 100, 8);
    ByteView high = map.view("text", 108, 4);
    assertEquals("01234567", low == null ? "" : low.text(0, 8));
    assertEquals("efgh", high == null ? "" : high.text(0, 4));
    assertNull(map.view("text", 107, 2));
  }

  /**
   * A hundred thousand segments full of words that look like the address of a version, none of them
   * aligned: each must be looked up, and none takes a walk over all segments.
   */
  @Test
  void readsManySegmentsFullOfAddresses() {
    segment(0x1000, "go1.25.3\0");
    segment(0x2000, framed("path\tcommand-line-arguments\nmod\tx\tv1.0.0\t\n"));
    byte[] words = new byte[57];
    for (int i = 1; i < words.length; i += 8) {
      words[i + 1] = 0x10;
    }
    for (int i = 0; i < 99_990; i++) {
      segment(0x10000 + 128 * i, words);
    }
    String part = "/" + "a".repeat(20);
    String id = "\u00ff Go build ID: \"" + (part + part + part + part).substring(1) + "\"\n \u00ff";
    ArraySource source = new ArraySource(module(id));
    Reading reading =
        assertTimeoutPreemptively(
            Duration.ofSeconds(30),
            () -> Inspector.inspect(source, "many", null, null, Scope.CODE));
    Inspection inspection = assertInstanceOf(Inspection.class, reading);
    assertEquals(0, inspection.first().versions().buildVersions().size());
  }

  private static byte[] framed(String modinfo) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(HexFormat.of().parseHex("3077af0c9274080241e1c107e6d618e6"));
    out.writeBytes(modinfo.getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(HexFormat.of().parseHex("f932433186182072008242104116d8f2"));
    return out.toByteArray();
  }
}
