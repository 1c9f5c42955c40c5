package dev.gotrust.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as Go's linker spells them, from real programs. */
class FunctionNameTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String path(String name) {
    byte[] bytes = bytes(name);
    return FunctionName.path(bytes, FunctionName.packageLength(bytes, bytes.length));
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
    assertEquals(0, FunctionName.packageLength(bytes(name), bytes(name).length), name);
  }

  @Test
  void onlyAsManyBytesAsTheNameHasAreLookedAt() {
    byte[] buffer = bytes("main.main/other.F");
    assertEquals(4, FunctionName.packageLength(buffer, 9));
    assertEquals(0, FunctionName.packageLength(buffer, 4));
    assertTrue(FunctionName.is(buffer, 9, "main.main"));
    assertFalse(FunctionName.is(buffer, 8, "main.main"));
    assertFalse(FunctionName.is(buffer, 9, "main.mai2"));
  }

  @Test
  void bytesThatAreNoTextMakeAPath() {
    byte[] name = {'a', (byte) 0xff, '/', (byte) 0x80, '.', 'F'};
    assertEquals("a\ufffd/\ufffd", FunctionName.path(name, 4));
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
    int length = FunctionName.withoutTypes(bytes, bytes.length);
    assertEquals(plain, new String(Arrays.copyOf(bytes, length), StandardCharsets.UTF_8));
  }
}
