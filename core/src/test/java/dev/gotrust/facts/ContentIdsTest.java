package dev.gotrust.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.Aside;
import dev.gotrust.codesign.MintedSignatures;
import dev.gotrust.facts.ContentId.Cause;
import dev.gotrust.facts.ContentId.State;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.samples.ElfSample;
import dev.gotrust.samples.GoContent;
import dev.gotrust.samples.Samples;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a content ID that does not match, and why. */
final class ContentIdsTest {
  private static ContentId read(byte[] bytes) {
    Object reading = Inspector.inspect(new ArraySource(bytes), "test", null, null, Scope.CODE);
    return assertInstanceOf(Inspection.class, reading, reading::toString).first().contentId();
  }

  private static void assertIs(State state, Cause cause, ContentId found) {
    assertEquals(state, found.state(), found::toString);
    assertEquals(cause, found.cause(), found::toString);
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    changed[at] ^= 1;
    return changed;
  }

  @Test
  void aFileAsTheLinkerWroteItMatches() {
    ContentId found = read(new ElfSample().bytes());
    assertIs(State.MATCH, Cause.NONE, found);
    assertEquals(found.recorded(), found.computed());
  }

  @Test
  void oneBitInTheLinkersOwnLayoutIsAChangeInPlace() {
    ContentId found = read(flipped(new ElfSample().bytes(), 0x700));
    assertIs(State.MISMATCH, Cause.CHANGED_IN_PLACE, found);
    assertTrue(found.reason().contains("changed in place"));
  }

  @Test
  void oneBitOfTheIdItself() {
    byte[] bytes = new ElfSample().bytes();
    ContentId found = read(flipped(bytes, ElfSample.NOTE + 16 + 82));
    assertIs(State.MISMATCH, Cause.CHANGED_IN_PLACE, found);
    assertEquals(read(bytes).recorded(), found.computed());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4096, 300_000})
  void bytesAppended(int count) {
    byte[] bytes = new ElfSample().bytes();
    for (byte value : new byte[] {0, 1}) {
      byte[] longer = Arrays.copyOf(bytes, bytes.length + count);
      Arrays.fill(longer, bytes.length, longer.length, value);
      ContentId found = read(longer);
      assertIs(State.MISMATCH, Cause.APPENDED, found);
      assertTrue(found.reason().startsWith(count + " bytes follow"), found.reason());
    }
  }

  @Test
  void bytesAppendedAndOneChanged() {
    byte[] bytes = new ElfSample().bytes();
    byte[] longer = Arrays.copyOf(flipped(bytes, 0x700), bytes.length + 9);
    assertIs(State.MISMATCH, Cause.CHANGED_IN_PLACE, read(longer));
  }

  @Test
  void aCopyOfTheIdInWhatWasAppendedIsHashedWithZeros() {
    byte[] bytes = new ElfSample().bytes();
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 83);
    System.arraycopy(bytes, ElfSample.NOTE + 16, longer, bytes.length, 83);
    assertIs(State.MISMATCH, Cause.APPENDED, read(longer));
  }

  @Test
  void aFileThatWasCut() {
    byte[] bytes = new ElfSample().bytes();
    ContentId found = read(Arrays.copyOf(bytes, bytes.length - 1));
    assertIs(State.MISMATCH, Cause.CHANGED_IN_PLACE, found);
    assertTrue(found.reason().contains("was cut"), found.reason());
  }

  @Test
  void withoutSectionHeadersAnyToolMayHaveWrittenIt() {
    assertIs(State.MISMATCH, Cause.RELINKED, read(flipped(new ElfSample().bare().bytes(), 0x700)));
  }

  /** The sample with its section headers copied behind everything else. */
  private static byte[] headersAtTheEnd(byte[] bytes) {
    int table = ElfSample.SECTIONS * 64;
    byte[] moved = Arrays.copyOf(bytes, bytes.length + table);
    System.arraycopy(bytes, new ElfSample().sectionTable(), moved, bytes.length, table);
    ByteBuffer.wrap(moved).order(ByteOrder.LITTLE_ENDIAN).putLong(0x28, bytes.length);
    return moved;
  }

  @Test
  void sectionHeadersAtTheEndAreThoseOfBinutils() {
    assertIs(State.MISMATCH, Cause.REWRITTEN, read(headersAtTheEnd(new ElfSample().bytes())));
  }

  /** eu-strip leaves the program headers as they were, beyond the end of what it puts aside. */
  @Test
  void aDebugFileIsNeitherCutNorChanged() {
    ElfSample sample = new ElfSample();
    byte[] bytes = sample.bytes();
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(sample.program(2) + 0x20, 1 << 20);
    out.putInt(sample.section(2) + 4, 8).putLong(sample.section(2) + 8, 6);
    ContentId found = read(headersAtTheEnd(bytes));
    assertIs(State.MISMATCH, Cause.DEBUG_FILE, found);
    assertTrue(found.reason().contains("separate debug file"), found.reason());
    // Where Go's linker put the headers, nobody cut anything away.
    assertIs(State.MISMATCH, Cause.CHANGED_IN_PLACE, read(bytes));
  }

  /** patchelf --set-os-abi and --set-execstack, in a file whose other bytes are as they were. */
  @Test
  void headerFieldsThatToolsEditArePutBack() {
    for (ElfSample sample :
        List.of(new ElfSample(), new ElfSample().big(), new ElfSample().narrow())) {
      byte[] bytes = sample.unstamped();
      ByteBuffer out = ByteBuffer.wrap(bytes);
      out.order(bytes[5] == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      int flags = sample.program(1) + (bytes[4] == 2 ? 4 : 24);
      out.putInt(sample.program(1), 0x6474e551).putInt(flags, 6);
      GoContent.stamp(bytes);
      assertIs(State.MATCH, Cause.NONE, read(bytes));
      out.putInt(flags, 7);
      bytes[7] = 9;
      ContentId found = read(bytes);
      assertIs(State.MISMATCH, Cause.EDITED, found);
      assertTrue(found.reason().startsWith("but for its OS/ABI"), found.reason());
      assertIs(State.MISMATCH, Cause.CHANGED_IN_PLACE, read(flipped(bytes, 0x700)));
    }
  }

  @Test
  void aDynamicProgramMayHaveBeenEdited() {
    ElfSample sample = new ElfSample();
    byte[] bytes = sample.bytes();
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(sample.program(0), 2);
    ContentId found = read(bytes);
    assertIs(State.MISMATCH, Cause.EDITED, found);
    assertTrue(found.reason().contains("may have changed too"), found.reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "custom", "a/b/c/d", "61e891cea20d2c2dae510e0d8714b1bea02e3977"})
  void idsThatNameNoContent(String id) {
    ContentId found = read(new ElfSample().buildId(id).unstamped());
    assertIs(State.NOT_APPLICABLE, Cause.NONE, found);
    assertNull(found.recorded());
    assertNull(found.computed());
    assertTrue(found.reason().contains(id.isEmpty() ? "no Go build ID" : "set by hand"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"go1.23.9", "go1.24.1", "go1.26.1", "devel +abc", "nonsense"})
  void theHostIdIsMaskedOrNotWhateverTheVersionClaims(String version) {
    // With a GNU note: stamped once by the rule of Go 1.24, once by the older one.
    for (boolean masked : new boolean[] {true, false}) {
      byte[] bytes = withGnuNote(version);
      byte[] stamped = masked ? GoContent.stamp(bytes, 0x3a0 + 16, 20) : GoContent.stamp(bytes);
      assertIs(State.MATCH, Cause.NONE, read(stamped));
      assertIs(State.MISMATCH, Cause.CHANGED_IN_PLACE, read(flipped(stamped, 0x700)));
      byte[] other = flipped(stamped, 0x3a0 + 20);
      assertEquals(masked ? State.MATCH : State.MISMATCH, read(other).state());
    }
  }

  /** The names move behind the constants; where they were, a note section takes their place. */
  private static byte[] withGnuNote(String version) {
    ElfSample sample = new ElfSample().version(version, version);
    byte[] bytes = sample.unstamped();
    byte[] names = GoContent.latin1("\0.note.gnu.build-id\0.go.buildinfo\0.gopclntab\0");
    System.arraycopy(names, 0, bytes, 0x7c0, names.length);
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(sample.section(1), 0).putInt(sample.section(2), 1);
    out.putInt(sample.section(3), 20).putInt(sample.section(4), 0).putInt(sample.section(5), 34);
    out.putLong(sample.section(4) + 0x18, 0x7c0).putLong(sample.section(4) + 0x20, names.length);
    out.putInt(sample.section(2) + 4, 7).putLong(sample.section(2) + 0x18, 0x3a0);
    out.putLong(sample.section(2) + 0x20, 36).putLong(sample.section(5) + 0x20, 0x100);
    out.putInt(0x3a0, 4).putInt(0x3a4, 20).putInt(0x3a8, 3).put(0x3ac, GoContent.latin1("GNU\0"));
    out.put(0x3b0, GoContent.latin1("0123456789abcdefghij"));
    return bytes;
  }

  @Test
  void everySampleWithOneBitFlippedMismatches() {
    Samples.all()
        .forEach(
            (name, bytes) -> {
              int at = GoContent.indexOf(bytes, GoContent.latin1("CGO_ENABLED"), 0);
              ContentId found = read(flipped(bytes, at));
              assertEquals(State.MISMATCH, found.state(), name);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "elf-amd64-go1.18, MATCH, NONE",
    "elf-amd64-go1.18-appended, MISMATCH, APPENDED",
    "elf-amd64-go1.18-patched, MISMATCH, CHANGED_IN_PLACE",
    "elf-amd64-go1.18-stripped, MISMATCH, REWRITTEN",
    "elf-amd64-go1.9, NOT_APPLICABLE, NONE",
    "elf-amd64-go1.20-cgo, MATCH, NONE",
    "elf-amd64-go1.24-cgo, MATCH, NONE",
    "macho-arm64-go1.26-resigned, MISMATCH, SIGNED",
    "pe-amd64-go1.26-signed, MISMATCH, SIGNED"
  })
  void realFiles(String name, State state, Cause cause) {
    assertIs(state, cause, read(Fixtures.bytes(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pe-amd64-go1.26-signed", "macho-arm64-go1.26-resigned"})
  void aSignedFileWithOneBitFlipped(String name) {
    byte[] bytes = Fixtures.bytes(name);
    int at = GoContent.indexOf(bytes, GoContent.latin1("path\t"), 0);
    ContentId found = read(flipped(bytes, at));
    assertIs(State.MISMATCH, Cause.CHANGED_SINCE_SIGNED, found);
    assertTrue(found.reason().contains("after"), found.reason());
  }

  /** A signature of the changed bytes says nothing of how they came to be. */
  @Test
  void aChangedFileThatWasSignedAfterwards() throws Exception {
    byte[] bytes = Fixtures.bytes("macho-arm64-go1.26");
    int at = GoContent.indexOf(bytes, GoContent.latin1("path\t"), 0);
    byte[] signed = MintedSignatures.adHoc(flipped(bytes, at));
    assertIs(State.MISMATCH, Cause.SIGNED_AND_CHANGED, read(signed));
    assertIs(State.MISMATCH, Cause.SIGNED, read(MintedSignatures.adHoc(bytes)));
  }

  private static byte[] appended(byte[] bytes, int count) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + count);
    Arrays.fill(longer, bytes.length, longer.length, (byte) 'x');
    return longer;
  }

  /** Where the security directory of a 64-bit PE file stands. */
  private static int securityDirectory(byte[] pe) {
    ByteBuffer out = ByteBuffer.wrap(pe).order(ByteOrder.LITTLE_ENDIAN);
    return out.getInt(0x3c) + 24 + 112 + 8 * 4;
  }

  @ParameterizedTest
  @ValueSource(strings = {"pe-amd64-go1.26-signed", "macho-arm64-go1.26-resigned"})
  void aSignatureExplainsNothingThatFollowsIt(String name) {
    ContentId found = read(appended(Fixtures.bytes(name), 12_000));
    assertIs(State.MISMATCH, Cause.APPENDED, found);
    assertTrue(found.reason().startsWith("12000 bytes are neither"), found.reason());
  }

  @Test
  void aCertificateTableOfJunkWasAppended() {
    byte[] bytes = Fixtures.bytes("pe-amd64-go1.26");
    byte[] junk = appended(bytes, 80_000);
    ByteBuffer out = ByteBuffer.wrap(junk).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(securityDirectory(junk), bytes.length);
    out.putInt(securityDirectory(junk) + 4, 80_000);
    ContentId found = read(junk);
    assertIs(State.MISMATCH, Cause.APPENDED, found);
    assertTrue(found.reason().startsWith("80000 bytes follow"), found.reason());
    assertIs(State.MISMATCH, Cause.CHANGED_IN_PLACE, read(flipped(junk, 0x2000)));
  }

  /** {@code __LINKEDIT} and the signature moved behind what was put in, as their commands say. */
  @Test
  void bytesBetweenStringsAndSignatureWereAppended() {
    byte[] bytes = Fixtures.bytes("macho-arm64-go1.26-resigned");
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int payload = 1 << 20;
    int at = 32;
    int signature = 0;
    for (int i = 0; i < out.getInt(16); i++) {
      if (out.getInt(at) == 0x1d) {
        signature = out.getInt(at + 8);
        out.putInt(at + 8, signature + payload);
      } else if (out.getInt(at) == 0x19 && out.getLong(at + 8) == 0x44454b4e494c5f5fL) {
        out.putLong(at + 32, out.getLong(at + 32) + payload);
        out.putLong(at + 48, out.getLong(at + 48) + payload);
      }
      at += out.getInt(at + 4);
    }
    byte[] hidden = appended(Arrays.copyOf(bytes, signature), payload + bytes.length - signature);
    System.arraycopy(bytes, signature, hidden, signature + payload, bytes.length - signature);
    assertIs(State.MISMATCH, Cause.APPENDED, read(hidden));
  }

  @Test
  void aSlicesIdIsThatOfItsOwnBytes() {
    byte[] fat = Samples.fat();
    fat[0x2000 + 0x500] ^= 1;
    Inspection inspection =
        (Inspection)
            Inspector.inspect(new ArraySource(fat), "fat", null, Aside.threads(), Scope.CODE);
    assertEquals(State.MATCH, inspection.binaries().get(0).contentId().state());
    assertEquals(State.MISMATCH, inspection.binaries().get(1).contentId().state());
  }
}
