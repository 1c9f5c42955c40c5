package dev.gotrust.facts;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.GoText;
import dev.gotrust.samples.GoContent;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/** The readers of texts on any bytes. See {@code specs/fuzzing.md} for how to fuzz for real. */
@Tag("fuzz")
class TextFuzzTest {
  static Stream<byte[]> modinfos() {
    return Stream.of(
            GoContent.TEXT,
            "path\tx\nmod\tx\tv1\t\n=>\t./y\t\t\nbuild\t\"a b\"=`c`\n",
            "dep\ta\tv1\n=>\tb\tv2\th1:x\nbuild\t-ldflags=\"-X=\\x41\\u00e9\\U0001F600\\377\"\n")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<byte[]> buildIds() {
    return Stream.of(GoContent.BUILD_ID, "a/b/c/d", "\"quoted\\n\"", "`raw`", "\u001b[31m")
        .map(GoContent::latin1);
  }

  static Stream<byte[]> versions() {
    return Stream.of(
            "go1.26.8",
            "go1.21rc2",
            "go1.21.11 (Red Hat 1.21.11-1.el9)",
            "devel go1.27-0123456789 Mon Jan 1",
            "devel +abc",
            "go1.22.1 X:boringcrypto")
        .map(GoContent::latin1);
  }

  @MethodSource("modinfos")
  @FuzzTest
  void modinfo(byte[] bytes) {
    String text = GoText.decode(bytes);
    try {
      BuildInfo info = Modinfo.parse("go1.26.1", text);
      if (!info.modinfo().equals(text)) {
        throw new AssertionError("the text is kept as it stands");
      }
    } catch (FormatException refused) {
      if (refused.kind() != FormatException.Kind.TOO_LARGE) {
        throw new AssertionError("modinfo is kept, not refused", refused);
      }
    }
  }

  @MethodSource("buildIds")
  @FuzzTest
  void buildId(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int parts = new BuildId(text, 0, text.length()).parts().size();
    if (parts != 0 && parts != 4) {
      throw new AssertionError("a build ID has four parts or is of another kind, not " + parts);
    }
    String unquoted = GoText.unquote(text);
    int prefix = GoText.quotedPrefix(text);
    // A text that is one quoted string is its own longest quoted prefix.
    if (unquoted != null && prefix != text.length()) {
      throw new AssertionError("unquoted whole, but its quoted prefix has " + prefix);
    }
    if (prefix >= 0 && GoText.unquote(text.substring(0, prefix)) == null) {
      throw new AssertionError("a quoted prefix can be unquoted");
    }
  }

  @MethodSource("versions")
  @FuzzTest
  void goVersion(byte[] bytes) {
    String text = GoText.decode(bytes);
    GoVersion version = GoVersion.parse(text);
    if (version != null && (!version.text().equals(text) || version.patch() < 0)) {
      throw new AssertionError("not the version that was read: " + version);
    }
  }
}
