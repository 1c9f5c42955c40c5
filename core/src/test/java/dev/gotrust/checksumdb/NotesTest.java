package dev.gotrust.checksumdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Limits;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Signed notes and tree heads with something wrong about them. */
class NotesTest {
  private static final TestSigner SIGNER = new TestSigner("sum.example.com");
  private static final TestSigner STRANGER = new TestSigner("witness.example.com");
  private static final VerifierKey KEY = SIGNER.key();
  private static final String TEXT =
      TestDatabase.text(5, PlainTree.sha256("5".getBytes(StandardCharsets.UTF_8)));

  /** A good note, with a line of a signer that nobody knows. */
  private static final String UNKNOWN = STRANGER.line(TEXT);

  private static final String GOOD = TEXT + '\n' + SIGNER.line(TEXT) + UNKNOWN;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable VerifiedNote open(byte[] note) {
    try {
      return SignedNote.parse(note).verify(List.of(KEY));
    } catch (ChecksumDbException refused) {
      assertTrue(refused.getMessage().length() < 600, refused.getMessage());
      return null;
    }
  }

  private static void assertRefused(String note) {
    assertNull(open(bytes(note)), note);
  }

  /** Changes beyond this place are of the unknown signer's line. */
  private static void assertRefusedOrUnknown(byte[] changed, int place) {
    VerifiedNote note = open(changed);
    if (note != null) {
      assertTrue(place >= bytes(GOOD).length - bytes(UNKNOWN).length, () -> "taken: " + note);
      assertEquals(TEXT, note.text());
      assertEquals(List.of(KEY), note.signers());
    }
  }

  @Test
  void aGoodNoteIsTaken() throws Exception {
    VerifiedNote note = opened(bytes(GOOD));
    assertEquals(TEXT, note.text());
    assertEquals(List.of(KEY), note.signers());
    assertEquals(1, note.unknown().size());
    assertEquals("witness.example.com", note.unknown().get(0).name());
    assertEquals(GOOD, note.toString());
    TreeHead head = TreeHead.of(note);
    assertEquals(5, head.size());
    assertEquals(KEY, head.signer());
  }

  private static VerifiedNote opened(byte[] note) {
    return Objects.requireNonNull(open(note));
  }

  @Test
  void everyBitOfAGoodNoteCounts() {
    byte[] good = bytes(GOOD);
    for (int i = 0; i < good.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] bad = good.clone();
        bad[i] ^= (byte) (1 << bit);
        assertRefusedOrUnknown(bad, i);
      }
      for (int step : new int[] {-1, 1}) {
        byte[] bad = good.clone();
        bad[i] += (byte) step;
        assertRefusedOrUnknown(bad, i);
      }
    }
  }

  @Test
  void noByteMayBeLeftOutOrPutIn() {
    byte[] good = bytes(GOOD);
    for (int i = 0; i <= good.length; i++) {
      assertRefusedOrUnknown(Arrays.copyOf(good, i), i);
      if (i < good.length) {
        byte[] less = Arrays.copyOf(good, good.length - 1);
        System.arraycopy(good, i + 1, less, i, less.length - i);
        assertRefusedOrUnknown(less, i);
      }
      for (int put : new int[] {'\n', '\r', ' ', 'A', '=', 0, 0x7f, 0x80, 0xff, '+', '-'}) {
        byte[] more = new byte[good.length + 1];
        System.arraycopy(good, 0, more, 0, i);
        more[i] = (byte) put;
        System.arraycopy(good, i, more, i + 1, good.length - i);
        assertRefusedOrUnknown(more, i);
      }
    }
  }

  @Test
  void linesMayNotBeMoved() {
    String line = SIGNER.line(TEXT);
    assertRefused(GOOD.replace("\n", "\r\n"));
    assertRefused(GOOD + "trailing\n");
    assertRefused(GOOD + '\n');
    assertRefused(GOOD + " \n");
    assertRefused(TEXT + line);
    assertRefused(TEXT + "\n\n" + line);
    assertRefused('\n' + GOOD);
    assertRefused(TEXT + '\n');
    assertRefused("");
    assertRefused("\n\n");
    assertRefused("\n");
    assertRefused(TEXT + "more\n\n" + line);
    assertRefused(TEXT + '\n' + UNKNOWN);
    assertRefused(TEXT + '\n' + UNKNOWN + '\n' + line);
    // A text may hold an empty line: what is signed ends at the last.
    String longer = "a\n\nb\n";
    assertNotNull(open(SIGNER.note(longer)));
    assertRefused(TEXT + '\n' + line + '\n' + SIGNER.line(TEXT));
    assertNotNull(open(bytes(TEXT + '\n' + line + line)), "twice is once");
    assertNotNull(open(bytes(TEXT + '\n' + UNKNOWN + line)), "in any order");
  }

  @Test
  void aSecondSignatureByTheSameKeyMustHoldToo() {
    String wrong = TestSigner.line(KEY.name(), SIGNER.hash(), new byte[64]);
    assertRefused(GOOD + wrong);
    assertRefused(TEXT + '\n' + wrong + SIGNER.line(TEXT));
  }

  @Test
  void aSignatureHasItsOneSpelling() {
    byte[] signature = SIGNER.sign(TEXT);
    assertNotNull(open(bytes(TEXT + '\n' + TestSigner.line(KEY.name(), SIGNER.hash(), signature))));
    for (int length = 0; length < 130; length++) {
      if (length != 64) {
        byte[] other = Arrays.copyOf(signature, length);
        assertRefused(TEXT + '\n' + TestSigner.line(KEY.name(), SIGNER.hash(), other));
      }
    }
    assertRefused(TEXT + '\n' + TestSigner.line(KEY.name(), SIGNER.hash(), plusOrder(signature)));
    assertRefused(TEXT + '\n' + TestSigner.line(KEY.name(), SIGNER.hash(), new byte[64]));
    byte[] ones = new byte[64];
    Arrays.fill(ones, (byte) -1);
    assertRefused(TEXT + '\n' + TestSigner.line(KEY.name(), SIGNER.hash(), ones));
    String line = SIGNER.line(TEXT);
    assertRefused(TEXT + '\n' + line.replace("=\n", "\n"));
    assertRefused(TEXT + '\n' + line.replace("\n", "=\n"));
    assertRefused(TEXT + '\n' + line.replace("\n", " \n"));
    String url = line.replace('+', '-').replace('/', '_');
    assertTrue(url.equals(line) || open(bytes(TEXT + '\n' + url)) == null);
  }

  /** Returns R and S + L, which leads to the same point as R and S. */
  private static byte[] plusOrder(byte[] signature) {
    BigInteger order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    byte[] reversed = new byte[32];
    for (int i = 0; i < 32; i++) {
      reversed[i] = signature[63 - i];
    }
    byte[] sum = new BigInteger(1, reversed).add(order).toByteArray();
    byte[] changed = signature.clone();
    for (int i = 0; i < 32; i++) {
      int at = sum.length - 1 - i;
      changed[32 + i] = at < 0 ? 0 : sum[at];
    }
    return changed;
  }

  @Test
  void namesAndHashesOfKeysAreHeldExactly() {
    byte[] signature = SIGNER.sign(TEXT);
    for (String name :
        List.of(
            "sum.example.com.",
            "Sum.example.com",
            "sum.example.co",
            "sum.example.com\u200b",
            "sum.example\u3002com",
            "s\u0443m.example.com",
            "sum.example.com\u00ad")) {
      assertRefused(TEXT + '\n' + TestSigner.line(name, SIGNER.hash(), signature));
    }
    for (String name :
        List.of(
            "", "+", "sum.example.com+", "a b", "a\u00a0b", "a\u2028b", "a\u0085b", "a\u3000b")) {
      assertRefused(GOOD + TestSigner.line(name, SIGNER.hash(), signature));
    }
    byte[] hash = SIGNER.hash();
    hash[3]++;
    assertRefused(TEXT + '\n' + TestSigner.line(KEY.name(), hash, signature));
    TestSigner namesake = new TestSigner("sum.example.com");
    assertRefused(TEXT + '\n' + namesake.line(TEXT));
    // A stranger of the same name is kept apart beside the one that is known.
    VerifiedNote note = opened(bytes(GOOD + namesake.line(TEXT)));
    assertEquals(2, note.unknown().size());
    assertRefused(TEXT + '\n' + TestSigner.line(KEY.name(), SIGNER.hash(), namesake.sign(TEXT)));
  }

  @Test
  void asManySignaturesAsGoTakesAreTaken() {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i < Limits.NOTE_SIGNATURES; i++) {
      lines.append(TestSigner.line("w" + i, new byte[4], new byte[1]));
    }
    String full = TEXT + '\n' + lines + SIGNER.line(TEXT);
    assertNotNull(open(bytes(full)));
    assertRefused(full + UNKNOWN);
    assertRefused(TEXT + '\n' + TestSigner.line("w", new byte[4], new byte[0]));
    assertRefused("a".repeat(Limits.SIGNED_NOTE) + "\n\n" + SIGNER.line("x\n"));
    assertRefused(TEXT + '\n' + "\u2014 " + "x".repeat(60_000) + " AAAAAAAA\n");
    assertRefused(TEXT + '\n' + "x".repeat(60_000) + '\n');
  }

  @Test
  void headsThatAreNone() throws Exception {
    String root = TEXT.split("\n", -1)[2];
    String title = "go.sum database tree\n";
    for (String text :
        List.of(
            "\n",
            "x\n",
            title,
            title + "5\n",
            title + "5\n" + root,
            "go.sum database tree v2\n5\n",
            title + "05\n" + root + '\n',
            title + "+5\n" + root + '\n',
            title + "-5\n" + root + '\n',
            title + " 5\n" + root + '\n',
            title + "\u0665\n" + root + '\n',
            title + "5 \n" + root + '\n',
            title + "\n" + root + '\n',
            title + "281474976710657\n" + root + '\n',
            title + "99999999999999999999\n" + root + '\n',
            title + "0\n" + root + '\n',
            title + "5\n" + root + "=\n",
            title + "5\n" + root.replace("=", "") + '\n',
            title + "5\n\n",
            title + "5\nAAAA\n",
            "G" + TEXT.substring(1),
            title + "9".repeat(6000) + '\n' + root + '\n',
            title + "5\n" + "A".repeat(6000) + '\n')) {
      String signed = text.endsWith("\n") ? text : text + '\n';
      VerifiedNote note = opened(SIGNER.note(signed));
      boolean isHead = text.endsWith(root) && text.startsWith(title + "5\n");
      if (isHead) {
        assertEquals(5, TreeHead.of(note).size());
      } else {
        ChecksumDbException refused =
            assertThrows(ChecksumDbException.class, () -> TreeHead.of(note), signed);
        assertTrue(refused.getMessage().length() < 600);
      }
    }
    VerifiedNote more = opened(SIGNER.note(TEXT + "a line of a later format\n"));
    assertEquals(5, TreeHead.of(more).size());
    String empty = TestDatabase.text(0, PlainTree.sha256(new byte[0]));
    assertEquals(0, TreeHead.of(opened(SIGNER.note(empty))).size());
  }

  @Test
  void keysThatAreNone() {
    String good = KEY.toString();
    String[] parts = good.split("\\+", 3);
    byte[] noPoint = new byte[33];
    noPoint[0] = 1;
    noPoint[1] = 2;
    assertEquals(good, VerifierKey.parse(good).toString());
    for (String text :
        List.of(
            "",
            "+",
            "++",
            parts[0],
            parts[0] + '+' + parts[1],
            good + "=",
            good + " ",
            " " + good,
            good.replace(parts[0], ""),
            good.replace(parts[0], "a b"),
            good.replace(parts[1], "00000000"),
            good.replace(parts[1], parts[1] + "0"),
            good.replace(parts[0], "sum.example.con"),
            good.substring(0, good.length() - 1),
            parts[0] + '+' + parts[1] + "+AAAA",
            "x".repeat(100_000),
            key(noPoint),
            key(new byte[33]),
            key(new byte[] {1}),
            key(Arrays.copyOf(new byte[] {1}, 34)))) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> VerifierKey.parse(text), text);
      assertTrue(String.valueOf(refused.getMessage()).length() < 1000);
    }
  }

  /** Returns a key of these bytes with its right hash. */
  private static String key(byte[] data) {
    byte[] all = Arrays.copyOf(bytes("n\n"), 2 + data.length);
    System.arraycopy(data, 0, all, 2, data.length);
    String hash = HexFormat.of().formatHex(PlainTree.sha256(all), 0, 4);
    return "n+" + hash + '+' + Base64.getEncoder().encodeToString(data);
  }
}
