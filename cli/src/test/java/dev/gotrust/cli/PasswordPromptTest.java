package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A password that is typed, on a terminal that util-linux's {@code script} makes. */
final class PasswordPromptTest {
  private static final Path SCRIPT = Path.of("/usr/bin/script");
  private static final String TYPED = "correct-horse";
  private static final long HANG_SECONDS = 60;

  @TempDir Path directory;

  /** What came of a run. */
  private record Said(int code, String text) {}

  /** Runs a command, and types a line whenever one ends with a colon. */
  private Said ask(String line, String... typed) throws Exception {
    if (!Files.isExecutable(SCRIPT)) {
      System.out.println("left out, there is no script: how passwords are asked for");
    }
    Assumptions.assumeTrue(Files.isExecutable(SCRIPT));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            SCRIPT.toString(),
            "-qec",
            "\"$JAVA\" -Dgotrust.tty=012 -cp \"$CLASSES\" dev.gotrust.cli.Main " + line,
            "/dev/null");
    builder.directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA", java);
    builder.environment().put("CLASSES", System.getProperty("java.class.path"));
    builder.environment().remove("COSIGN_PASSWORD");
    Process process = builder.start();
    try {
      String text = converse(process, typed);
      assertTrue(process.waitFor(HANG_SECONDS, TimeUnit.SECONDS), text);
      return new Said(process.exitValue(), text);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String converse(Process process, String... typed) throws IOException {
    StringBuilder text = new StringBuilder();
    InputStream in = process.getInputStream();
    int next = 0;
    for (int c = in.read(); c >= 0; c = in.read()) {
      text.append((char) c);
      if (next < typed.length && text.toString().endsWith(": ") && in.available() == 0) {
        String word = text.substring(text.lastIndexOf("\n") + 1);
        if (word.contains("assword") || word.contains("again")) {
          process.getOutputStream().write((typed[next++] + '\n').getBytes(StandardCharsets.UTF_8));
          process.getOutputStream().flush();
        }
      }
    }
    return text.toString();
  }

  @Test
  void aNewPasswordIsTypedTwiceAndShownNever() throws Exception {
    Said made = ask("generate-key-pair", TYPED, TYPED);
    assertEquals(0, made.code(), made.text());
    assertTrue(made.text().contains("gotrust: Password of the new private key: "), made.text());
    assertTrue(made.text().contains("gotrust: The same again: "), made.text());
    assertFalse(made.text().contains(TYPED), "what is typed is shown");
    Files.write(directory.resolve("file"), new byte[] {1});
    Said wrong = ask("sign --key cosign.key file", "another");
    assertEquals(2, wrong.code(), wrong.text());
    assertTrue(wrong.text().contains("the password does not open it"), wrong.text());
    Said signed = ask("sign --key cosign.key file", TYPED);
    assertEquals(0, signed.code(), signed.text());
    assertFalse((wrong.text() + signed.text()).contains(TYPED), "what is typed is shown");
  }

  @Test
  void passwordsThatDifferOrAreNoneMakeNoKey() throws Exception {
    Said differ = ask("generate-key-pair", TYPED, "another");
    assertEquals(2, differ.code(), differ.text());
    assertTrue(differ.text().contains("the two passwords differ"), differ.text());
    Said none = ask("generate-key-pair", "");
    assertEquals(2, none.code(), none.text());
    assertTrue(none.text().contains("an empty password protects nothing"), none.text());
    assertFalse(Files.exists(directory.resolve("cosign.key")));
  }
}
