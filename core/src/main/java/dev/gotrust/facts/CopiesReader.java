package dev.gotrust.facts;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.GoText;
import dev.gotrust.facts.BuildInfoCopies.Difference;
import dev.gotrust.facts.BuildInfoCopies.Outcome;
import dev.gotrust.image.Image;
import dev.gotrust.image.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares the copies of the build info in one image. A program that carries another Go binary as
 * data holds that one's copies too; those are told apart by the addresses in the program's data.
 */
final class CopiesReader {
  private static final int CHUNK = 4096;

  private final Image image;
  private final Span first;

  private CopiesReader(Image image, Span first) {
    this.image = image;
    this.first = first;
  }

  /**
   * Compares with the copies that the program's variables name: each is the image's own, so each
   * must be equal.
   *
   * @param image the image
   * @param first where the modinfo of the build info section stands, without sentinels
   * @param named where those copies stand, one at least
   */
  static BuildInfoCopies compareNamed(Image image, Span first, List<Span> named)
      throws FormatException, IOException {
    CopiesReader reader = new CopiesReader(image, first);
    for (Span span : named) {
      if (!reader.equal(span)) {
        return reader.different(named, span);
      }
    }
    return reader.equal(named);
  }

  /**
   * Compares with copies that a search found. Where no address tells which are the image's own, one
   * that is equal suffices.
   *
   * @param image the image
   * @param first where the modinfo of the build info section stands, without sentinels
   * @param found where other framed texts stand in the loaded parts
   */
  static BuildInfoCopies compare(Image image, Span first, List<Span> found)
      throws FormatException, IOException {
    CopiesReader reader = new CopiesReader(image, first);
    List<Span> named = named(image, found);
    if (!named.isEmpty()) {
      return compareNamed(image, first, named);
    }
    for (Span span : found) {
      if (reader.equal(span)) {
        return reader.equal(found);
      }
    }
    return found.isEmpty()
        ? reader.result(
            Outcome.UNKNOWN,
            found,
            "the copy of the build info that the program itself reads is missing",
            null)
        : reader.different(found, found.get(0));
  }

  /**
   * Compares where the build info points at the copy that the program reads (Go 1.13 to 1.17):
   * there is no second one, unless the program's variables name another text.
   *
   * @param image the image
   * @param first where the modinfo stands that the build info points at
   * @param found where framed texts stand in the loaded parts
   */
  static BuildInfoCopies comparePointed(Image image, Span first, List<Span> found)
      throws FormatException, IOException {
    CopiesReader reader = new CopiesReader(image, first);
    List<Span> others = new ArrayList<>();
    for (Span span : found) {
      if (span.offset() != first.offset()) {
        others.add(span);
      }
    }
    List<Span> named = named(image, others);
    return named.isEmpty()
        ? reader.result(
            Outcome.SINGLE,
            named,
            "this layout, of Go 1.13 to 1.17, holds the build info once",
            null)
        : compareNamed(image, first, named);
  }

  /**
   * Looks for a copy where the build info names no modules: there should be none, or an empty one,
   * which Go up to 1.23 links into test binaries.
   */
  static BuildInfoCopies compareNone(Image image) throws FormatException, IOException {
    List<Span> found = new ArrayList<>(Sentinels.find(image));
    found.removeIf(span -> span.length() == 0);
    List<Span> named = named(image, found);
    if (!named.isEmpty()) {
      return new BuildInfoCopies(
          Outcome.DIFFERENT,
          null,
          named,
          "the build info section names no modules, but the program itself reads a text that does",
          null);
    }
    return new BuildInfoCopies(
        found.isEmpty() ? Outcome.NONE : Outcome.UNKNOWN,
        null,
        found,
        "the build info names no modules",
        null);
  }

  /** All of them where there are none or one, or where no address tells which are the image's. */
  static List<Span> own(Image image, List<Span> others) throws FormatException, IOException {
    if (others.size() < 2) {
      return others;
    }
    List<Span> own = named(image, others);
    return own.isEmpty() ? others : own;
  }

  /** Those that an address in the program's data leads to. */
  private static List<Span> named(Image image, List<Span> spans)
      throws FormatException, IOException {
    List<Long> starts = new ArrayList<>();
    for (Span span : spans) {
      starts.add(span.offset() - Sentinels.LENGTH);
    }
    boolean[] named = Pointers.leadTo(image, starts);
    List<Span> own = new ArrayList<>();
    for (int i = 0; i < named.length; i++) {
      if (named[i]) {
        own.add(spans.get(i));
      }
    }
    return own;
  }

  private boolean equal(Span other) throws FormatException, IOException {
    if (other.length() != first.length()) {
      return false;
    }
    ByteView left = image.view().slice("build info", first.offset(), first.length());
    ByteView right = image.view().slice("build info copy", other.offset(), other.length());
    for (long at = 0; at < left.size(); at += CHUNK) {
      long length = Math.min(CHUNK, left.size() - at);
      if (!right.matches(at, left.copy(at, length))) {
        return false;
      }
    }
    return true;
  }

  private BuildInfoCopies equal(List<Span> copies) {
    return result(Outcome.EQUAL, copies, "both copies of the build info are the same", null);
  }

  private BuildInfoCopies different(List<Span> copies, Span differing)
      throws FormatException, IOException {
    return result(
        Outcome.DIFFERENT,
        copies,
        "the build info section differs from the copy that the program itself reads",
        Difference.between(text(first), text(differing)));
  }

  private String text(Span span) throws FormatException, IOException {
    return GoText.decode(
        image.view().slice("modinfo", span.offset(), span.length()).copy(0, span.length()));
  }

  private BuildInfoCopies result(
      Outcome outcome, List<Span> others, String reason, @Nullable Difference difference) {
    return new BuildInfoCopies(outcome, first, others, reason, difference);
  }
}
