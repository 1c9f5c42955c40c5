package dev.gotrust.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names are looked up in the table of specs/standard-api.md, and the table itself is well-formed.
 */
class StandardApiTest {
  private static final Pattern PACKAGE = Pattern.compile("[a-z0-9]+(/[a-z0-9]+)*");
  private static final Pattern FUNCTION =
      Pattern.compile("(([A-Z]\\w*|\\(\\*[A-Z]\\w*\\))\\.)?[A-Z]\\w*");

  private final StandardApi api = StandardApi.own();

  @ParameterizedTest
  @CsvSource({
    "slices.Concat, 22",
    "slices.Sort, 21",
    "strings.CutPrefix, 20",
    "strings.(*Builder).Cap, 12",
    "time.Time.Compare, 20",
    "time.(*Time).Compare, 20",
    "sync/atomic.(*Int64).And, 23",
    "sync/atomic.(*Pointer).Load, 19",
    "net/netip.Addr.As16, 18",
    "net/netip.(*Addr).As16, 18",
    "math/rand/v2.N, 22",
    "os.ReadFile, 16",
    "strings.CutLast, 27",
  })
  void knowsWhatAReleaseAdded(String name, int minor) {
    assertEquals(minor, since(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "slices",
        "slices.",
        "slices.Conca",
        "slices.Concat2",
        "slices.Concat-fm",
        "slices.Concat.func1",
        "slices.concat",
        "lices.Concat",
        "golang.org/x/exp/slices.Concat",
        "example/slices.Concat",
        "strings.Builder.Cap",
        "strings.(*Builder).Len.func1",
        "sync/atomic.Pointer.Load",
        "sync/atomic.(*Pointer[go.shape.int]).Load",
        "atomic.(*Pointer).Load",
        "fmt.Println",
        "main.main",
        "syscall.Exec",
        "go1.22",
        "slices+"
      })
  void knowsNoOtherName(String name) {
    assertEquals(0, since(name));
  }

  @ParameterizedTest
  @CsvSource({"slices, 21", "io/fs, 16", "net/netip, 18", "math/rand/v2, 22", "crypto/hpke, 26"})
  void knowsNewPackages(String path, int minor) {
    assertEquals(minor, packageSince(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "slice", "slices+", "slices.Concat", "fs", "math/rand", "strings", "go1.22"})
  void knowsNoOtherPackage(String path) {
    assertEquals(0, packageSince(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iter", "testing/synctest", "encoding/json/v2", "runtime/cgo", "syscall"})
  void saysNothingOfPackagesThatAnEarlierReleaseMayHold(String path) {
    assertEquals(0, packageSince(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iter.Pull", "testing/synctest.Wait", "net/netip.Prefix.Compare"})
  void saysNothingOfFunctionsThatAnEarlierReleaseMayHold(String name) {
    assertEquals(0, since(name));
  }

  @Test
  void looksAtTheGivenRangeOnly() {
    byte[] bytes = ascii("xslices.Concat\0y");
    assertEquals(22, api.since(bytes, 1, 14));
    assertEquals(21, api.packageSince(bytes, 1, 7));
    assertEquals(0, api.since(bytes, 0, 14));
    assertEquals(0, api.since(bytes, 1, 15));
    assertEquals(0, api.since(bytes, 1, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> api.since(bytes, 1, bytes.length + 1));
  }

  @Test
  void aMissingTableIsOurOwnMistake() {
    assertThrows(IllegalStateException.class, () -> StandardApi.load("no-such-table.txt"));
  }

  @Test
  void everyNameOfTheTableIsFoundAsItStands() throws IOException {
    int minor = 0;
    int names = 0;
    for (String line : lines()) {
      List<String> words = List.of(line.split(" ", -1));
      if (line.startsWith("go1.")) {
        minor = Integer.parseInt(line.substring(4));
        continue;
      }
      String path = words.get(0).replace("+", "");
      names += words.size() - (words.get(0).equals(path) ? 1 : 0);
      assertEquals(words.get(0).equals(path) ? 0 : minor, newIn(path, minor), line);
      for (String name : words.subList(1, words.size())) {
        assertEquals(minor, since(path + "." + name), name);
      }
    }
    assertEquals(names, api.size());
  }

  @Test
  void theTableIsSortedAndWellFormedWithoutDuplicates() throws IOException {
    String release = "";
    List<String> paths = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String line : lines()) {
      List<String> words = List.of(line.split(" ", -1));
      if (line.startsWith("go1.")) {
        assertTrue(line.matches("go1\\.[1-9][0-9]") && line.compareTo(release) > 0, line);
        release = line;
        paths.clear();
        continue;
      }
      String path = words.get(0).replaceFirst("\\+$", "");
      assertTrue(PACKAGE.matcher(path).matches() && !release.isEmpty(), line);
      assertTrue(words.size() > 1 || words.get(0).endsWith("+"), line);
      assertTrue(!words.get(0).endsWith("+") || seen.add(path), line);
      paths.add(path);
      assertEquals(paths.stream().sorted().distinct().toList(), paths);
      List<String> names = words.subList(1, words.size());
      assertEquals(names.stream().sorted().distinct().toList(), names);
      for (String name : names) {
        assertTrue(FUNCTION.matcher(name).matches(), name);
        assertTrue(seen.add(path + "." + name), name);
      }
    }
    assertTrue(seen.size() > 1000);
  }

  /** Returns the release of a path when it is the given one, 0 when the path is older. */
  private int newIn(String path, int minor) {
    return packageSince(path) == minor ? minor : 0;
  }

  private int since(String name) {
    byte[] bytes = ascii(name);
    return api.since(bytes, 0, bytes.length);
  }

  private int packageSince(String path) {
    byte[] bytes = ascii(path);
    return api.packageSince(bytes, 0, bytes.length);
  }

  /** Returns the lines that are no comments; each one ends in a newline. */
  private static List<String> lines() throws IOException {
    try (InputStream in = StandardApi.class.getResourceAsStream("go-api.txt")) {
      assertNotNull(in);
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      assertTrue(text.endsWith("\n"));
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
