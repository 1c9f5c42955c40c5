package dev.gotrust.material;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.checksumdb.MissingFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Asks the checksum database that this machine's go command would ask; where it is not reachable,
 * says so and tests nothing.
 */
final class LiveDatabaseTest {
  private static final String LOOKUP = "lookup/golang.org/x/mod@v0.30.0";
  private static final HttpOptions ONCE =
      new HttpOptions(
          "gotrust/test",
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          8,
          2,
          Duration.ofMillis(300),
          Duration.ofSeconds(5));

  @TempDir Path temporary;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  private final RequestListener listener =
      new RequestListener() {
        @Override
        public void asked(String url) {
          asked.add(url);
        }
      };

  @Test
  @SuppressWarnings("SystemOut")
  void theDatabaseOfThisMachineAnswers() throws IOException {
    GoEnvironment go = GoEnvironment.read(System.getenv());
    String named = go.checksumDatabase().strip();
    int space = named.indexOf(' ');
    String key = space < 0 ? named : named.substring(0, space);
    String name = key.indexOf('+') < 0 ? key : key.substring(0, key.indexOf('+'));
    if (go.proxies().isEmpty() || name.isEmpty() || name.equals("off")) {
      System.out.println("LiveDatabaseTest: no go command configures a database here");
      return;
    }
    ProxyList proxies = ProxyList.parse(go.proxies());
    try (HttpDoor http = new HttpDoor(ONCE, listener)) {
      String url = space < 0 ? null : named.substring(space + 1).strip();
      DatabaseDoor door = new DatabaseDoor(name, url, proxies, http);
      List<String> planned = door.planned(List.of("latest", LOOKUP));
      try {
        door.read("latest", 10_000);
      } catch (IOException unreachable) {
        System.out.println("LiveDatabaseTest: not reachable: " + unreachable.getMessage());
        return;
      }
      judge(door, planned, new ModuleProxies(proxies, http));
    }
  }

  private void judge(DatabaseDoor door, List<String> planned, ModuleProxies modules)
      throws IOException {
    String record = new String(door.read(LOOKUP, 10_000), UTF_8);
    assertTrue(record.contains("\ngolang.org/x/mod v0.30.0 h1:"), record);
    assertEquals(planned, asked, "what was planned was asked");
    assertThrows(
        MissingFileException.class, () -> door.read("lookup/golang.org/x/mod@v0.30.999", 10_000));
    Path target = temporary.resolve("mod");
    modules.download("golang.org/x/mod/@v/v0.30.0.mod", target, 10_000);
    assertTrue(Files.readString(target).startsWith("module golang.org/x/mod"));
  }
}
