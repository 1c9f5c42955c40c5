package dev.gotrust.facts;

import static dev.gotrust.samples.ElfSample.BASE;
import static dev.gotrust.samples.ElfSample.CONSTANTS;
import static dev.gotrust.samples.ElfSample.DATA;
import static dev.gotrust.samples.ElfSample.SIZE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.ByteView;
import dev.gotrust.facts.BuildInfoCopies.Outcome;
import dev.gotrust.facts.VersionTraces.PclntabLayout;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.image.Elf;
import dev.gotrust.samples.ElfSample;
import dev.gotrust.samples.GoContent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program's own build info, version and function table, and those that it merely carries. */
final class OwnCopiesTest {
  private static final String OTHER = GoContent.TEXT.replace("v1.2.3", "v9.9.9");
  private static final int HEADERS = DATA + GoContent.HEADERS;

  private static GoBinary read(byte[] bytes) {
    Object reading = Inspector.inspect(new ArraySource(bytes), "test", null, null, Scope.CODE);
    return assertInstanceOf(Inspection.class, reading, reading::toString).first();
  }

  private static Elf elf(byte[] bytes) throws Exception {
    return Elf.read(ByteView.of(new ArraySource(bytes), "test"));
  }

  /** A program that carries another file in its constants, behind its own. */
  private static byte[] carrying(ElfSample sample, byte[]... carried) {
    byte[] all = sample.unstamped();
    for (byte[] one : carried) {
      int at = all.length;
      all = Arrays.copyOf(all, at + one.length);
      System.arraycopy(one, 0, all, at, one.length);
    }
    ByteBuffer out = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(sample.program(1) + 0x20, all.length).putLong(sample.program(1) + 0x28, all.length);
    if (sample.hasSections()) {
      // Constants and their function table become one section that reaches to the end.
      out.putLong(sample.section(2) + 0x20, all.length - CONSTANTS);
    }
    return all;
  }

  private static void withoutHeader(byte[] bytes) {
    Arrays.fill(bytes, HEADERS, HEADERS + 16, (byte) 0);
  }

  @Test
  void equalCopies() {
    BuildInfoCopies copies = read(new ElfSample().bytes()).copies();
    assertEquals(Outcome.EQUAL, copies.outcome());
    assertEquals(CONSTANTS + GoContent.MODINFO + 16, copies.others().get(0).offset());
  }

  /** Go up to 1.23 links test binaries so. */
  @Test
  void twoEmptyCopiesNameNoModules() {
    BuildInfoCopies copies = read(new ElfSample().text("", "").bytes()).copies();
    assertEquals(Outcome.NONE, copies.outcome());
    assertEquals(List.of(), copies.others());
    BuildInfoCopies hidden = read(new ElfSample().text("", GoContent.TEXT).bytes()).copies();
    assertEquals(Outcome.DIFFERENT, hidden.outcome());
    BuildInfoCopies shown = read(new ElfSample().text(GoContent.TEXT, "").bytes()).copies();
    assertEquals(Outcome.DIFFERENT, shown.outcome());
  }

  @ParameterizedTest
  @ValueSource(strings = {"v9.9.9", "v9.9.99"})
  void anEditedFirstCopyDiffers(String edited) {
    ElfSample sample =
        new ElfSample().text(GoContent.TEXT.replace("v1.2.3", edited), GoContent.TEXT);
    assertEquals(Outcome.DIFFERENT, read(sample.bytes()).copies().outcome());
  }

  @ParameterizedTest
  @ValueSource(strings = {"v9.9.9", "v9.9.99"})
  void anEditedSecondCopyDiffers(String edited) {
    ElfSample sample =
        new ElfSample().text(GoContent.TEXT, GoContent.TEXT.replace("v1.2.3", edited));
    assertEquals(Outcome.DIFFERENT, read(sample.bytes()).copies().outcome());
  }

  @Test
  void anEditedFirstCopyThatEqualsACarriedOneStillDiffers() {
    byte[] bytes = carrying(new ElfSample().text(OTHER, GoContent.TEXT), GoContent.framed(OTHER));
    assertEquals(Outcome.DIFFERENT, read(bytes).copies().outcome());
  }

  @Test
  void anEditedSecondCopyWithAnEqualCarriedOneStillDiffers() {
    byte[] bytes =
        carrying(new ElfSample().text(GoContent.TEXT, OTHER), GoContent.framed(GoContent.TEXT));
    assertEquals(Outcome.DIFFERENT, read(bytes).copies().outcome());
  }

  @Test
  void aCarriedProgramIsNoContradiction() {
    for (ElfSample host : List.of(new ElfSample(), new ElfSample().bare())) {
      byte[] carried = new ElfSample().text(OTHER, OTHER).version("go1.99", "go1.99").bytes();
      GoBinary binary = read(carrying(host, carried, carried));
      assertEquals(Outcome.EQUAL, binary.copies().outcome());
      assertEquals("v1.2.3", binary.buildInfo().main().version());
      assertEquals(List.of(GoContent.GO_VERSION), binary.versions().buildVersions());
    }
  }

  @Test
  void aCarriedProgramIsToldApartByPointersWhereNoHeaderHasTheLength() throws Exception {
    byte[] carried = new ElfSample().text(OTHER, OTHER).bytes();
    byte[] bytes = carrying(new ElfSample(), carried);
    // The length is gone, as where a loader fills it in; the address is still there.
    Arrays.fill(bytes, HEADERS + 8, HEADERS + 16, (byte) 0);
    BuildInfoCopies copies = read(bytes).copies();
    assertEquals(Outcome.EQUAL, copies.outcome());
    assertEquals(1, copies.others().size());
  }

  @Test
  void withoutPointersEveryCopyCounts() {
    byte[] bytes = carrying(new ElfSample(), GoContent.framed(OTHER));
    withoutHeader(bytes);
    BuildInfoCopies copies = read(bytes).copies();
    assertEquals(Outcome.EQUAL, copies.outcome());
    assertEquals(2, copies.others().size());
  }

  @Test
  void aRealProgramThatCarriesAnother() {
    GoBinary binary = read(Fixtures.bytes("elf-amd64-go1.27-embed"));
    assertEquals(Outcome.EQUAL, binary.copies().outcome());
    assertEquals(List.of(binary.buildInfo().goVersion()), binary.versions().buildVersions());
  }

  @Test
  void pointersAreAlignedInMemoryNotInTheFile() throws Exception {
    byte[] bytes = new ElfSample().bytes();
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long wanted = CONSTANTS + 0x300;
    out.putLong(DATA + 0x381, BASE + wanted);
    assertArrayEquals(new boolean[] {false}, Pointers.leadTo(elf(bytes), List.of(wanted)));
    // The same bytes, loaded one byte further on, are aligned.
    long address = BASE + DATA + 7;
    out.putLong(new ElfSample().program(2) + 0x10, address);
    assertArrayEquals(new boolean[] {true}, Pointers.leadTo(elf(bytes), List.of(wanted)));
  }

  @Test
  void pointersAnswerInTheOrderOfTheQuestion() throws Exception {
    Elf image = elf(new ElfSample().narrow().big().bytes());
    long modinfo = CONSTANTS + GoContent.MODINFO;
    long version = CONSTANTS + GoContent.VERSION;
    assertArrayEquals(
        new boolean[] {true, false, true, false},
        Pointers.leadTo(image, List.of(version, modinfo + 1, modinfo, (long) SIZE * 2)));
    assertEquals(0, Pointers.leadTo(image, List.of()).length);
  }

  @Test
  void theVersionThatTheProgramHolds() {
    ElfSample forged = new ElfSample().version("go1.26.9", "go1.26.1");
    GoBinary binary = read(forged.bytes());
    assertEquals("go1.26.9", binary.buildInfo().goVersion());
    assertEquals(List.of("go1.26.1"), binary.versions().buildVersions());
  }

  @Test
  void aVersionThatTheProgramNamesAsAConstantIsNotItsOwn() {
    byte[] bytes = new ElfSample().version("go1.26.9", "go1.26.1").bytes();
    // Constants stand one behind the other; a variable names one that equals the claim.
    byte[] constants = GoContent.latin1("go1.26.8go1.26.9go1.27");
    System.arraycopy(constants, 0, bytes, CONSTANTS + 0x300, constants.length);
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(DATA + 0x380, BASE + CONSTANTS + 0x308).putLong(DATA + 0x388, 8);
    assertEquals(List.of("go1.26.1"), read(bytes).versions().buildVersions());
  }

  @Test
  void aVersionThatNothingNamesIsNoTrace() {
    byte[] bytes = new ElfSample().version("go1.26.9", "go1.26.1").bytes();
    Arrays.fill(bytes, HEADERS + 16, HEADERS + 32, (byte) 0);
    assertEquals(List.of(), read(bytes).versions().buildVersions());
  }

  @Test
  void theFunctionTableBySearch() throws Exception {
    ElfSample bare = new ElfSample().bare();
    PclntabFinder.Found found = PclntabFinder.find(elf(bare.bytes()));
    assertEquals(
        new PclntabFinder.Found(true, PclntabLayout.GO_1_20, CONSTANTS + GoContent.PCLNTAB), found);
    byte[] unnamed = bare.bytes();
    Arrays.fill(unnamed, HEADERS + 32, HEADERS + 40, (byte) 0);
    assertEquals(new PclntabFinder.Found(false, null, -1), PclntabFinder.find(elf(unnamed)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0xfffffffb, 0xfffffffa, 0xfffffff0, 0xfffffff1, 0xfffffff2, 0x12345678})
  void theLayoutByItsMagic(int magic) throws Exception {
    for (ElfSample sample :
        List.of(new ElfSample(), new ElfSample().big(), new ElfSample().narrow().big())) {
      byte[] bytes = sample.bytes();
      ByteOrder order = bytes[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      ByteBuffer.wrap(bytes).order(order).putInt(CONSTANTS + GoContent.PCLNTAB, magic);
      PclntabFinder.Found found = PclntabFinder.find(elf(bytes));
      assertTrue(found.present());
      PclntabLayout layout = found.layout();
      String expected =
          switch (magic) {
            case 0xfffffffb -> "go1.2";
            case 0xfffffffa -> "go1.16";
            case 0xfffffff0 -> "go1.18";
            case 0xfffffff1 -> "go1.20";
            default -> null;
          };
      assertEquals(expected, layout == null ? null : layout.id());
    }
  }

  @Test
  void aProgramOfAnotherLanguageThatCarriesAGoBinaryIsNoGo() {
    byte[] carried = new ElfSample().bytes();
    ElfSample c = new ElfSample().bare().buildId("x");
    byte[] bytes = carrying(c, carried);
    // No note, no build info and no pointer of its own.
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(c.program(0), 0);
    Arrays.fill(bytes, CONSTANTS, SIZE, (byte) 0);
    Reading reading = Inspector.inspect(new ArraySource(bytes), "test", null, null, Scope.CODE);
    Refusal refusal = assertInstanceOf(Refusal.class, reading, reading::toString);
    assertEquals("not-go", refusal.kind().id());
  }

  @Test
  void theSentinelsOfAFileWithoutBuildInfoSectionLeadToItsText() {
    byte[] bytes = new ElfSample().bytes();
    Arrays.fill(bytes, DATA, DATA + 16, (byte) 0);
    GoBinary binary = read(bytes);
    assertEquals(GoContent.TEXT, binary.buildInfo().modinfo());
    assertEquals(GoContent.GO_VERSION, binary.buildInfo().goVersion());
    assertFalse(binary.versions().independent());
    // A program of this age would hold it twice; an older one, whose copy is the only one, not.
    assertEquals(Outcome.UNKNOWN, binary.copies().outcome());
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(CONSTANTS + GoContent.PCLNTAB, 0xfffffffb);
    assertEquals(Outcome.SINGLE, read(bytes).copies().outcome());
  }

  private static byte[] forged() {
    return new ElfSample().text(OTHER, GoContent.TEXT).bytes();
  }

  private static int blobText(byte[] bytes) {
    return GoContent.indexOf(bytes, GoContent.START, DATA);
  }

  @Test
  void aVariableThatWasTurnedToTheBlobNamesNoCopy() {
    byte[] bytes = forged();
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(HEADERS, BASE + blobText(bytes));
    BuildInfoCopies copies = read(bytes).copies();
    assertEquals(Outcome.DIFFERENT, copies.outcome());
    assertEquals(CONSTANTS + GoContent.MODINFO + 16, copies.others().get(0).offset());
  }

  @Test
  void ofSeveralCopiesThatVariablesNameEachMustBeEqual() {
    byte[] bytes = carrying(new ElfSample().text(OTHER, GoContent.TEXT), GoContent.framed(OTHER));
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(DATA + 0x380, BASE + SIZE).putLong(DATA + 0x388, GoContent.framed(OTHER).length);
    BuildInfoCopies copies = read(bytes).copies();
    assertEquals(Outcome.DIFFERENT, copies.outcome());
    assertEquals(2, copies.others().size());
    assertEquals("mod\texample.com/hi\tv9.9.9\t", copies.difference().shown());
    assertEquals("mod\texample.com/hi\tv1.2.3\t", copies.difference().read());
  }

  @Test
  void aSectionThatPointsElsewhereThanWhereItIsLoadedIsReadAsLoaded() {
    ElfSample sample = new ElfSample().text(OTHER, GoContent.TEXT);
    byte[] honest = new ElfSample().bytes();
    byte[] bytes = Arrays.copyOf(sample.bytes(), SIZE + GoContent.PART);
    System.arraycopy(honest, DATA, bytes, SIZE, GoContent.PART);
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < ElfSample.SECTIONS; i++) {
      if (out.getLong(sample.section(i) + 0x18) == DATA) {
        out.putLong(sample.section(i) + 0x18, SIZE);
      }
    }
    GoBinary binary = read(bytes);
    assertEquals("v9.9.9", binary.buildInfo().main().version());
    assertEquals(Outcome.DIFFERENT, binary.copies().outcome());
  }

  @Test
  void anEmptiedListBesideATextThatTheProgramReadsDiffers() {
    byte[] bytes = new ElfSample().bytes();
    int version = DATA + 33 + GoContent.GO_VERSION.length();
    assertTrue(bytes[version] != 0);
    bytes[version] = 0;
    GoBinary binary = read(bytes);
    assertEquals(List.of(), binary.buildInfo().deps());
    assertEquals(Outcome.DIFFERENT, binary.copies().outcome());
    // Where no variable leads to the text, another program may have brought it.
    withoutHeader(bytes);
    assertEquals(Outcome.UNKNOWN, read(bytes).copies().outcome());
  }

  @Test
  void aBrokenSecondCopyIsMissingNotAnOlderLayout() {
    byte[] bytes = forged();
    bytes[CONSTANTS + GoContent.MODINFO] ^= 1;
    BuildInfoCopies copies = read(bytes).copies();
    assertEquals(Outcome.UNKNOWN, copies.outcome());
    assertTrue(copies.reason().contains("missing"), copies.reason());
  }

  @Test
  void theVersionInTheBlobIsNoWitnessOfItself() {
    byte[] bytes = new ElfSample().version("go1.26.9", "go1.26.1").bytes();
    // The emptied list puts a NUL behind the version, and a variable leads to it.
    bytes[DATA + 33 + "go1.26.9".length()] = 0;
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(DATA + 0x380, BASE + DATA + 33).putLong(DATA + 0x388, 8);
    assertEquals(List.of("go1.26.1"), read(bytes).versions().buildVersions());
  }

  @Test
  void anotherTextThanTheOneThatTheOlderLayoutPointsAtDiffers() {
    byte[] bytes = carrying(new ElfSample().pointers(), GoContent.framed(OTHER));
    assertEquals(Outcome.SINGLE, read(bytes).copies().outcome());
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(DATA + 0x380, BASE + SIZE);
    assertEquals(Outcome.DIFFERENT, read(bytes).copies().outcome());
  }

  @Test
  void ofTwoTextsWithoutBuildInfoSectionTheOneThatIsNamedCounts() {
    byte[] bytes = carrying(new ElfSample(), GoContent.framed(OTHER));
    Arrays.fill(bytes, DATA, DATA + 16, (byte) 0);
    assertEquals(GoContent.TEXT, read(bytes).buildInfo().modinfo());
    withoutHeader(bytes);
    assertNull(read(bytes).buildInfo());
  }
}
