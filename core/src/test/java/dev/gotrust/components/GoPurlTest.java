package dev.gotrust.components;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoPurlTest {
  @ParameterizedTest
  @CsvSource({
    "pkg:golang/github.com/a/b@v1.0.0, github.com/a/b, v1.0.0, ''",
    "pkg:golang/github.com/a/b@v1.0.0#v2/, github.com/a/b, v1.0.0, v2",
    "pkg://golang/github.com/a/b, github.com/a/b, '', ''",
    "PKG:GoLang/a/b?type=module&goos=linux#x, a/b, '', x",
    "pkg:golang/./greeting@(devel), ./greeting, (devel), ''",
    "pkg:golang/a%2Fb@v2.0.0%2Bincompatible, a/b, v2.0.0+incompatible, ''",
    "pkg:golang/a/%C3%A9%zz%2, a/é%zz%2, '', ''",
    "pkg:golang/a/%ff, a/%ff, '', ''",
    "pkg:golang/a/%40b@v1, a/@b, v1, ''"
  })
  void itsParts(String text, String path, String version, String subpath) {
    assertEquals(new GoPurl(path, version, subpath), GoPurl.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pkg:npm/a@1", "golang/a@v1", "pkg:golang/", "pkg:golang", "", "pkg:golang/@v1"})
  void whatIsNone(String text) {
    assertNull(GoPurl.parse(text));
  }

  @Test
  void theNameHasTheRightCase() {
    GoPurl purl = new GoPurl("github.com/azure/sdk", "", "v2");
    assertEquals(
        List.of("github.com/Azure/sdk/v2", "github.com/azure/sdk/v2", "github.com/azure/sdk"),
        Component.paths("", "github.com/Azure/sdk/v2", purl));
    assertEquals(
        List.of("github.com/Azure/sdk", "github.com/azure/sdk/v2", "github.com/azure/sdk"),
        Component.paths("github.com/Azure", "sdk", purl));
  }
}
