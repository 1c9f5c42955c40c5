package dev.gotrust.facts;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.facts.BuildInfoCopies.Outcome;
import dev.gotrust.image.Image;
import dev.gotrust.image.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
   * Compares with the copies that the program's variables name.
   *
   * @param image the image
   * @param first where the modinfo of the build info section stands, without sentinels
   * @param named where those copies stand, one at least
   */
  static BuildInfoCopies compareNamed(Image image, Span first, List<Span> named)
      throws FormatException, IOException {
    return new CopiesReader(image, first).judge(named);
  }

  /**
   * Compares with copies that a search found.
   *
   * @param image the image
   * @param first where the modinfo of the build info section stands, without sentinels
   * @param found where framed texts stand in the loaded parts
   */
  static BuildInfoCopies compare(Image image, Span first, List<Span> found)
      throws FormatException, IOException {
    return new CopiesReader(image, first).compare(found);
  }

  private BuildInfoCopies compare(List<Span> found) throws FormatException, IOException {
    List<Span> others = new ArrayList<>();
    for (Span span : found) {
      if (span.offset() != first.offset()) {
        others.add(span);
      }
    }
    if (others.isEmpty()) {
      return result(Outcome.SINGLE, others, "the file holds the build info once");
    }
    return judge(own(image, others));
  }

  private BuildInfoCopies judge(List<Span> own) throws FormatException, IOException {
    for (Span span : own) {
      if (equal(span)) {
        return result(Outcome.EQUAL, own, "both copies of the build info are the same");
      }
    }
    return result(
        Outcome.DIFFERENT,
        own,
        "the build info section differs from the copy that the program itself reads");
  }

  /** All of them where there are none or one, or where no address tells which are the image's. */
  static List<Span> own(Image image, List<Span> others) throws FormatException, IOException {
    if (others.size() < 2) {
      return others;
    }
    List<Long> starts = new ArrayList<>();
    for (Span span : others) {
      starts.add(span.offset() - Sentinels.LENGTH);
    }
    boolean[] named = Pointers.leadTo(image, starts);
    List<Span> own = new ArrayList<>();
    for (int i = 0; i < named.length; i++) {
      if (named[i]) {
        own.add(others.get(i));
      }
    }
    return own.isEmpty() ? others : own;
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

  private BuildInfoCopies result(Outcome outcome, List<Span> others, String reason) {
    return new BuildInfoCopies(outcome, first, others, reason);
  }
}
