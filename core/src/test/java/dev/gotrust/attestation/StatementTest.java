package dev.gotrust.attestation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Digest;
import dev.gotrust.bytes.DigestAlgorithm;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.signature.SignedStatements;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StatementTest {
  private static final byte[] FILE = "a file".getBytes(StandardCharsets.UTF_8);
  private static final String V1 = "https://in-toto.io/Statement/v1";

  private static String hex(DigestAlgorithm algorithm) {
    return Digest.of(algorithm, FILE).value().hex();
  }

  private static String statement(String type, String subjects) {
    return "{\"_type\":\""
        + type
        + "\",\"subject\":"
        + subjects
        + ",\"predicateType\":\"https://example.com/p\",\"predicate\":{\"a\":1}}";
  }

  private static Statement read(String json) throws RefusedException {
    return Statement.read(SignedStatements.of(json));
  }

  private static boolean covers(String digests) throws Exception {
    Statement statement = read(statement(V1, "[{\"name\":\"f\",\"digest\":" + digests + "}]"));
    return statement.subject(SignedInput.of("f", FILE)) != null;
  }

  @Test
  void bothVersionsAreRead() throws Exception {
    for (String type : new String[] {V1, "https://in-toto.io/Statement/v0.1"}) {
      Statement statement =
          read(statement(type, "[{\"name\":\"f\",\"digest\":{\"sha1\":\"ab\"}}]"));
      assertEquals("https://example.com/p", statement.predicateType());
      assertEquals(1, statement.subjects().size());
      assertEquals("f (sha1:ab)", statement.shownSubjects());
    }
  }

  @Test
  void everyDigestThatIsKnownMustBeTheFiles() throws Exception {
    String sha256 = "\"sha256\":\"" + hex(DigestAlgorithm.SHA256) + '"';
    String sha512 = "\"sha512\":\"" + hex(DigestAlgorithm.SHA512) + '"';
    String other = "\"sha512\":\"" + "0".repeat(128) + '"';
    assertTrue(covers('{' + sha256 + '}'));
    assertTrue(covers('{' + sha512 + '}'));
    assertTrue(covers('{' + sha256 + ",\"sha1\":\"ab\"}"));
    assertTrue(covers('{' + sha256.toUpperCase(java.util.Locale.ROOT).replace("SHA", "sha") + '}'));
    assertFalse(covers('{' + sha256 + ',' + other + '}'));
    assertFalse(covers("{\"sha1\":\"ab\"}"));
    assertFalse(covers("{\"sha256\":\"" + "0".repeat(64) + "\"}"));
  }

  @Test
  void oneOfSeveralSubjectsWillDo() throws Exception {
    String other = "{\"name\":\"g\",\"digest\":{\"sha256\":\"" + "0".repeat(64) + "\"}}";
    String own = "{\"digest\":{\"sha256\":\"" + hex(DigestAlgorithm.SHA256) + "\"}}";
    Statement statement = read(statement(V1, '[' + other + ',' + own + ']'));
    assertNotNull(statement.subject(SignedInput.of("f", FILE)));
    assertNull(statement.subject(SignedInput.of("f", new byte[0])));
    Digest digest = Digest.of(DigestAlgorithm.SHA512, FILE);
    assertNull(statement.subject(SignedInput.of(digest)), "another function says nothing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"_type\":\"https://in-toto.io/Statement/v2\",\"subject\":[{\"digest\":{\"a\":\"b\"}}],"
            + "\"predicateType\":\"p\"}",
        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[],\"predicateType\":\"p\"}",
        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"digest\":{}}],"
            + "\"predicateType\":\"p\"}",
        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"digest\":{\"a\":1}}],"
            + "\"predicateType\":\"p\"}",
        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"digest\":{\"a\":\"b\"}}]}",
        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"_type\":"
            + "\"https://in-toto.io/Statement/v1\",\"subject\":[{\"digest\":{\"a\":\"b\"}}],"
            + "\"predicateType\":\"p\"}",
        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"digest\":{\"a\":\"b\"}}],"
            + "\"predicateType\":\"p\"} {}"
      })
  void whatIsNoStatementIsRefused(String json) {
    assertThrows(RefusedException.class, () -> read(json));
  }

  @Test
  void anotherPayloadIsNamed() {
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () -> Statement.read(SignedStatements.of("text/plain", "hello")));
    assertEquals("payload type", refused.check());
    assertEquals("text/plain", refused.actual());
  }

  @Test
  void subjectsMayShareAName() throws Exception {
    String own = "{\"name\":\"f\",\"digest\":{\"sha256\":\"" + hex(DigestAlgorithm.SHA256) + "\"}}";
    String other = "{\"name\":\"f\",\"digest\":{\"sha256\":\"" + "0".repeat(64) + "\"}}";
    Statement statement = read(statement(V1, '[' + other + ',' + own + ',' + other + ']'));
    assertNotNull(statement.subject(SignedInput.of("f", FILE)));
    assertNull(statement.subject(SignedInput.of("f", new byte[1])), "a name is no digest");
  }

  @Test
  void digestsThatAreNotKnownSayNothing() throws Exception {
    String sha256 = hex(DigestAlgorithm.SHA256);
    for (String name : new String[] {"sha-256", "SHA256", "sha256 ", "sha256_", "gitBlob", ""}) {
      assertFalse(covers("{\"" + name + "\":\"" + sha256 + "\"}"), name);
    }
    assertFalse(covers("{\"sha256\":\"" + sha256 + " \"}"));
    assertFalse(covers("{\"sha256\":\"sha256:" + sha256 + "\"}"));
    assertFalse(covers("{\"sha256\":\"" + sha256.substring(0, 40) + "\"}"));
    assertFalse(covers("{\"sha256\":\"\"}"));
    assertFalse(covers("{\"sha256\":\"" + sha256 + "\",\"sha512\":\"\"}"));
  }

  @Test
  void moreThanIsReadIsRefused() {
    String subject = "{\"digest\":{\"a\":\"b\"}}";
    String many = '[' + (subject + ',').repeat(16_384) + subject + ']';
    assertThrows(RefusedException.class, () -> read(statement(V1, many)));
    assertThrows(
        RefusedException.class, () -> read(statement(V1, "[".repeat(2000) + "]".repeat(2000))));
  }

  @Test
  void aNameWrittenTwoWaysIsStillTwice() {
    String twice = statement(V1, "[" + "{\"digest\":{\"sha256\":\"a\",\"\\u0073ha256\":\"b\"}}]");
    assertThrows(RefusedException.class, () -> read(twice));
  }

  @Test
  void messagesShowSomeDigests() throws Exception {
    StringBuilder digests = new StringBuilder("\"a0\":\"b\"");
    for (int i = 1; i < 1000; i++) {
      digests.append(",\"a").append(i).append("\":\"b\"");
    }
    Statement statement = read(statement(V1, "[{\"digest\":{" + digests + "}}]"));
    assertEquals("a0:b, a1:b, a2:b, a3:b and 996 more", statement.shownSubjects());
  }
}
