package dev.gotrust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * {@code api.txt} is the public API, reviewed as a file. After a wanted change, {@code mvn -pl core
 * -am test -Dtest=ApiFileTest -Dsurefire.failIfNoSpecifiedTests=false -Dgotrust.api.update=true}
 * writes it anew.
 */
final class ApiFileTest {
  private static final Path FILE = Path.of("api.txt");

  @Test
  void theFileHoldsThePublicApi() throws Exception {
    String built = ApiLister.list(Path.of("target", "classes"));
    if (Boolean.getBoolean("gotrust.api.update")) {
      Files.writeString(FILE, built);
    }
    assertEquals(read(), built, "the API changed; see the Javadoc of this test");
  }

  private static String read() throws IOException {
    return Files.exists(FILE) ? Files.readString(FILE) : "";
  }
}
