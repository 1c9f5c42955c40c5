package dev.gotrust.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gotrust.TestFacts;
import dev.gotrust.facts.CompiledCode;
import dev.gotrust.facts.CompiledCode.ApiTrace;
import dev.gotrust.facts.VersionTraces.BuildInfoLayout;
import dev.gotrust.facts.VersionTraces.PclntabLayout;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class VersionRangeTest {
  private final TestFacts facts = new TestFacts();

  private VersionRange range(PclntabLayout pclntab, BuildInfoLayout buildInfo, int api) {
    facts.versions = TestFacts.traces(List.of(), pclntab, buildInfo);
    ApiTrace newest = api < 0 ? null : new ApiTrace(api, "slices.Concat", 9);
    facts.code = new CompiledCode(1, 16, List.of(), null, Set.of(), newest);
    return VersionRange.of(facts.binary());
  }

  @Test
  void everyTraceNarrowsTheRange() {
    assertEquals("Go 1.20 or later", range(PclntabLayout.GO_1_20, null, -1).words());
    assertEquals("Go 1.18 or 1.19", range(PclntabLayout.GO_1_18, null, -1).words());
    assertEquals("Go 1.19", range(PclntabLayout.GO_1_18, BuildInfoLayout.INLINE, 19).words());
    assertEquals("Go 1.22 or later", range(PclntabLayout.GO_1_20, null, 22).words());
    assertEquals("Go 1.21 or later", range(null, null, 21).words());
  }

  @Test
  void nothingIsSaidWhereTracesDisagreeOrAllowAll() {
    assertNull(range(PclntabLayout.GO_1_18, null, 22).words());
    assertNull(range(null, null, -1).words());
  }

  @Test
  void codeThatWasNotReadBoundsNothing() {
    range(PclntabLayout.GO_1_20, null, 22);
    facts.code = null;
    assertEquals("Go 1.20 or later", VersionRange.of(facts.binary()).words());
  }
}
