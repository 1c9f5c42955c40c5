package dev.gotrust.checksumdb;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gotrust.fixtures.RecordedDatabase;
import dev.gotrust.module.H1;
import dev.gotrust.module.ModuleVersion;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/** The readers of what a checksum database sends, on any bytes: a content or a refusal. */
@Tag("fuzz")
class ChecksumDbFuzzTest {
  private static final VerifierKey KEY = VerifierKey.parse(RecordedDatabase.key());
  private static final byte[] LATEST = recorded("latest");
  private static final ModuleVersion MODULE = new ModuleVersion("golang.org/x/mod", "v0.30.0");

  private static byte[] recorded(String path) {
    SortedMap<String, byte[]> files = RecordedDatabase.files();
    byte[] data = files.get(path);
    if (data == null) {
      throw new IllegalStateException(path + " was not recorded");
    }
    return data;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Stream<byte[]> notes() {
    return Stream.of(
        LATEST, bytes("a\n\n\u2014 b AAAAAAA=\n"), bytes("\n\n\u2014 \n"), bytes("\u2014 a b"));
  }

  static Stream<byte[]> heads() {
    String root = "A".repeat(43) + "=\n";
    String title = "go.sum database tree\n";
    return Stream.of(title + "5\n" + root, title + "0\n" + root, title + "281474976710657\n" + root)
        .map(ChecksumDbFuzzTest::bytes);
  }

  static Stream<byte[]> lookups() {
    String hash = TestDatabase.h1("x");
    String line = MODULE.path() + ' ' + MODULE.version();
    return Stream.of(
        recorded(String.valueOf(LookupPath.of(MODULE))),
        bytes("0\n" + line + ' ' + hash + "\n\na\n\n\u2014 b AAAAAAA=\n"),
        bytes("5\n\n\n"),
        bytes("9\n" + line + "/go.mod " + hash + "\n\n"));
  }

  static Stream<byte[]> keys() {
    return Stream.of(bytes(RecordedDatabase.key()), bytes("a+00000000+AQ=="));
  }

  @MethodSource("notes")
  @FuzzTest
  void note(byte[] bytes) {
    try {
      SignedNote note = SignedNote.parse(bytes);
      if (!Arrays.equals(bytes, note.toBytes()) || note.signatures().isEmpty()) {
        throw new AssertionError("not the note that was read");
      }
      // Who has no key can't sign: only what was signed comes out verified.
      String text = note.verify(List.of(KEY)).text();
      if (!text.equals(SignedNote.parse(LATEST).text())) {
        throw new AssertionError("a forgery: " + text);
      }
    } catch (ChecksumDbException refused) {
      checkMessage(refused);
    }
  }

  @MethodSource("heads")
  @FuzzTest
  void head(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      // As if it were signed: signing each would leave little time for texts.
      SignedNote signed = SignedNote.parse(bytes(text + "\n\u2014 a AAAAAAA=\n"));
      VerifiedNote note = new VerifiedNote(signed, List.of(KEY), List.of());
      TreeHead head = TreeHead.of(note);
      String again = TestDatabase.text(head.size(), head.root().toArray());
      if (!note.text().startsWith(again)) {
        throw new AssertionError("not the one spelling of " + again);
      }
    } catch (ChecksumDbException refused) {
      checkMessage(refused);
    }
  }

  @MethodSource("lookups")
  @FuzzTest
  void lookup(byte[] bytes) {
    try {
      LookupAnswer answer = LookupAnswer.parse(MODULE, bytes);
      String record = new String(answer.record().toArray(), StandardCharsets.UTF_8);
      String all = answer.id() + "\n" + record + '\n';
      String line = MODULE.path() + ' ' + MODULE.version() + ' ' + answer.zipH1() + '\n';
      boolean isLine = record.startsWith(line) || record.contains('\n' + line);
      if (!new String(bytes, StandardCharsets.UTF_8).startsWith(all)
          || !H1.isCanonical(answer.zipH1())
          || !isLine) {
        throw new AssertionError("not what was read: " + all);
      }
    } catch (ChecksumDbException refused) {
      checkMessage(refused);
    }
  }

  @MethodSource("keys")
  @FuzzTest
  void key(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      VerifierKey key = VerifierKey.parse(text);
      if (!key.toString().equals(text) || !text.startsWith(key.name() + '+' + key.hash() + '+')) {
        throw new AssertionError("not the key that was read");
      }
      if (key.verifies(new byte[0], bytes)) {
        throw new AssertionError("signed by nobody");
      }
    } catch (IllegalArgumentException refused) {
      if (String.valueOf(refused.getMessage()).length() > 1000) {
        throw new AssertionError("a message as long as what was read", refused);
      }
    }
  }

  private static void checkMessage(ChecksumDbException refused) {
    if (refused.getMessage().isEmpty() || refused.getMessage().length() > 1000) {
      throw new AssertionError("a message as long as what was read", refused);
    }
  }
}
