package dev.gotrust.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.json.JsonException;
import dev.gotrust.keys.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which services a config asks for, and which tokens go to them. */
final class SigningServicesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String CA = service("https://ca", 1, "2025-01-01T00:00:00Z", "", "o");

  private static final String STAMPS =
      service("https://stamps", 1, "2025-01-01T00:00:00Z", "", "a");

  private static String service(
      String url, int version, String start, String end, String operator) {
    return "{\"url\":\""
        + url
        + "\",\"majorApiVersion\":"
        + version
        + ",\"validFor\":{\"start\":\""
        + start
        + '"'
        + (end.isEmpty() ? "" : ",\"end\":\"" + end + '"')
        + "},\"operator\":\""
        + operator
        + "\"}";
  }

  private static SigningServices read(String cas, String logs, String selection)
      throws JsonException, RefusedException {
    return read(cas, logs, selection, STAMPS);
  }

  private static SigningServices read(String cas, String logs, String selection, String stamps)
      throws JsonException, RefusedException {
    String json =
        "{\"mediaType\":\"application/vnd.dev.sigstore.signingconfig.v0.2+json\",\"caUrls\":["
            + cas
            + "],\"rekorTlogUrls\":["
            + logs
            + "],\"rekorTlogConfig\":"
            + selection
            + ",\"tsaUrls\":["
            + stamps
            + "],\"tsaConfig\":{}}";
    return SigningServices.read("config", json.getBytes(StandardCharsets.UTF_8), NOW);
  }

  @Test
  void theNewestOfNowThatIsSpokenHereIsTaken() throws Exception {
    String logs =
        String.join(
            ",",
            service("https://old", 1, "2020-01-01T00:00:00Z", "", "a"),
            service("https://gone", 2, "2020-01-01T00:00:00Z", "2025-01-01T00:00:00Z", "a"),
            service("https://newest", 2, "2026-01-01T00:00:00Z", "", "a"),
            service("https://second", 2, "2025-01-01T00:00:00Z", "", "b"),
            service("https://later", 2, "2027-01-01T00:00:00Z", "", "a"),
            service("https://unknown", 3, "2026-01-01T00:00:00Z", "", "a"));
    SigningServices any = read(CA, logs, "{\"selector\":\"ANY\"}");
    assertEquals(List.of(new SigningServices.Log("https://newest", 2)), any.logs());
    assertEquals("https://ca", any.fulcio());
    assertEquals(List.of("https://stamps"), any.timestampAuthorities());
    SigningServices two = read(CA, logs, "{\"selector\":\"EXACT\",\"count\":2}");
    assertEquals(
        List.of(
            new SigningServices.Log("https://newest", 2),
            new SigningServices.Log("https://second", 2)),
        two.logs());
    assertEquals(two, read(CA, logs, "{\"selector\":\"ALL\"}"));
    assertThrows(
        RefusedException.class, () -> read(CA, logs, "{\"selector\":\"EXACT\",\"count\":3}"));
    assertThrows(JsonException.class, () -> read(CA, logs, "{\"selector\":\"SOME\"}"));
  }

  @Test
  void whatCouldNotHoldIsNotBegun() throws Exception {
    assertThrows(RefusedException.class, () -> read(CA, "", "{}"));
    assertThrows(RefusedException.class, () -> read("", "", "{}"));
    assertThrows(RefusedException.class, () -> read(CA, "", "{\"selector\":\"ANY\"}"));
    String second = service("https://second", 2, "2025-01-01T00:00:00Z", "", "a");
    assertEquals(2, read(CA, second, "{}").logs().get(0).version());
    RefusedException timeless =
        assertThrows(RefusedException.class, () -> read(CA, second, "{}", ""));
    assertTrue(timeless.getMessage().contains("tells no time"), timeless.getMessage());
    String first = service("https://first", 1, "2025-01-01T00:00:00Z", "", "a");
    assertEquals(List.of(), read(CA, first, "{}", "").timestampAuthorities());
  }

  @Test
  void nothingTravelsUnprotected() throws Exception {
    for (String address :
        List.of("http://ca.example", "ftp://ca", "ca", "https://u:p@ca", "https:///x", "")) {
      RefusedException refused =
          assertThrows(
              RefusedException.class, () -> SigningServices.of(address, null, 1, null), address);
      assertFalse(refused.getMessage().contains("u:p"), refused.getMessage());
      assertThrows(
          RefusedException.class, () -> SigningServices.of(null, address, 1, null), address);
    }
    for (String address : List.of("https://ca", "http://127.0.0.1:1", "http://localhost/x")) {
      assertEquals(address, SigningServices.of(address, null, 1, null).fulcio());
    }
    assertEquals(1, SigningServices.of(null, null, 1, "http://stamps").logs().size());
  }

  private static String token(String claims) {
    Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
    return "e30." + url.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".c2ln";
  }

  private static String refusal(String text) {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> IdentityToken.parse("src", text, NOW), text);
    assertEquals("src", refused.check());
    assertFalse(text.length() > 8 && refused.getMessage().contains(text), refused.getMessage());
    return refused.getMessage();
  }

  @Test
  void tokensAreOfTheirFormAndOfNow() throws Exception {
    long now = NOW.getEpochSecond();
    IdentityToken token =
        IdentityToken.parse("s", token("{\"iss\":\"https://i\",\"exp\":" + (now + 1) + "}"), NOW);
    assertEquals("token of https://i", token.toString());
    IdentityToken.parse("s", token("{\"iss\":\"https://i\"}"), NOW);
    assertTrue(refusal(token("{\"iss\":\"i\",\"exp\":" + now + "}")).contains("expired"));
    for (String wrong :
        List.of("", "a.b", "a.b.c.d", "a b.c.d", "!.b.c", token("{}"), token("["), token("1"))) {
      assertTrue(refusal(wrong).startsWith("it is no token"), wrong);
    }
  }
}
