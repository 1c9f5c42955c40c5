package dev.gotrust.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequiredSettingTest {
  @Test
  void aTextIsSplitAtItsFirstEqualsSign() {
    RequiredSetting setting = RequiredSetting.parse("-ldflags= -s\t -X=main.v=1\n");
    assertEquals("-ldflags", setting.key());
    assertEquals("-s -X=main.v=1", setting.value());
    assertEquals("-ldflags=-s -X=main.v=1", setting.text());
    assertTrue(setting.equalsValue("-s  -X=main.v=1 "));
    assertFalse(setting.equalsValue("-s -X=main.v=2"));
    assertEquals("", RequiredSetting.parse("-tags=").value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CGO_ENABLED=1",
        "-race=false",
        "-trimpath=true",
        "GOAMD64=v3",
        "GOFIPS140=v1.0.0",
        "DefaultGODEBUG=madvdontneed=1",
        "vcs.modified=false",
        "vcs.revision=0123",
        "microsoft_systemcrypto=1",
        "-buildmode=pie",
        "CGO_LDFLAGS=-O2 -g"
      })
  void whatGoRecordsCanBeAskedFor(String text) {
    assertEquals(text, RequiredSetting.parse(text).text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "-trimpath; such as CGO_ENABLED=0",
        "'=true'; such as CGO_ENABLED=0",
        "''; such as CGO_ENABLED=0",
        "-trimpth=true; no Go release records a setting '-trimpth'; the settings: -asan",
        "GOFLAGS=-mod=mod; no Go release records a setting 'GOFLAGS'",
        "cgo_enabled=0; no Go release records a setting 'cgo_enabled'",
        "-trimpath=1; -trimpath is true or false, never '1'",
        "vcs.modified=; vcs.modified is true or false, never ''",
        "CGO_ENABLED=false; CGO_ENABLED is 0 or 1, never 'false'"
      })
  void whatCanNeverBeIsRefused(String text, String message) {
    IllegalArgumentException wrong =
        assertThrows(IllegalArgumentException.class, () -> RequiredSetting.parse(text));
    assertTrue(wrong.getMessage().contains(message), wrong.getMessage());
  }
}
