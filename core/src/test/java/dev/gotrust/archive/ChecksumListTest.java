package dev.gotrust.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gotrust.bytes.Digest;
import dev.gotrust.bytes.DigestAlgorithm;
import dev.gotrust.bytes.Limits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChecksumListTest {
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);

  @TempDir Path directory;

  private static ChecksumList parse(String text) throws ArchiveException {
    return ChecksumList.parse("sums", text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> names(String text) throws ArchiveException {
    List<String> names = new ArrayList<>();
    for (ChecksumList.Line line : parse(text).lines()) {
      names.add(line.number() + " " + line.name());
    }
    return names;
  }

  @Test
  void everyFormIsRead() throws Exception {
    ChecksumList list =
        parse(
            A
                + "  app.tar.gz\n\n"
                + B.toUpperCase(Locale.ROOT)
                + " *dir/app.zip\r\n"
                + "SHA256 (x) = "
                + A
                + "\nSHA512 (y (z) = 1) = "
                + "c".repeat(128)
                + "\n\\"
                + A
                + "  a\\\\b\\nc\n"
                + "d".repeat(96)
                + "  with two  blanks");
    assertEquals(6, list.lines().size());
    assertEquals("app.tar.gz", list.lines().get(0).name());
    assertEquals(3, list.lines().get(1).number());
    assertEquals("dir/app.zip", list.lines().get(1).name());
    assertEquals("app.zip", list.lines().get(1).file());
    assertEquals("x", list.lines().get(2).name());
    assertEquals("y (z) = 1", list.lines().get(3).name());
    assertEquals("a\\b\nc", list.lines().get(4).name());
    assertEquals("with two  blanks", list.lines().get(5).name());
    assertEquals(DigestAlgorithm.SHA384, list.lines().get(5).digest().algorithm());
    assertNotNull(list.named("app.zip"));
    assertNull(list.named("app"));
    assertEquals(Digest.parse("sha256:" + A), list.lines().get(0).digest());
  }

  @Test
  void whatIsNoLineIsRefusedWithItsNumber() {
    for (String wrong :
        List.of(
            "",
            "\n",
            "# nothing\n",
            "hello",
            A,
            A + "  ",
            A + "\n",
            A.substring(1) + "  x",
            A.substring(1) + "g  x",
            " " + A + "  x",
            "SHA512 (x) = " + A,
            "SHA256 () = " + A,
            "SHA256 (x)= " + A,
            "SHA512/256 (x) = " + A,
            "MD5 (x) = " + "a".repeat(32),
            "\\" + A + "  a\\tb",
            "\\" + A + "  a\\",
            "\\SHA256 (a\\x) = " + A,
            A + "  x\nhello",
            A + "  x\n" + B + "  x",
            A + "  x\n" + B + "  ./x",
            A + "  x\n" + B + " *././x")) {
      ArchiveException refused = assertThrows(ArchiveException.class, () -> parse(wrong), wrong);
      assertTrue(refused.getMessage().startsWith("sums"), refused.getMessage());
    }
    ArchiveException second =
        assertThrows(ArchiveException.class, () -> parse("# a\n" + A + "  x\n\nhello\n"));
    assertTrue(second.getMessage().startsWith("sums, line 4: "), second.getMessage());
    assertThrows(
        ArchiveException.class, () -> ChecksumList.parse("sums", new byte[] {(byte) 0xff, '\n'}));
  }

  @Test
  void commentsAreNoLines() throws Exception {
    String text = "# " + A + "  x\n#" + A + "  x\n" + B + "  y\n";
    assertEquals(List.of("3 y"), names(text));
  }

  @Test
  void aMarkOfTheOrderOfBytesIsPassedOver() throws Exception {
    assertEquals(List.of("1 x", "2 y"), names("\ufeff" + A + "  x\r\n" + B + "  y\r\n"));
    assertThrows(ArchiveException.class, () -> parse(A + "  x\n\ufeff" + B + "  y"));
  }

  @Test
  void oneFileMayStandTwiceAndOneDigestMayHaveTwoNames() throws Exception {
    assertEquals(List.of("1 x", "2 x"), names(A + "  x\n" + A + "  x"));
    assertEquals(List.of("1 x", "2 y"), names(A + "  x\n" + A + "  y"));
    assertEquals(List.of("1 x", "2 x"), names(A + "  x\n" + "c".repeat(128) + "  x"));
    assertEquals(List.of("1 l/x", "2 m/x"), names(A + "  l/x\n" + B + "  m/x"));
  }

  /** A name can look like another form, or like another line. */
  @Test
  void namesDoNotMakeOtherLines() throws Exception {
    assertEquals(List.of("1 x (y) = " + B), names(A + "  x (y) = " + B));
    assertEquals(List.of("1 a) = " + A + "  b (c"), names("SHA256 (a) = " + A + "  b (c) = " + B));
    assertEquals(List.of("1 x\u2028" + B + "  y"), names(A + "  x\u2028" + B + "  y"));
    assertEquals(List.of("1 x\r" + B + "  y"), names(A + "  x\r" + B + "  y"));
    assertEquals(List.of("1 *x", "2 x", "3 x"), names(A + "  *x\n" + B + " x\n" + B + "\tx"));
  }

  @Test
  void aListIsNoLongerThanItsCap() throws Exception {
    String line = A + "  x\n";
    byte[] full =
        line.repeat(Limits.CHECKSUMS / line.length() + 1).getBytes(StandardCharsets.UTF_8);
    byte[] most = Arrays.copyOf(full, Limits.CHECKSUMS);
    Arrays.fill(most, Limits.CHECKSUMS / line.length() * line.length(), most.length, (byte) '\n');
    assertEquals(Limits.CHECKSUMS / line.length(), ChecksumList.parse("sums", most).lines().size());
    byte[] above = Arrays.copyOf(most, most.length + 1);
    above[most.length] = '\n';
    ArchiveException refused =
        assertThrows(ArchiveException.class, () -> ChecksumList.parse("sums", above));
    assertTrue(refused.getMessage().contains("8388608 bytes"), refused.getMessage());
    String dots = "./".repeat(Limits.CHECKSUMS / 2 - 40);
    assertEquals(1, parse(A + "  " + dots + "x\n").lines().size());
    byte[] empty = new byte[Limits.CHECKSUMS];
    Arrays.fill(empty, (byte) '\n');
    assertThrows(ArchiveException.class, () -> ChecksumList.parse("sums", empty));
  }

  /** Lists as tools make them; they may hold the list itself. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha256sum *",
        "sha256sum -b *",
        "sha384sum *",
        "sha512sum --tag *",
        "sha256sum --tag *",
        "shasum -a 256 *",
        "shasum -a 512 --tag *",
        "openssl dgst -sha256 -r *"
      })
  void listsOfToolsAreRead(String command) throws Exception {
    for (String name : new String[] {"app", "a (b) = c", "back\\slash", "new\nline"}) {
      Files.writeString(directory.resolve(name), name);
    }
    boolean escapes = !command.startsWith("openssl");
    if (!escapes) {
      Files.delete(directory.resolve("new\nline"));
    }
    assumeTrue(Archives.run(directory, "command -v " + command.substring(0, command.indexOf(' '))));
    assumeTrue(Archives.run(directory, command + " > sums"));
    ChecksumList list = ChecksumList.parse("sums", Files.readAllBytes(directory.resolve("sums")));
    for (ChecksumList.Line line : list.lines()) {
      if (!line.name().equals("sums") && !line.name().equals("log")) {
        byte[] data = line.name().getBytes(StandardCharsets.UTF_8);
        assertEquals(Digest.of(line.digest().algorithm(), data), line.digest());
      }
    }
  }
}
