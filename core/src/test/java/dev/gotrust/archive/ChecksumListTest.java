package dev.gotrust.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Digest;
import dev.gotrust.bytes.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChecksumListTest {
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);

  private static ChecksumList parse(String text) throws ArchiveException {
    return ChecksumList.parse("sums", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void everyFormIsRead() throws Exception {
    ChecksumList list =
        parse(
            A
                + "  app.tar.gz\n\n"
                + B.toUpperCase(java.util.Locale.ROOT)
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
    assertEquals("x", list.lines().get(2).name());
    assertEquals("y (z) = 1", list.lines().get(3).name());
    assertEquals("with two  blanks", list.lines().get(5).name());
    assertEquals(DigestAlgorithm.SHA384, list.lines().get(5).digest().algorithm());
    assertNotNull(list.named("app.zip"));
    assertNull(list.named("app"));
    assertEquals(1, list.line(Digest.parse("sha256:" + A)).number());
    assertNull(list.line(Digest.parse("sha256:" + "0".repeat(64))));
  }

  @Test
  void whatIsNoLineIsRefusedWithItsNumber() {
    for (String wrong :
        List.of(
            "",
            "\n",
            "hello",
            A,
            A + "  ",
            A.substring(1) + "  x",
            A.substring(1) + "g  x",
            "SHA512 (x) = " + A,
            "MD5 (x) = " + "a".repeat(32),
            A + "  x\nhello",
            A + "  x\n" + B + "  x")) {
      ArchiveException refused = assertThrows(ArchiveException.class, () -> parse(wrong), wrong);
      assertTrue(refused.getMessage().startsWith("sums"), refused.getMessage());
    }
  }
}
