package dev.gotrust.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds of every command, of those too that come later. */
final class CommandsTest {
  @Test
  void wordsAreOwnAndHaveAtMostOneBlank() {
    Set<String> seen = new HashSet<>();
    for (Commands command : Commands.values()) {
      assertTrue(command.words().matches("[a-z]+(-[a-z]+)*( [a-z]+(-[a-z]+)*)?"), command.words());
      assertTrue(seen.add(command.words()), command.words());
      if (command.isMember()) {
        String group = command.words().substring(0, command.words().indexOf(' '));
        assertNotNull(Commands.named(group), group);
      }
    }
  }

  @Test
  void summariesFitOnALine() {
    for (Commands command : Commands.values()) {
      assertTrue(command.summary().length() <= 53, command.summary());
    }
    assertTrue(HelpText.all().lines().allMatch(l -> l.length() <= 80), HelpText.all());
  }

  @Test
  void groupsDefineNothingAndAllOthersDo() {
    for (Commands command : Commands.values()) {
      Parser definition = command.definition();
      if (command.runs()) {
        assertNotNull(definition, command.words());
        assertTrue(
            (definition.synopsis() + ' ').startsWith("gotrust " + command.words() + ' ')
                || command == Commands.CONFORMANCE,
            definition.synopsis());
      } else {
        assertNull(definition, command.words());
      }
    }
  }

  @Test
  void theHelpOfEachEndsItsLinesAndNamesItsOptionsOnce() {
    for (Commands command : Commands.listed()) {
      String help = command.help(80);
      assertTrue(help.startsWith("Usage: gotrust " + command.words()), help);
      assertTrue(help.endsWith("\n"), help);
      assertEquals(1, help.split("Usage:", -1).length - 1, help);
    }
  }

  @Test
  void everyListedCommandStandsInTheHelpOfAll() {
    for (Commands command : Commands.listed()) {
      if (command.runs()) {
        assertTrue(HelpText.all().contains("  " + command.words() + ' '), command.words());
      }
    }
  }
}
