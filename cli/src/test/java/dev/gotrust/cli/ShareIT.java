package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The distribution brings what the program prints for shells and man. */
final class ShareIT {
  private static final Path SHARE = Launch.HOME.resolve("share");

  private static void assertPrinted(String shell, String file) throws Exception {
    String printed = Run.of("completion", shell).out();
    assertEquals(printed, Files.readString(SHARE.resolve(file)));
  }

  @Test
  void completions() throws Exception {
    assertPrinted("bash", "bash-completion/completions/gotrust");
    assertPrinted("zsh", "zsh/site-functions/_gotrust");
    assertPrinted("fish", "fish/vendor_completions.d/gotrust.fish");
  }

  @Test
  void pagesOfTheManual() throws Exception {
    Path pages = SHARE.resolve("man/man1");
    assertTrue(Files.readString(pages.resolve("gotrust.1")).startsWith(".TH"), "gotrust.1");
    assertTrue(Files.exists(pages.resolve("gotrust-modules-verify.1")));
  }
}
