package dev.gotrust.facts;

import dev.gotrust.bytes.Pass;
import dev.gotrust.bytes.Pattern;
import dev.gotrust.image.Span;
import dev.gotrust.image.Undo.Patch;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Computes the content ID of an image while its bytes pass by: SHA-256 over the image with some
 * spans, and then every occurrence of the build ID, taken as zeros (Go's {@code
 * cmd/internal/buildid/rewrite.go}, FindAndHash).
 *
 * <p>Bytes that an occurrence might still begin in are held back until the next ones are there.
 */
final class ContentHasher implements Pass.Consumer {
  private static final int ID_BYTES = 15;

  /** Go's own commands hold two. */
  private static final int MOST_OCCURRENCES = 16;

  /**
   * What is hashed.
   *
   * @param base where in the file the image starts
   * @param ends offsets in the image at which a digest is taken, ascending
   * @param zeros bytes of value zero that follow each end
   * @param patches bytes that are put in place of what the file holds, ascending
   * @param masks spans that are taken as zeros
   * @param id the full build ID
   */
  record Recipe(
      long base, List<Long> ends, long zeros, List<Patch> patches, List<Span> masks, String id) {}

  private final Recipe recipe;
  private final Pattern id;
  private final byte[] zeros;
  private final MessageDigest digest = sha256();
  private final List<String> results = new ArrayList<>();
  private final List<Long> occurrences = new ArrayList<>();

  /** Bytes not yet digested, from index 0; {@link #held} of them count. */
  private byte[] window = new byte[0];

  private int held;

  /** Offset in the image behind the last byte taken. */
  private long position;

  ContentHasher(Recipe recipe) {
    this.recipe = recipe;
    this.id = new Pattern(recipe.id().getBytes(StandardCharsets.ISO_8859_1));
    this.zeros = new byte[id.length()];
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** Returns the content IDs, one for each end that the bytes reached, in that order. */
  List<String> results() {
    return List.copyOf(results);
  }

  /** Returns where in the image the build ID stood, {@link #MOST_OCCURRENCES} places at most. */
  List<Long> occurrences() {
    return List.copyOf(occurrences);
  }

  private void occurs(long offset) {
    if (occurrences.size() < MOST_OCCURRENCES) {
      occurrences.add(offset);
    }
  }

  /** Returns the offsets at which digests are taken. */
  List<Long> ends() {
    return recipe.ends();
  }

  @Override
  public void take(long offset, byte[] chunk, int length) {
    int from = (int) Math.max(0, Math.min(length, recipe.base() + position - offset));
    while (from < length && results.size() < recipe.ends().size()) {
      long end = recipe.ends().get(results.size());
      int run = (int) Math.min(length - from, end - position);
      if (run > 0) {
        append(chunk, from, run);
        from += run;
      }
      if (position == end) {
        results.add(resultHere());
      }
    }
    if (results.size() == recipe.ends().size()) {
      // A fat file has many images, each of which may be tried in many ways.
      window = new byte[0];
    }
  }

  private void append(byte[] chunk, int from, int run) {
    if (run < 2 * id.length() || touched(position, run)) {
      appendCopy(chunk, from, run);
    } else {
      appendInPlace(chunk, from, run);
    }
  }

  /** Whether bytes are to be replaced among the next {@code run}, but for the build ID. */
  private boolean touched(long at, int run) {
    for (Span mask : recipe.masks()) {
      if (mask.offset() < at + run && mask.end() > at) {
        return true;
      }
    }
    for (Patch patch : recipe.patches()) {
      if (patch.offset() < at + run && patch.offset() + patch.old().length() > at) {
        return true;
      }
    }
    return false;
  }

  private void appendCopy(byte[] chunk, int from, int run) {
    if (window.length < held + run) {
      window = Arrays.copyOf(window, held + run);
    }
    System.arraycopy(chunk, from, window, held, run);
    patch(position, held, run);
    mask(position, held, run);
    held += run;
    position += run;
    blankIds();
    int ready = Math.max(0, held - id.length() + 1);
    digest.update(window, 0, ready);
    System.arraycopy(window, ready, window, 0, held - ready);
    held -= ready;
  }

  /** The same for bytes among which only IDs are blanked, without a copy of most of them. */
  private void appendInPlace(byte[] chunk, int from, int run) {
    int at = from + seam(chunk, from);
    int to = from + run;
    for (int hit = find(chunk, at, to); hit >= 0; hit = find(chunk, at, to)) {
      occurs(position + hit - from);
      digest.update(chunk, at, hit - at);
      digest.update(zeros);
      at = hit + id.length();
    }
    int ready = Math.max(at, to - id.length() + 1);
    digest.update(chunk, at, ready - at);
    held = to - ready;
    if (window.length < held) {
      window = new byte[id.length()];
    }
    System.arraycopy(chunk, ready, window, 0, held);
    position += run;
  }

  /**
   * Digests what was held back, with an occurrence that ends in the chunk; returns how many bytes
   * of the chunk that took.
   */
  private int seam(byte[] chunk, int from) {
    int reach = id.length() - 1;
    if (window.length < held + reach) {
      window = Arrays.copyOf(window, held + reach);
    }
    System.arraycopy(chunk, from, window, held, reach);
    int hit = find(window, 0, held + reach);
    if (hit < 0) {
      digest.update(window, 0, held);
      return 0;
    }
    occurs(position - held + hit);
    digest.update(window, 0, hit);
    digest.update(zeros);
    return hit + id.length() - held;
  }

  private int find(byte[] data, int from, int to) {
    return id.indexOf(data, from, to);
  }

  private void patch(long at, int index, int run) {
    for (Patch patch : recipe.patches()) {
      for (int i = 0; i < patch.old().length(); i++) {
        long within = patch.offset() + i - at;
        if (within >= 0 && within < run) {
          window[index + (int) within] = patch.old().at(i);
        }
      }
    }
  }

  private void mask(long at, int index, int run) {
    for (Span mask : recipe.masks()) {
      long from = Math.max(at, mask.offset());
      long to = Math.min(at + run, mask.end());
      if (from < to) {
        Arrays.fill(window, index + (int) (from - at), index + (int) (to - at), (byte) 0);
      }
    }
  }

  private void blankIds() {
    int at = 0;
    while (true) {
      at = find(window, at, held);
      if (at < 0) {
        return;
      }
      occurs(position - held + at);
      Arrays.fill(window, at, at + id.length(), (byte) 0);
      at += id.length();
    }
  }

  private String resultHere() {
    MessageDigest here = copy(digest);
    here.update(window, 0, held);
    byte[] padding = new byte[(int) Math.min(recipe.zeros(), 4096)];
    for (long left = recipe.zeros(); left > 0; left -= padding.length) {
      here.update(padding, 0, (int) Math.min(left, padding.length));
    }
    byte[] hash = Arrays.copyOf(here.digest(), ID_BYTES);
    return Base64.getUrlEncoder().encodeToString(hash);
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("the platform's SHA-256 can't be copied", impossible);
    }
  }
}
