package dev.gotrust.material;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxyListTest {
  private static String parsed(String list) throws IOException {
    return ProxyList.parse(list).toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "https://a.example,direct; https://a.example,direct",
        "' a.example/x | b.example:81 ,,off,c'; https://a.example/x|https://b.example:81,off",
        "direct|https://a.example; direct",
        "off; off",
        "HTTP://A.example/%7Ex/?t=1#f; http://A.example/%7Ex/?…",
        "file:///var/pro%20xy; file:///var/pro xy",
        "https://[::1]:8080; https://[::1]:8080",
      })
  void listsAreReadAsGoReadsThem(String list, String shown) throws IOException {
    assertEquals(shown, parsed(list));
  }

  @Test
  void anEmptyListNamesNoProxy() throws IOException {
    assertEquals(List.of(), ProxyList.parse("").locations());
    assertEquals("", ProxyList.NONE.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        ",|",
        "word",
        "/absolute",
        "ftp://a.example",
        "file://host/x",
        "file:///x?y",
        "file://",
        "https://",
        "https:///x",
        "https://user:secret@",
        "https://a b.example",
        "https://a_b",
        "https://user:se/cret@a.example",
        "user:secret@a.example:99999999",
        "sec ret@x:/y",
        "ftp://user:secret@host",
        "https://a.example:port/"
      })
  void whatGoRefusesIsRefusedAndNoPasswordIsShown(String list) {
    IOException refused = assertThrows(IOException.class, () -> ProxyList.parse(list));
    for (Throwable at = refused; at != null; at = at.getCause()) {
      assertTrue(String.valueOf(at.getMessage()).contains("GOPROXY") || at != refused);
      assertFalse(at.toString().contains("cret"), at::toString);
    }
  }

  @Test
  void aPasswordIsSentToItsServerAndShownNowhere() throws IOException {
    WebAddress address = WebAddress.parse("https://us%65r:p%40ss@a.example:443/base/");
    assertEquals("https://a.example:443/base/", address.toString());
    assertEquals("Basic dXNlcjpwQHNz", address.authorization());
    WebAddress file = address.join("sumdb/x/lookup/a.example/!b@v1.0.0+incompatible");
    assertEquals(
        "https://a.example:443/base/sumdb/x/lookup/a.example/!b@v1.0.0+incompatible",
        file.uri().toString());
    assertEquals("Basic dXNlcjpwQHNz", file.redirect("/other").authorization());
    assertEquals("https://a.example:443/other", file.redirect("/other").toString());
    assertEquals("Basic dXNlcjpwQHNz", file.redirect("https://A.example/other").authorization());
    assertNull(file.redirect("https://b.example/").authorization());
    assertNull(file.redirect("https://a.example:444/").authorization());
    assertNull(file.redirect("//evil:pw@b.example/").authorization());
    assertEquals("https://b.example/", file.redirect("//evil:pw@b.example/").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a.example/", "file:///etc/passwd", "ftp://x/", "http://[", "a b"})
  void redirectsLeadToNothingLessSafe(String location) throws IOException {
    WebAddress address = WebAddress.parse("https://a.example/");
    assertThrows(IOException.class, () -> address.redirect(location));
  }

  @Test
  void redirectsFromHttpMayLeadToHttps() throws IOException {
    WebAddress address = WebAddress.parse("http://u@a.example/");
    assertEquals("Basic dTo=", address.authorization());
    assertNull(address.redirect("https://a.example/").authorization());
    assertEquals("http://b.example/", address.redirect("http://b.example/").toString());
  }

  @Test
  void whatMayNotStandInAPathIsEscaped() throws IOException {
    WebAddress address = WebAddress.parse("http://a.example/a b%20c").join("x?y#z%é");
    assertEquals("http://a.example/a%20b%20c/x%3Fy%23z%25%C3%A9", address.uri().toString());
  }
}
