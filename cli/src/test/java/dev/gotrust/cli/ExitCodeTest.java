package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gotrust.chain.Verdict;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExitCodeTest {
  @Test
  void theGravestOfSeveralCounts() {
    List<Integer> order = Arrays.stream(ExitCode.values()).map(ExitCode::number).toList();
    assertEquals(List.of(70, 1, 4, 2, 5, 3, 0), order);
    for (ExitCode one : ExitCode.values()) {
      for (ExitCode other : ExitCode.values()) {
        int graver = Math.min(order.indexOf(one.number()), order.indexOf(other.number()));
        assertEquals(order.get(graver), one.graver(other).number());
      }
    }
  }

  @Test
  void verdictsHaveTheirCodes() {
    assertEquals(0, ExitCode.of(Verdict.PASS).number());
    assertEquals(1, ExitCode.of(Verdict.FAIL).number());
    assertEquals(3, ExitCode.of(Verdict.INCOMPLETE).number());
  }
}
