package dev.gotrust.signing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.opentest4j.AssertionFailedError;

/** Files of keys beside the tests; see the README there. */
final class SigningKeys {
  private SigningKeys() {}

  static byte[] file(String name) {
    try (InputStream in = SigningKeys.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionFailedError("no resource " + name);
      }
      return in.readAllBytes();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String text(String name) {
    return new String(file(name), StandardCharsets.UTF_8);
  }

  static Password password(String text) {
    return Password.of(text.toCharArray());
  }
}
