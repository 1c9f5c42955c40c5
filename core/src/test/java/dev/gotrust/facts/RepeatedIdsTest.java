package dev.gotrust.facts;

import static dev.gotrust.samples.ElfSample.BASE;
import static dev.gotrust.samples.ElfSample.CONSTANTS;
import static dev.gotrust.samples.ElfSample.DATA;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.GoTrust;
import dev.gotrust.Judgement;
import dev.gotrust.VerificationRequest;
import dev.gotrust.bytes.ArraySource;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.ContentId.Cause;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.samples.ElfSample;
import dev.gotrust.samples.GoContent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The content ID takes each occurrence of the build ID as zeros: what may be hidden under one. */
final class RepeatedIdsTest {
  /** Room for a text in the constants and for a variable in the data, zeros before. */
  private static final int TEXT = CONSTANTS + 0x300;

  private static final int VARIABLE = DATA + GoContent.PART - 0x40;
  private static final int RELOCATION = CONSTANTS + 0x3a0;

  private static GoBinary read(byte[] bytes) {
    Object reading = Inspector.inspect(new ArraySource(bytes), "test", null, null, Scope.CODE);
    return assertInstanceOf(Inspection.class, reading, reading::toString).first();
  }

  private static ByteBuffer words(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] repeated(int at) {
    byte[] bytes = new ElfSample().unstamped();
    for (int i = 0; i < GoContent.BUILD_ID.length(); i++) {
      assertEquals(0, bytes[at + i], "the sample has no room at " + (at + i));
    }
    System.arraycopy(
        GoContent.BUILD_ID.getBytes(ISO_8859_1), 0, bytes, at, GoContent.BUILD_ID.length());
    return bytes;
  }

  /** Every zero of a real program may have a meaning. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "elf-s390x-go1.17",
        "elf-amd64-go1.20-cgo",
        "pe-amd64-go1.26",
        "macho-arm64-go1.26"
      })
  void anIdThatIsWrittenOverZerosIsSeen(String fixture) throws Exception {
    byte[] bytes = Fixtures.bytes(fixture);
    byte[] id = read(bytes).buildId().text().getBytes(ISO_8859_1);
    int at = GoContent.indexOf(bytes, new byte[id.length + 16], 0x1000) + 8;
    System.arraycopy(id, 0, bytes, at, id.length);
    ContentId content = read(bytes).contentId();
    assertEquals(ContentId.State.MATCH, content.state());
    assertEquals(Cause.HIDDEN_CHANGE, content.cause());
    assertTrue(content.reason().contains("offset " + at), content.reason());
    Judgement judgement =
        GoTrust.verify(VerificationRequest.of(new ArraySource(bytes), "test").build());
    assertEquals(
        State.CONTRADICTED,
        assertInstanceOf(Judgement.Judged.class, judgement)
            .report()
            .chain()
            .state(LinkId.BUILD_ID));
  }

  @Test
  void theProgramsOwnVariableExplainsASecondOccurrence() {
    byte[] bytes = repeated(TEXT);
    words(bytes).putLong(VARIABLE, BASE + TEXT).putLong(VARIABLE + 8, GoContent.BUILD_ID.length());
    ContentId content = read(GoContent.stamp(bytes)).contentId();
    assertEquals(ContentId.State.MATCH, content.state());
    assertEquals(Cause.NONE, content.cause());
  }

  @Test
  void aVariableThatTheLoaderFillsInExplainsItToo() {
    byte[] bytes = repeated(TEXT);
    words(bytes)
        .putLong(VARIABLE + 8, GoContent.BUILD_ID.length())
        .putLong(RELOCATION, BASE + VARIABLE)
        .putLong(RELOCATION + 8, 8)
        .putLong(RELOCATION + 16, BASE + TEXT);
    assertEquals(Cause.NONE, read(GoContent.stamp(bytes)).contentId().cause());
  }

  @Test
  void anAddressWithoutTheLengthExplainsNothing() {
    byte[] bytes = repeated(TEXT);
    words(bytes).putLong(VARIABLE, BASE + TEXT).putLong(VARIABLE + 8, 12);
    assertEquals(Cause.HIDDEN_CHANGE, read(GoContent.stamp(bytes)).contentId().cause());
  }

  @Test
  void oneExplainedOccurrenceDoesNotExplainAnother() {
    byte[] bytes = repeated(TEXT);
    words(bytes).putLong(VARIABLE, BASE + TEXT).putLong(VARIABLE + 8, GoContent.BUILD_ID.length());
    byte[] stamped = GoContent.stamp(bytes);
    byte[] id = read(stamped).buildId().text().getBytes(ISO_8859_1);
    int zeros = GoContent.indexOf(stamped, new byte[id.length], DATA);
    System.arraycopy(id, 0, stamped, zeros, id.length);
    assertEquals(Cause.HIDDEN_CHANGE, read(stamped).contentId().cause());
  }

  /** Work must grow with the file alone, however many variables look as if a loader filled them. */
  @Test
  void thousandsOfUnfilledVariablesCostNoMoreThanOnePassEach() {
    byte[] head = repeated(TEXT);
    byte[] bytes = Arrays.copyOf(head, 64 << 20);
    ElfSample sample = new ElfSample();
    ByteBuffer out = words(bytes);
    out.putLong(sample.program(2) + 0x20, bytes.length - DATA);
    out.putLong(sample.program(2) + 0x28, bytes.length - DATA);
    for (int at = head.length; at < bytes.length; at += 16) {
      out.putLong(at + 8, GoContent.BUILD_ID.length());
    }
    GoContent.stamp(bytes);
    ContentId content =
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> read(bytes).contentId());
    assertEquals(Cause.HIDDEN_CHANGE, content.cause());
  }
}
