package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void anArgumentThatTheProcessDidNotGetIsTakenAsText() {
    assertEquals(Path.of("\ufffd"), new FileNames().path("\ufffd"));
    assertTrue(FileNames.show(Path.of("\ufffd")).equals("\ufffd"));
  }
}
