package dev.gotrust.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gotrust.GoTrust;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.rollback.Acceptance;
import dev.gotrust.rollback.Entry;
import dev.gotrust.rollback.Programs;
import dev.gotrust.rollback.StateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a state file is of the published schema, and harmless. */
final class AuditReportTest {
  @TempDir Path directory;

  private static JsonNode valid(AuditReport report) {
    for (boolean all : new boolean[] {true, false}) {
      TextTest.assertFits(AuditText.render(report, all, Style.PLAIN));
    }
    Schemas.written(
        "audit-report.schema.json", (out, layout) -> AuditJson.write(out, report, false, layout));
    return Schemas.written(
        "audit-report.schema.json", (out, layout) -> AuditJson.write(out, report, true, layout));
  }

  private StateFile state() {
    return new StateFile(directory.resolve("s"), List.of(), null);
  }

  @Test
  void aWholeLogIsListed() throws Exception {
    StateFile state = state();
    Entry first = state.init(Programs.NOW);
    for (String text : Hostile.TEXTS) {
      Acceptance odd =
          new Acceptance(
              text, text, text, text, text, text, Programs.NOW, null, Bytes.sha256(new byte[0]));
      state.run(
          (reading, appender) -> {
            try {
              appender.append(Programs.NOW, odd, text);
            } catch (IOException tooLong) {
              assertTrue(tooLong.getMessage().contains("16384"), tooLong.getMessage());
            }
          });
    }
    JsonNode report = valid(GoTrust.audit(state, null));
    assertTrue(report.at("/intact").booleanValue());
    assertEquals(report.at("/lines").intValue(), report.at("/entries").size());
    assertEquals(first.hash().hex(), report.at("/entries/0/hash").textValue());
    assertTrue(valid(GoTrust.audit(state, first.hash())).at("/intact").booleanValue());
    JsonNode cut = valid(GoTrust.audit(state, Bytes.sha256(new byte[0])));
    assertEquals("truncated", cut.at("/fault/kind").textValue());
  }

  @Test
  void whatIsLeftOverIsSaid() throws Exception {
    StateFile state = state();
    state.init(Programs.NOW);
    Path file = directory.resolve("s");
    Files.writeString(file, Files.readString(file) + "{");
    AuditReport report = GoTrust.audit(state, null);
    assertEquals(1, valid(report).at("/torn").intValue());
    assertTrue(AuditText.render(report, false, Style.PLAIN).contains("1 bytes of a line"));
  }

  @Test
  void aBrokenLogIsBlamed() throws Exception {
    JsonNode missing = valid(GoTrust.audit(state(), null));
    assertFalse(missing.at("/intact").booleanValue());
    assertEquals("missing", missing.at("/fault/kind").textValue());
    for (String text : Hostile.TEXTS) {
      Files.write(directory.resolve("s"), text.getBytes(StandardCharsets.UTF_8));
      assertEquals("no-state", valid(GoTrust.audit(state(), null)).at("/fault/kind").textValue());
    }
  }
}
