package dev.gotrust.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as Go's linker spells them, from real programs. */
class FunctionNameTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static int packageLength(byte[] name, int from, int to) {
    return FunctionName.packageLength(name, from, FunctionName.end(name, from, to));
  }

  private static String path(String name) {
    byte[] bytes = bytes(name);
    return FunctionName.path(bytes, 0, packageLength(bytes, 0, bytes.length));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "main.main                                              | main",
        "main.init.0                                            | main",
        "main.main.func1                                        | main",
        "main.main.func1.2.gowrap3                              | main",
        "runtime.goexit.abi0                                    | runtime",
        "runtime.(*mheap).alloc                                 | runtime",
        "net/http.(*Server).Serve                               | net/http",
        "net/http.glob..func5                                   | net/http",
        "net/http.init.func1                                    | net/http",
        "vendor/golang.org/x/net/idna.init                      | vendor/golang.org/x/net/idna",
        "example.com/a/b.T.M                                    | example.com/a/b",
        "example.com/a/b.T.M-fm                                 | example.com/a/b",
        "gopkg.in/yaml%2ev3.(*Decoder).Decode                   | gopkg.in/yaml.v3",
        "gopkg.in/yaml%252ev3.(*encoder).mapv.func1             | gopkg.in/yaml.v3",
        "example.com/dotted%2ev3.Value.Text                     | example.com/dotted.v3",
        "example.com/%e4%b8%96.F                                | example.com/世",
        "example.com/a%.F                                       | example.com/a%",
        "example.com/a%2.F                                      | example.com/a%2",
        "example.com/a%zz.F                                     | example.com/a%zz",
        "example.com/packages/inner_test.TestText               | example.com/packages/inner_test",
        "plugin/unnamed-0123.Text                               | plugin/unnamed-0123",
        "command-line-arguments.main                            | command-line-arguments",
        // Type arguments and receivers hold paths and dots of other packages.
        "main.Map[...]                                          | main",
        "main.Map[go.shape.int]                                 | main",
        "slices.Sort[go.shape.[]example.com/x.T,example.com/x.T] | slices",
        "example.com/lib.(*Set[example.com/dotted%2ev3.Value]).Add | example.com/lib",
        "example.com/lib.(*Set[go.shape.struct { example.com/Upper/Case.a string }]).Add"
            + " | example.com/lib",
        "sync/atomic.(*Pointer[go.shape.struct { net/http.a int }]).Load | sync/atomic",
        "main.F[go.shape.func(example.com/a.T) string].func1    | main",
        "example.com/a.(*T).Do·f                                | example.com/a",
        // What cgo makes in a package's name.
        "main._Cfunc_puts                                       | main",
        "main._cgoexp_0123456789ab_Text                         | main",
        "runtime/cgo._cgo_panic                                 | runtime/cgo",
        "goexperiment.X                                         | goexperiment",
        "go/types.Eval                                          | go/types",
        "types.F                                                | types",
      })
  void thePackage(String name, String path) {
    assertEquals(path, path(name));
    // What was found for one function is tried for the next one.
    byte[] bytes = bytes(name);
    int length = packageLength(bytes, 0, bytes.length);
    int end = FunctionName.end(bytes, 0, bytes.length);
    assertEquals(end, FunctionName.endBehind(bytes, length, bytes.length));
  }

  @ParameterizedTest
  @CsvSource({
    "net/http.F, 3",
    "example.com/a.F, 7",
    "example.com/a.F, 11",
    "type..eq.main.T, 4",
    "main, 4",
    "main., 4",
    "main.a/b.F, 4"
  })
  void aBeginningIsNotThePackage(String name, int length) {
    byte[] bytes = bytes(name);
    assertEquals(-1, FunctionName.endBehind(bytes, length, bytes.length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        ".F",
        "_rt0_amd64_linux",
        "_cgoexp_0123456789ab_Text",
        "crosscall2",
        "go:buildid",
        "go.buildid",
        "go.(*struct { sync.Mutex; example.com/a.b int }).Lock",
        "type:.eq.example.com/a.T",
        "type:.hash.[2]string",
        "type:.eq.struct { F uintptr; net/http.x int }",
        "type..eq.runtime.mspan",
        "type..hash.example.com/a.T",
        "type..eq.[4]string",
        "main",
        "net/http",
        "[",
        "(*T).M",
        "/",
        "a.b/c",
      })
  void namesOfNoPackage(String name) {
    byte[] bytes = bytes(name);
    assertEquals(0, packageLength(bytes, 0, bytes.length), name);
  }

  @Test
  void onlyTheNamesOwnBytesAreLookedAt() {
    byte[] buffer = bytes("/x.main.main\0/other.F");
    assertEquals(4, packageLength(buffer, 3, buffer.length));
    assertEquals(0, packageLength(buffer, 3, 7));
    assertEquals(12, FunctionName.nul(buffer, 3, buffer.length));
    assertEquals(7, FunctionName.nul(buffer, 3, 7));
    assertTrue(FunctionName.startsWith(buffer, 3, 12, "main.main"));
    assertFalse(FunctionName.startsWith(buffer, 3, 11, "main.main"));
    assertFalse(FunctionName.startsWith(buffer, 3, 12, "main.mai2"));
  }

  @ParameterizedTest
  @CsvSource({
    "Cut, true",
    "Time.Add, true",
    "(*Time).add, true",
    "cut, false",
    "(*time).Add, false",
    "'', false",
    "(, false",
    "É, false",
    "glob..func1, false",
  })
  void exportedNames(String name, boolean exported) {
    assertEquals(exported, FunctionName.isExported(bytes(name), 0, bytes(name).length));
  }

  @Test
  void bytesThatAreNoTextMakeAPath() {
    byte[] name = {'a', (byte) 0xff, '/', (byte) 0x80, '.', 'F'};
    assertEquals("a\ufffd/\ufffd", FunctionName.path(name, 0, 4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "main.main | main.main",
        "slices.Sort[go.shape.[]int,int] | slices.Sort",
        "sync/atomic.(*Pointer[go.shape.int]).Load | sync/atomic.(*Pointer).Load",
        "a.F[x[y]][z].func1 | a.F.func1",
        "a.F] | a.F]",
        "a.F[never | a.F",
      })
  void typeArgumentsAreTakenOut(String name, String plain) {
    byte[] bytes = bytes(name);
    byte[] without = FunctionName.withoutTypes(bytes, 0, bytes.length);
    assertEquals(plain, new String(without, StandardCharsets.UTF_8));
  }
}
