package dev.gotrust.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GoVersionTest {
  @ParameterizedTest
  @CsvSource({
    "go1, 0, 0, '', '', false",
    "go1.4, 4, 0, '', '', false",
    "go1.9.7, 9, 7, '', '', false",
    "go1.26.8, 26, 8, '', '', false",
    "go1.21rc2, 21, 0, rc2, '', false",
    "go1.5beta1, 5, 0, beta1, '', false",
    "go1.21.11 (Red Hat 1.21.11-1.el9), 21, 11, '', (Red Hat 1.21.11-1.el9), false",
    "go1.22.1 X:boringcrypto, 22, 1, '', X:boringcrypto, false",
    "go1.22rc1 X:loopvar, 22, 0, rc1, X:loopvar, false",
    "go1.24.3-custom, 24, 3, '', -custom, false",
    "go1.16.10b7, 16, 10, '', b7, false",
    "go1.9.3b4 X:x, 9, 3, '', b4 X:x, false",
    "go1.19.4+b, 19, 4, '', +b, false",
    "devel go1.27-0123456789 Mon Jan 1, 27, 0, '', -0123456789 Mon Jan 1, true",
    "devel +a1b2c3 Tue, -1, 0, '', +a1b2c3 Tue, true",
    "go1.9999.9999, 9999, 9999, '', '', false"
  })
  void reads(String text, int minor, int patch, String prerelease, String suffix, boolean devel) {
    assertEquals(
        new GoVersion(text, minor, patch, prerelease, suffix, devel), GoVersion.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "go",
        "go2",
        "1.21",
        "go1.",
        "go1.x",
        "go1.21.",
        "go1.21.x",
        "go1.21rc",
        "go1.21beta",
        "go1.21.1b",
        "go1.21.1b7x",
        "go1.21.1c7",
        "go1.21alpha1",
        "go1.21.1.1",
        "go1.21x",
        "go1.100000",
        "go1.99999999999999999999",
        "go1.21\0",
        "Go1.21",
        " go1.21",
        "devel",
        "devel ",
        "devel  x",
        "devel \0",
        "go1.\u0662\u0661",
        "go11",
        "unknown"
      })
  void refuses(String text) {
    assertNull(GoVersion.parse(text));
  }
}
