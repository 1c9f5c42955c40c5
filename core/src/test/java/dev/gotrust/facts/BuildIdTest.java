package dev.gotrust.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.facts.HostIdCheck.Outcome;
import dev.gotrust.image.HostId;
import dev.gotrust.image.HostId.Kind;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Go build IDs, and the host build IDs that real linkers derived from real ones. */
final class BuildIdTest {
  private static final String ID =
      "in5B7xgQZzUPpUtyEMYf/zieqSddHwIpL-JOe-LWR/cxPImAhMcttPEBylI85X/hg_eNvXZ0ay8GPM-jLcb";

  private static BuildId id(String text) {
    return new BuildId(text, 0, text.length());
  }

  private static HostIdCheck check(String id, Kind kind, String hex) {
    Bytes value = Bytes.of(HexFormat.of().parseHex(hex));
    return HostIds.check(id(id), new HostId(kind, 0, value));
  }

  @Test
  void fourParts() {
    BuildId id = id(ID);
    assertEquals(
        List.of(
            "in5B7xgQZzUPpUtyEMYf",
            "zieqSddHwIpL-JOe-LWR",
            "cxPImAhMcttPEBylI85X",
            "hg_eNvXZ0ay8GPM-jLcb"),
        id.parts());
    assertEquals("hg_eNvXZ0ay8GPM-jLcb", id.contentId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "///",
        "a/b/c/d",
        "61e891cea20d2c2dae510e0d8714b1bea02e3977",
        // one too long, one too short, a slash moved, a character that base64url has not
        "in5B7xgQZzUPpUtyEMYf/zieqSddHwIpL-JOe-LWR/cxPImAhMcttPEBylI85X/hg_eNvXZ0ay8GPM-jLcbb",
        "in5B7xgQZzUPpUtyEMYf/zieqSddHwIpL-JOe-LWR/cxPImAhMcttPEBylI85X/hg_eNvXZ0ay8GPM-jLc",
        "in5B7xgQZzUPpUtyEMY/fzieqSddHwIpL-JOe-LWR/cxPImAhMcttPEBylI85X/hg_eNvXZ0ay8GPM-jLcb",
        "in5B7xgQZzUPpUtyEMY+/zieqSddHwIpL-JOe-LWR/cxPImAhMcttPEBylI85X/hg_eNvXZ0ay8GPM-jLcb",
        "in5B7xgQZzUPpUtyEMY\u00e9/zieqSddHwIpL-JOe-LWR/cxPImAhMcttPEBylI85X/hg_eNvXZ0ay8GPM-jLcb",
        "in5B7xgQZzUPpUtyEMYf/zieqSddHwIpL-JOe-LWR/cxPImAhMcttPEBylI85X/hg_eNvXZ0ay8GPM/jLcb"
      })
  void otherIdsHaveNoParts(String text) {
    assertEquals(List.of(), id(text).parts());
    assertNull(id(text).contentId());
  }

  @ParameterizedTest
  @CsvSource({
    // Go 1.24, Go 1.27, Go 1.26 for Mach-O: from go tool buildid and readelf or otool.
    "in5B7xgQZzUPpUtyEMYf/zieqSddHwIpL-JOe-LWR/cxPImAhMcttPEBylI85X/hg_eNvXZ0ay8GPM-jLcb,"
        + " GNU_BUILD_ID, bae6e978faf394434f02fa067bab19eda6d1a063",
    "YuL8tUzM6PSH6-vAMMcO/Ts8LxMbhBnfg5s2dNH3R/cFjR7zpjPG2DvNMXzm8P/6sZUQLumyx-xLW2Kqd3m,"
        + " GNU_BUILD_ID, 4403397b34474a658ec9cda7bc54a35faf81b461",
    "03YjWeJhmfjiyNz53Kr9/4fCLYw1Q9bXv4oFCb3JI/TT9dmtOfrrL3r3eQnavZ/kts1Ikfryb0Bqu3xliK2,"
        + " LC_UUID, 7ea56dceaab23d15c1bf11e215e6a34b"
  })
  void realHostIdsDerive(String id, Kind kind, String host) {
    assertEquals(Outcome.DERIVED, check(id, kind, host).outcome());
    String other = host.substring(0, host.length() - 1) + (host.endsWith("3") ? "4" : "3");
    assertEquals(Outcome.OTHER, check(id, kind, other).outcome());
    // The content ID has no part in it, the first part has.
    assertEquals(Outcome.DERIVED, check(id.substring(0, 82) + "_", kind, host).outcome());
    assertEquals(Outcome.OTHER, check("_" + id.substring(1), kind, host).outcome());
  }

  @Test
  void aShorterOrLongerHostIdIsAnother() {
    String host = "bae6e978faf394434f02fa067bab19eda6d1a063";
    assertEquals(Outcome.OTHER, check(ID, Kind.GNU_BUILD_ID, host.substring(2)).outcome());
    assertEquals(Outcome.OTHER, check(ID, Kind.GNU_BUILD_ID, host + "00").outcome());
    assertEquals(Outcome.OTHER, check(ID, Kind.GNU_BUILD_ID, "").outcome());
  }

  @Test
  void withoutEitherThereIsNothingToCompare() {
    assertEquals(Outcome.NOT_APPLICABLE, HostIds.check(id(ID), null).outcome());
    assertEquals(Outcome.NOT_APPLICABLE, check("custom", Kind.GNU_BUILD_ID, "00").outcome());
    HostId host = new HostId(Kind.GNU_BUILD_ID, 0, Bytes.of(new byte[20]));
    assertEquals(Outcome.NOT_APPLICABLE, HostIds.check(null, host).outcome());
  }
}
