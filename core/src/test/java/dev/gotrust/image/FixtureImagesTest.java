package dev.gotrust.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.FormatException;
import dev.gotrust.fixtures.Fixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads PE and Mach-O files that Go linked and that signing tools signed afterwards. */
final class FixtureImagesTest {
  private static Image image(String name) throws FormatException, IOException {
    return assertInstanceOf(
        Image.class, ImageReader.read(ByteWriter.view(Fixtures.bytes(name))), name);
  }

  @ParameterizedTest
  @CsvSource({
    "pe-386-go1.12,windows,386,false",
    "pe-amd64-go1.26,windows,amd64,true",
    "pe-amd64-go1.26-signed,windows,amd64,true",
    "macho-amd64-go1.15,darwin,amd64,false",
    "macho-arm64-go1.26,darwin,arm64,true",
    "macho-arm64-go1.26-resigned,darwin,arm64,true"
  })
  void readsHeadersAndLinkage(String name, String os, String arch, boolean pie) throws Exception {
    Image image = image(name);
    assertEquals(os, image.os());
    assertEquals(arch, image.arch());
    assertEquals(image.view().size(), image.end());
    Linkage linkage = image.linkage();
    assertEquals(pie, linkage.pie());
    assertEquals("executable", linkage.type());
    String golden = Fixtures.golden(name);
    for (String library : linkage.libraries()) {
      assertTrue(golden.contains("\"" + library + "\""), library);
    }
    assertTrue(linkage.libraries().size() > 0);
  }

  @ParameterizedTest
  @CsvSource({
    "pe-386-go1.12,NONE", "pe-amd64-go1.26,NONE", "pe-amd64-go1.26-signed,NONE",
    "macho-amd64-go1.15,NONE", "macho-arm64-go1.26,NONE", "macho-arm64-go1.26-resigned,UNKNOWN"
  })
  void knowsTheLayoutOfGosLinker(String name, Rewriter rewriter) throws Exception {
    assertEquals(rewriter, image(name).rewriter());
  }

  @ParameterizedTest
  @CsvSource({"pe-amd64-go1.26", "macho-amd64-go1.15", "macho-arm64-go1.26"})
  void findsBuildInfoAndBuildId(String name) throws Exception {
    Image image = image(name);
    Region area = image.buildInfoArea();
    assertNotNull(area);
    byte[] magic = "\377 Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);
    assertTrue(image.view().matches(area.offset(), magic));
    String file = new String(Fixtures.bytes(name), StandardCharsets.ISO_8859_1);
    long id = file.indexOf("\377 Go build ID: \"");
    boolean held = false;
    for (Span span : image.buildIdAreas()) {
      held |= span.offset() <= id && id < span.end();
    }
    assertTrue(held);
  }

  @Test
  void readsTheUuidThatGoDerived() throws Exception {
    HostId id = image("macho-arm64-go1.26").hostId();
    assertNotNull(id);
    String golden = Fixtures.golden("macho-arm64-go1.26").replace("-", "");
    assertTrue(golden.contains(id.value().hex().toUpperCase(java.util.Locale.ROOT)));
  }

  private static byte[] undone(byte[] signed, Undo undo) {
    byte[] file = Arrays.copyOf(signed, undo.ends().get(0).intValue());
    file = Arrays.copyOf(file, (int) (file.length + undo.zeros()));
    for (Undo.Patch patch : undo.patches()) {
      byte[] old = patch.old().toArray();
      System.arraycopy(old, 0, file, (int) patch.offset(), old.length);
    }
    return file;
  }

  @Test
  void takesAuthenticodeAway() throws Exception {
    byte[] signed = Fixtures.bytes("pe-amd64-go1.26-signed");
    Image image = image("pe-amd64-go1.26-signed");
    assertEquals("authenticode", image.linkage().signed());
    assertArrayEquals(
        Fixtures.bytes("pe-amd64-go1.26"), undone(signed, image.undoSignature("").get(0)));
  }

  @Test
  void takesACodeSignatureAway() throws Exception {
    byte[] linked = Fixtures.bytes("macho-arm64-go1.26");
    Span slot = image("macho-arm64-go1.26").signatureSpans().get(0);
    Arrays.fill(linked, (int) slot.offset(), (int) slot.end(), (byte) 0);
    byte[] signed = Fixtures.bytes("macho-arm64-go1.26-resigned");
    int same = 0;
    for (Undo undo : image("macho-arm64-go1.26-resigned").undoSignature("")) {
      same += Arrays.equals(linked, undone(signed, undo)) ? 1 : 0;
    }
    assertEquals(1, same);
    assertEquals(List.of(), image("macho-arm64-go1.26").undoSignature(""));
    assertEquals(List.of(), image("macho-amd64-go1.15").undoSignature(""));
  }

  @ParameterizedTest
  @CsvSource({"macho-fat", "macho-fat64"})
  void readsFatFiles(String name) throws Exception {
    byte[] file = Fixtures.bytes(name);
    Fat fat = assertInstanceOf(Fat.class, ImageReader.read(ByteWriter.view(file)));
    assertEquals(2, fat.slices().size());
    assertEquals(List.of(), fat.strayBytes());
    assertEquals(file.length, fat.end());
    Image second = fat.slices().get(1).image();
    assertNotNull(second);
    assertEquals("arm64", second.arch());
    assertEquals(Rewriter.NONE, second.rewriter());
    assertEquals(image("macho-arm64-go1.26").signatureSpans(), second.signatureSpans());
    assertEquals(image("macho-arm64-go1.26").hostId(), second.hostId());
  }
}
