package dev.gotrust.attestation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceUriTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "github.com/o/r",
        "https://github.com/O/r",
        "HTTPS://GitHub.com/o/r/",
        "git+https://github.com/o/R@refs/tags/v1",
        "https://user@github.com/o/r.git",
        "https://user:pass%40word@github.com:443/o/r.git",
        "https://github.com/o/r.git#refs/heads/main",
        "https://github.com/o/r.git#main:sub/dir",
        "git+https://github.com/o/r.git@refs/heads/a#b",
        "ssh://git@github.com/o/r.git",
        "git+ssh://git@github.com/o/r",
        "git@github.com:o/r.git",
        "github.com:o/r"
      })
  void addressesHaveOneForm(String uri) {
    assertEquals("github.com/o/r", SourceUri.normal(uri));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "github.com/o/r2",
        "github.com/o",
        "github.com/o/r/x",
        "github.com/o/r/../r",
        "github.com/x/../o/r",
        "github.com//o/r",
        "github.com/o%2Fr",
        "github.com/o/r?x",
        "www.github.com/o/r",
        "github.com.evil.example/o/r",
        "https://github.com:8443/o/r",
        "https://github.com@evil.example/o/r",
        "https://evil.example\\@github.com/o/r",
        "https://evil.example#@github.com/o/r",
        "https://evil.example?@github.com/o/r",
        "https://evil.example/@github.com/o/r",
        "https://a@b@github.com/o/r",
        "evil.example:x@github.com/o/r",
        "evil.example:443@github.com/o/r",
        "github.com:8443/o/r",
        "http://github.com/o/r",
        "file://github.com/o/r",
        "gs://github.com/o/r",
        "git+git+https://github.com/o/r",
        "https://https://github.com/o/r",
        "https://g\u0456thub.com/o/r",
        "https://github.com/\u043e/r",
        "https://github.\u212aom/o/r",
        "",
        "@",
        "#",
        "://"
      })
  void othersStayApart(String uri) {
    assertNotEquals("github.com/o/r", SourceUri.normal(uri));
  }

  @Test
  void lettersOfOtherScriptsAreNoneOfGitHubs() {
    assertNotEquals(SourceUri.normal("github.com/k/r"), SourceUri.normal("github.com/\u212a/r"));
    assertEquals("example.com/O/r", SourceUri.normal("https://Example.com/O/r"));
    assertEquals("example.com:8443/r", SourceUri.normal("example.com:8443/r"));
    assertEquals("example.com:8443/r", SourceUri.normal("https://example.com:8443/r"));
  }

  @ParameterizedTest
  @CsvSource({
    "git+https://github.com/o/r@refs/tags/v1, refs/tags/v1",
    "git+https://github.com/o/r@refs/tags/@scope/pkg@1.0, refs/tags/@scope/pkg@1.0",
    "https://github.com/o/r.git#refs/heads/main, refs/heads/main",
    "https://github.com/o/r.git#refs/heads/main:cmd/x, refs/heads/main",
    "https://github.com/o/r.git#main, main",
    "https://user@github.com/o/r, ''",
    "https://user:p@ss@github.com/o/r, ''",
    "https://github.com/o/r#0123456789abcdef0123456789abcdef01234567, ''",
    "https://github.com/o/r, ''",
    "git@github.com:o/r@refs/tags/v1, refs/tags/v1"
  })
  void refsStandBehindTheAddress(String uri, String ref) {
    assertEquals(ref, SourceUri.ref(uri));
  }

  @Test
  void aCommitBehindTheAddressIsNoRef() {
    String commit = "0123456789abcdef0123456789abcdef01234567";
    assertEquals(commit, SourceUri.commit("https://github.com/o/r.git#" + commit + ":sub"));
    assertEquals("", SourceUri.commit("https://github.com/o/r.git#refs/heads/main"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://me:secret@github.com/o/r@refs/tags/v1, https://github.com/o/r@refs/tags/v1",
    "git+https://token@github.com/o/r, git+https://github.com/o/r",
    "https://a:b@c@github.com/o/r, https://github.com/o/r",
    "https://github.com/o/r@x, https://github.com/o/r@x",
    "pkg:npm/@s/p@1, pkg:npm/@s/p@1"
  })
  void usersAndPasswordsAreNotShown(String uri, String shown) {
    assertEquals(shown, SourceUri.shown(uri));
  }
}
