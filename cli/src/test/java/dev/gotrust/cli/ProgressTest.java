package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private static final String ERASE = "\r\u001b[K";

  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final AtomicLong now = new AtomicLong(-5);
  private final Progress progress = new Progress(terminal, 30, now::get);

  @Test
  void aShortRunShowsNothing() {
    progress.working("a");
    now.addAndGet(Progress.PATIENCE - 1);
    progress.tick();
    progress.erase();
    progress.close();
    assertEquals("", shown());
  }

  @Test
  void aLongRunShowsOneLineThatIsGoneInTheEnd() {
    late();
    progress.working("first");
    progress.tick();
    assertEquals(ERASE + "reading first", shown());
    progress.done();
    progress.working("second");
    progress.tick();
    progress.done();
    progress.tick();
    progress.close();
    assertEquals(
        ERASE + "1 file done, reading second" + ERASE + "2 files done, reading second" + ERASE,
        shown());
  }

  @Test
  void itIsAwayWhileSomebodyIsAsked() {
    late();
    progress.working("file");
    progress.tick();
    progress.pause();
    progress.tick();
    assertEquals(ERASE + "reading file" + ERASE, shown());
    progress.resume();
    progress.tick();
    assertTrue(shown().endsWith(ERASE + "reading file"), shown());
  }

  @Test
  void modulesAreCounted() {
    late();
    progress.modules(3, 280);
    progress.tick();
    assertEquals(ERASE + "3 of 280 modules hashed", shown());
    progress.modules(280, 280);
    progress.tick();
    assertEquals(ERASE + "reading ", shown());
  }

  @Test
  void itMakesRoomForWhatIsPrinted() {
    late();
    progress.tick();
    shown();
    progress.erase();
    assertEquals(ERASE, shown());
    progress.erase();
    assertEquals("", shown());
  }

  @Test
  void aLongNameLosesItsMiddleAndFits() {
    late();
    progress.working("directory/with/a/long/path/file");
    progress.tick();
    String line = shown().substring(ERASE.length());
    assertEquals("reading dire...long/path/file", line);
    assertTrue(line.length() < 30);
  }

  @Test
  void aHostileNameIsShownEscaped() {
    late();
    progress.working("\u001b[2J\n");
    progress.tick();
    assertEquals(ERASE + "reading \\x1b[2J\\x0a", shown());
  }

  @Test
  void nothingIsShownAfterTheEnd() {
    late();
    progress.close();
    progress.tick();
    assertEquals("", shown());
  }

  @Test
  void aTerminalThatGoesAwayIsLeftAlone() {
    Progress lost =
        new Progress(
            new OutputStream() {
              @Override
              public void write(int value) throws IOException {
                throw new IOException("gone");
              }
            },
            80,
            now::get);
    late();
    lost.tick();
    lost.tick();
    lost.close();
  }

  private void late() {
    now.addAndGet(Progress.PATIENCE);
  }

  private String shown() {
    String text = terminal.toString(StandardCharsets.UTF_8);
    terminal.reset();
    return text;
  }
}
