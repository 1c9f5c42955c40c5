package dev.gotrust.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuilderHomesTest {
  private static Set<String> homes(String... files) {
    List<SourcePlace> places =
        List.of(files).stream()
            .map(file -> new SourcePlace(true, "", null, file, 0, "main.main"))
            .toList();
    CompiledPackage main = new CompiledPackage("main", 1, 1, false, places);
    return BuilderHomes.of(new CompiledCode(1, 1, List.of(main), null, Set.of(), null));
  }

  @ParameterizedTest
  @CsvSource({
    "/home/alice/app/main.go, /home/alice",
    "/root/go/pkg/mod/x@v1/x.go, /root",
    "/root, /root",
    "/Users/bob/x.go, /Users/bob",
    "C:/Users/carol/go/x.go, C:/Users/carol",
    "'C:\\Users\\dave\\go\\x.go', 'C:\\Users\\dave'",
    "d:/Users/erin/x.go, d:/Users/erin",
  })
  void areNamed(String file, String home) {
    assertEquals(Set.of(home), homes(file));
  }

  @ParameterizedTest
  @CsvSource({
    "example.com/app/main.go",
    "/usr/local/go/src/fmt/print.go",
    "/rooted/x.go",
    "/build/home/alice/x.go",
    "./home/alice/x.go",
    "home/alice/x.go",
    "/home/",
    "external/root/x.go",
  })
  void areNotMadeUp(String file) {
    assertEquals(Set.of(), homes(file));
  }

  @Test
  void eachOnce() {
    Set<String> homes = homes("/home/b/x.go", "/home/a/x.go", "/home/b/y.go", "x.go");
    assertEquals(new TreeSet<>(Set.of("/home/a", "/home/b")), homes);
  }
}
