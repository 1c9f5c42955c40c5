package dev.gotrust.facts;

import dev.gotrust.bytes.ByteSearch;
import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.image.Image;
import dev.gotrust.image.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What constants show of build settings.
 *
 * @param amd64Level the level that the program asks of an amd64 processor when it starts (Go's
 *     {@code runtime/asm_amd64.s}): 2, 3 or 4; 0 where it asks for none, or is for another
 *     architecture. A program that carries another one's bytes shows that one's level too: where
 *     several are there, the level that is claimed, else the highest
 * @param godebug whether the value of DefaultGODEBUG stands where the linker writes it for the
 *     runtime (cmd/go sets {@code runtime.godebugDefault}), false where none is recorded
 */
public record SettingTraces(int amd64Level, boolean godebug) {
  private static final byte[] LEVEL =
      "This program can only be run on AMD64 processors with v"
          .getBytes(StandardCharsets.ISO_8859_1);
  private static final int HIGHEST = 4;

  /** Searches the constants of an image. */
  static SettingTraces find(Image image, @Nullable BuildInfo info)
      throws FormatException, IOException {
    String godebug = info == null ? null : info.setting("DefaultGODEBUG");
    int claim = info == null ? 0 : claim(info.setting("GOAMD64"));
    boolean asks = image.arch().equals("amd64");
    int level = asks ? level(image, Loaded.readOnly(image), claim) : 0;
    if (asks && claim > 1 && level != claim) {
      // Mach-O has it beside the code; where no level is claimed, that search is not worth its
      // time.
      int other = level(image, Loaded.others(image), claim);
      level = other == claim ? claim : Math.max(level, other);
    }
    return new SettingTraces(level, godebug != null && holds(image, godebug));
  }

  /** Returns the level that a value such as {@code v3} names, 0 if it names none. */
  private static int claim(@Nullable String value) {
    return value != null && value.length() == 2 && value.charAt(0) == 'v'
        ? value.charAt(1) - '0'
        : 0;
  }

  private static int level(Image image, List<Span> parts, int claim)
      throws FormatException, IOException {
    int highest = 0;
    for (Span part : parts) {
      ByteView view = Loaded.view(image, part);
      ByteSearch search = new ByteSearch(view, LEVEL);
      for (long at = search.next(); at >= 0; at = search.next()) {
        int level = view.holds(at, LEVEL.length + 1) ? view.u8(at + LEVEL.length) - '0' : 0;
        if (level > 1 && level <= HIGHEST) {
          if (level == claim) {
            return level;
          }
          highest = Math.max(highest, level);
        }
      }
    }
    return highest;
  }

  /** The linker ends the text with a NUL, which modinfo does not. */
  private static boolean holds(Image image, String text) throws FormatException, IOException {
    byte[] pattern = (text + '\0').getBytes(StandardCharsets.UTF_8);
    return holds(image, pattern, Loaded.readOnly(image))
        || holds(image, pattern, Loaded.others(image)); // Mach-O has it beside the code
  }

  private static boolean holds(Image image, byte[] pattern, List<Span> parts)
      throws FormatException, IOException {
    for (Span part : parts) {
      if (new ByteSearch(Loaded.view(image, part), pattern).next() >= 0) {
        return true;
      }
    }
    return false;
  }
}
