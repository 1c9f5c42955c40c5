package dev.gotrust.facts;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.GoText;
import dev.gotrust.bytes.Limits;
import dev.gotrust.facts.VersionTraces.Text;
import dev.gotrust.image.Image;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads which Go version wrote the debug data: the linker names itself in each unit of Go code
 * (cmd/link/internal/ld/dwarf.go, {@code Go cmd/compile go1.26.8; regabi}). See {@code
 * specs/dwarf.md}.
 */
final class DebugProducer {
  private static final String GO = "Go cmd/compile ";

  /** Inflated bytes that show Go's unit where no C object stands before it. */
  private static final int FIRST = 16 * 1024;

  private final Image image;
  private final DebugSection info;
  private final DebugSection abbreviations;
  private @Nullable ByteView strings;
  private boolean stringsPacked;

  private DebugProducer(Image image, DebugSection info, DebugSection abbreviations) {
    this.image = image;
    this.info = info;
    this.abbreviations = abbreviations;
  }

  /** Returns the version, null where no debug data of Go is found; damaged data shows nothing. */
  static @Nullable Text find(Image image) throws IOException {
    try {
      DebugSection info = DebugSection.find(image, "info", ".dwinfo");
      DebugSection abbreviations = DebugSection.find(image, "abbrev", ".dwabrev");
      return info == null || abbreviations == null
          ? null
          : new DebugProducer(image, info, abbreviations).find();
    } catch (FormatException malformed) {
      return null;
    }
  }

  private @Nullable Text find() throws FormatException, IOException {
    Text text = info.packed() ? tryFind(FIRST) : null;
    return text != null ? text : tryFind(Limits.DEBUG_DATA);
  }

  /** What was cut short ends like what is damaged. */
  private @Nullable Text tryFind(int most) throws IOException {
    try {
      return find(info.contents(most), abbreviations.contents(most));
    } catch (FormatException endsBefore) {
      return null;
    }
  }

  private @Nullable Text find(ByteView units, ByteView abbreviated)
      throws FormatException, IOException {
    DebugUnits walk = new DebugUnits(units, abbreviated);
    while (walk.next()) {
      DebugUnits.Place place = walk.producer();
      Text text = place == null ? null : text(units, place);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** Go's linker writes the text in place; dsymutil and dwz move it to the table of strings. */
  private @Nullable Text text(ByteView units, DebugUnits.Place place)
      throws FormatException, IOException {
    if (place.form() == DebugForms.STRING) {
      return version(units, place.at(), info.packed());
    }
    if (place.form() != DebugForms.STRP || !readStrings() || strings == null) {
      return null;
    }
    long at = units.number(place.at(), place.forms().offsets());
    return version(strings, at, stringsPacked);
  }

  /** Once: each unit of a C program asks for them. */
  private boolean readStrings() throws FormatException, IOException {
    DebugSection section = strings == null ? DebugSection.find(image, "str", ".dwstr") : null;
    if (section != null) {
      strings = section.contents(Limits.DEBUG_DATA);
      stringsPacked = section.packed();
    }
    return strings != null;
  }

  private @Nullable Text version(ByteView view, long at, boolean packed)
      throws FormatException, IOException {
    if (!view.holds(at, GO.length())) {
      return null;
    }
    String producer = view.text(at, GO.length() + Limits.GO_VERSION);
    if (!producer.startsWith(GO)) {
      return null;
    }
    int flags = producer.indexOf(';');
    int length = (flags < 0 ? producer.length() : flags) - GO.length();
    long start = at + GO.length();
    String version = GoText.decode(view.copy(start, length)).strip();
    return version.isEmpty()
        ? null
        : new Text(version, packed ? -1 : view.base() + start - image.view().base());
  }
}
