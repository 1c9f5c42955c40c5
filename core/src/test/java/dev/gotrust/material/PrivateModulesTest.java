package dev.gotrust.material;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PrivateModulesTest {
  private static PrivateModules of(String... namesAndValues) throws IOException {
    Map<String, String> variables = new HashMap<>(Map.of("GOENV", "off"));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      variables.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return PrivateModules.of(GoEnvironment.read(new Environment(variables, Platform.UNIX)));
  }

  @Test
  void whatIsPrivateIsAskedForNowhere() throws IOException {
    PrivateModules modules = of("GOPRIVATE", "*.corp.example,golang.org/toolchain");
    assertTrue(modules.isPrivateForDatabase("git.corp.example/x"));
    assertTrue(modules.isPrivateForProxies("git.corp.example/x"));
    assertFalse(modules.isPrivateForDatabase("example.com/x"));
    assertFalse(modules.isPrivateForProxies("example.com/x"));
    assertFalse(modules.isPrivateForDatabase("golang.org/toolchain"), "as in the go command");
    assertTrue(modules.isPrivateForProxies("golang.org/toolchain"));
  }

  @Test
  void eachListGoesBeforeGoprivate() throws IOException {
    PrivateModules modules = of("GOPRIVATE", "a.example", "GONOPROXY", "none");
    assertTrue(modules.isPrivateForDatabase("a.example/x"));
    assertFalse(modules.isPrivateForProxies("a.example/x"));
    assertFalse(of().isPrivateForDatabase("a.example/x"));
  }

  @Test
  void aListThatIsNotReadIsAnError() {
    String list = "x".repeat(Limits.PREFIX_PATTERNS + 1);
    assertThrows(IOException.class, () -> of("GOPRIVATE", list));
  }
}
