package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere names are text")
final class FileNamesTest {
  private static final byte[] LATIN = {'d', '/', 'g', (byte) 0xe9, ' ', '%', (byte) 0xff};

  @BeforeEach
  void clean() throws Exception {
    Sandbox.clean();
    Files.createDirectories(Path.of("d"));
  }

  @Test
  void aNameOfAnyBytesNamesItsFile() throws Exception {
    Path path = FileNames.path(LATIN);
    Files.writeString(path, "content");
    assertArrayEquals(LATIN, FileNames.raw(path));
    try (var all = Files.newDirectoryStream(Path.of("d"))) {
      Path listed = all.iterator().next();
      assertEquals(path, listed);
      assertArrayEquals(LATIN, FileNames.raw(listed));
      assertEquals("d/g\\xe9 %\\xff", FileNames.show(listed));
    }
    byte[] absolute = FileNames.raw(path.toAbsolutePath());
    assertEquals("content", Files.readString(FileNames.path(absolute)));
  }

  @Test
  void differentBytesAreShownDifferently() {
    assertNotEquals(
        FileNames.show(FileNames.path(new byte[] {(byte) 0xfe})),
        FileNames.show(FileNames.path(new byte[] {(byte) 0xff})));
  }

  @Test
  void textIsShownAsItIs() {
    for (String name : new String[] {"a", "ü/é.txt", "日本 𝄞", "100%", "a\\xff", "d/../e", "/x/"}) {
      Path path = Path.of(name);
      assertEquals(path.toString(), FileNames.show(path));
      assertEquals(
          path.toString(), FileNames.show(path.toString().getBytes(StandardCharsets.UTF_8)));
      assertEquals(path, FileNames.path(FileNames.raw(path)));
    }
  }

  @Test
  void brokenUtf8IsShownByteByByte() {
    byte[] name = {'a', (byte) 0xc3, 'b', (byte) 0xc0, (byte) 0xaf, (byte) 0xed, (byte) 0xa0, 'c'};
    assertEquals("a\\xc3b\\xc0\\xaf\\xed\\xa0c", FileNames.show(name));
  }

  @Test
  void aDirectoryThatExistsKeepsItsName() {
    assertArrayEquals("d".getBytes(StandardCharsets.US_ASCII), FileNames.raw(Path.of("d")));
  }

  @Test
  void argumentsAreRestoredFromTheEndOfTheCommandLine() {
    byte[] name = {'r', '=', (byte) 0xc3, (byte) 0xa9, (byte) 0xff};
    List<byte[]> line = List.of(ascii("java"), name, ascii("b"), name, ascii("other"));
    String[] args = {"r=é\ufffd", "b", "r=é\ufffd", "\ufffd"};
    String[] restored = FileNames.restore(args, line, StandardCharsets.UTF_8);
    assertEquals("b", restored[1]);
    assertEquals("\ufffd", restored[3], "was not decoded from this line");
    for (String argument : List.of(restored[0], restored[2])) {
      assertEquals("<r=é\\xff>", FileNames.show('<' + argument + '>'));
      byte[] value = {(byte) 0xc3, (byte) 0xa9, (byte) 0xff};
      assertEquals(FileNames.path(value), FileNames.path(argument.substring(2)));
    }
    assertArrayEquals(args, FileNames.restore(args, List.of(name), StandardCharsets.UTF_8));
  }

  @Test
  void charactersBeyondTheFirstPlaneAreNoBytes() {
    String name = "𐂀"; // its second half looks like a restored byte
    assertEquals('\udc80', name.charAt(1));
    assertEquals(name, FileNames.show(name));
    assertEquals(Path.of(name), FileNames.path(name));
    assertEquals("a\\x80b\\xfe", FileNames.show("a\udc80b\udcfe"));
  }

  @Test
  void anArgumentThatTheProcessDidNotGetIsTakenAsText() {
    String[] args = {"\ufffd"};
    assertArrayEquals(args, FileNames.restore(args));
    assertEquals(Path.of("\ufffd"), FileNames.path("\ufffd"));
    assertEquals("\ufffd", FileNames.show(Path.of("\ufffd")));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
