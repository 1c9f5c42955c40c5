package dev.gotrust.facts;

import dev.gotrust.bytes.FormatException;
import dev.gotrust.codesign.PlatformSignatures;
import dev.gotrust.facts.ContentHasher.Recipe;
import dev.gotrust.facts.ContentId.Cause;
import dev.gotrust.facts.ContentId.State;
import dev.gotrust.image.Image;
import dev.gotrust.image.Rewriter;
import dev.gotrust.image.Span;
import dev.gotrust.image.Undo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes the content ID of one image, and where it does not match tries every way in which a
 * legitimate tool can have changed the file. See {@code specs/build-id.md}.
 */
final class ContentIds {
  /** From this minor version on, Go's own note of the host build ID is taken as zeros. */
  private static final int MASKS_HOST_ID = 24;

  /** Units, in bytes, to which linkers round the end of a file up; page sizes among them. */
  private static final long[] PADDING = {1, 8, 16, 512, 4096, 16384, 65536};

  private final Image image;
  private final @Nullable BuildId buildId;
  private final boolean masksHostId;
  private final @Nullable ContentHasher primary;
  private final List<Attempt> attempts = new ArrayList<>();
  private List<Undo> undos = List.of();
  private boolean signed;
  private Rewriter rewriter = Rewriter.UNKNOWN;

  /** A way to explain a mismatch, with what it takes away if that is a signature. */
  private record Attempt(Cause cause, @Nullable Undo undo, ContentHasher hasher) {}

  ContentIds(Image image, @Nullable BuildId buildId, String goVersion) {
    this.image = image;
    this.buildId = buildId;
    GoVersion version = GoVersion.parse(goVersion);
    this.masksHostId = version == null || version.minor() >= MASKS_HOST_ID;
    this.primary =
        buildId == null || buildId.contentId() == null
            ? null
            : hasher(List.of(image.view().size()), masksHostId);
  }

  /** Returns what must see the bytes on the first pass, or null if there is nothing to compute. */
  @Nullable ContentHasher primary() {
    return primary;
  }

  /**
   * Returns what must see the bytes on a second pass; empty unless the first left a mismatch.
   *
   * @throws IOException if the bytes that a signing tool changed can't be read
   */
  List<ContentHasher> second() throws IOException {
    if (primary != null && !matches(primary)) {
      readUndos();
      readRewriter();
      attempts(masksHostId);
      if (!image.hostIdSpans().isEmpty()) {
        attempts.add(
            new Attempt(Cause.NONE, null, hasher(List.of(image.view().size()), !masksHostId)));
        attempts(!masksHostId);
      }
    }
    List<ContentHasher> hashers = new ArrayList<>();
    for (Attempt attempt : attempts) {
      hashers.add(attempt.hasher());
    }
    return hashers;
  }

  private void readUndos() throws IOException {
    try {
      undos = image.undoSignature(text());
    } catch (FormatException malformed) {
      // The tables around it lead nowhere: no signer left them so, and nothing can be undone.
      undos = List.of();
    }
    for (Undo undo : undos) {
      signed |= undo.signature();
    }
  }

  private void readRewriter() throws IOException {
    try {
      rewriter = image.rewriter();
    } catch (FormatException malformed) {
      // The tables that tell it lead nowhere: no linker wrote them so.
      rewriter = Rewriter.UNKNOWN;
    }
  }

  private void attempts(boolean maskHost) {
    List<Long> ends = ends();
    if (!ends.isEmpty()) {
      attempts.add(new Attempt(Cause.APPENDED, null, hasher(ends, maskHost)));
    }
    for (Undo undo : image.undoEdits()) {
      attempts.add(new Attempt(Cause.EDITED, undo, undone(undo, maskHost)));
    }
    for (Undo undo : undos) {
      boolean plain = undo.signature() && undo.foreign() == 0;
      Cause cause = plain ? Cause.SIGNED : Cause.APPENDED;
      attempts.add(new Attempt(cause, undo, undone(undo, maskHost)));
    }
  }

  /** Where the linker may have ended the file: Go's rounds some up to a page, and others do. */
  private List<Long> ends() {
    List<Long> ends = new ArrayList<>();
    long size = image.view().size();
    for (long unit : PADDING) {
      long end = image.end() > size ? size : (image.end() + unit - 1) / unit * unit;
      if (end > 0 && end < size && !ends.contains(end)) {
        ends.add(end);
      }
    }
    return ends;
  }

  private ContentHasher hasher(List<Long> ends, boolean maskHost) {
    List<Span> masks = new ArrayList<>(image.signatureSpans());
    masks.addAll(maskHost ? image.hostIdSpans() : List.of());
    return new ContentHasher(new Recipe(image.view().base(), ends, 0, List.of(), masks, text()));
  }

  private ContentHasher undone(Undo undo, boolean maskHost) {
    List<Span> masks = maskHost ? image.hostIdSpans() : List.of();
    return new ContentHasher(
        new Recipe(image.view().base(), undo.ends(), undo.zeros(), undo.patches(), masks, text()));
  }

  private String text() {
    return buildId == null ? "" : buildId.text();
  }

  private boolean matches(ContentHasher hasher) {
    return buildId != null && hasher.results().contains(String.valueOf(buildId.contentId()));
  }

  /**
   * Returns the outcome, once every hasher has seen its pass.
   *
   * @throws IOException if what names a second occurrence of the build ID can't be read
   */
  ContentId result() throws IOException {
    if (buildId == null || primary == null) {
      return notApplicable();
    }
    String recorded = String.valueOf(buildId.contentId());
    String computed = primary.results().isEmpty() ? null : primary.results().get(0);
    if (recorded.equals(computed)) {
      return matching(buildId, primary, "the bytes hash to the recorded content ID");
    }
    for (Attempt attempt : attempts) {
      if (matches(attempt.hasher())) {
        return explained(buildId, computed, attempt);
      }
    }
    Cause cause = unexplained();
    String change = cause == Cause.SIGNED_AND_CHANGED ? PlatformSignatures.change(image) : null;
    return change == null
        ? new ContentId(recorded, computed, State.MISMATCH, cause, reason(cause))
        : new ContentId(
            recorded,
            computed,
            State.MISMATCH,
            Cause.CHANGED_SINCE_SIGNED,
            "the file was signed, but not as it is now: " + change);
  }

  private ContentId notApplicable() {
    String reason =
        buildId == null || buildId.text().isEmpty()
            ? "the file has no Go build ID"
            : "the Go build ID was set by hand or is of Go 1.9 or older; it names no content";
    return new ContentId(null, null, State.NOT_APPLICABLE, Cause.NONE, reason);
  }

  /** The bytes match, but for what they may hide where the build ID is repeated. */
  private ContentId matching(BuildId id, ContentHasher hasher, String reason) throws IOException {
    long repeated = repeated(id, hasher);
    if (repeated < 0) {
      return new ContentId(id.contentId(), id.contentId(), State.MATCH, Cause.NONE, reason);
    }
    return new ContentId(
        id.contentId(), id.contentId(), State.MATCH, Cause.HIDDEN_CHANGE, hidden(repeated));
  }

  private static String hidden(long repeated) {
    return "the build ID stands at offset "
        + repeated
        + " too, where no linker writes it: each occurrence is hashed as zeros, so the bytes there"
        + " were changed without changing the content ID";
  }

  private long repeated(BuildId id, ContentHasher hasher) throws IOException {
    List<Long> occurrences = hasher.occurrences();
    return occurrences.size() < 2 ? -1 : RepeatedIds.unexplained(image, id, occurrences);
  }

  private ContentId explained(BuildId id, @Nullable String computed, Attempt attempt)
      throws IOException {
    String recorded = id.contentId();
    if (attempt.cause() == Cause.NONE) {
      String rule = masksHostId ? "Go 1.23 and older, or external linking" : "Go 1.24 and later";
      String reason = "the bytes hash to the recorded content ID (by the rule of " + rule + ")";
      return matching(id, attempt.hasher(), reason);
    }
    long repeated = repeated(id, attempt.hasher());
    if (repeated >= 0) {
      return new ContentId(
          recorded, computed, State.MISMATCH, Cause.HIDDEN_CHANGE, hidden(repeated));
    }
    String without = explanation(attempt) + " hashes to the recorded content ID";
    return new ContentId(recorded, computed, State.MISMATCH, attempt.cause(), without);
  }

  private String explanation(Attempt attempt) {
    Undo undo = attempt.undo();
    if (undo == null) {
      return (image.view().size() - matchingEnd(attempt))
          + " bytes follow the image; without them it";
    }
    if (attempt.cause() == Cause.EDITED) {
      return "but for its " + undo.what() + ", which tools such as patchelf set in place, the file";
    }
    if (attempt.cause() == Cause.SIGNED) {
      return "without its " + undo.what() + " the file";
    }
    return undo.foreign()
        + (undo.signature()
            ? " bytes are neither of the image nor of its " + undo.what() + "; without both it"
            : " bytes follow the image, which its headers call the "
                + undo.what()
                + " and which are none; without them it");
  }

  private long matchingEnd(Attempt attempt) {
    int index =
        attempt
            .hasher()
            .results()
            .indexOf(buildId == null ? "" : String.valueOf(buildId.contentId()));
    return attempt.hasher().ends().get(index);
  }

  private Cause unexplained() {
    if (image.isDebugFile()) {
      return Cause.DEBUG_FILE;
    }
    if (image.end() > image.view().size()) {
      return Cause.CHANGED_IN_PLACE;
    }
    if (signed) {
      return Cause.SIGNED_AND_CHANGED;
    }
    return switch (rewriter) {
      case NONE -> Cause.CHANGED_IN_PLACE;
      case EDITOR -> Cause.EDITED;
      case BINUTILS -> Cause.REWRITTEN;
      case RELINKED -> Cause.RELINKED;
      case PACKED -> Cause.PACKED;
      case UNKNOWN -> Cause.UNKNOWN_WRITER;
    };
  }

  private String reason(Cause cause) {
    boolean cut = image.end() > image.view().size();
    return switch (cause) {
      case CHANGED_IN_PLACE ->
          cut
              ? "the file was cut: its headers account for "
                  + image.end()
                  + " bytes, it has "
                  + image.view().size()
              : "the layout is the Go linker's own, so the file was changed in place after linking";
      case DEBUG_FILE ->
          "this is a separate debug file, as objcopy and eu-strip write it: it holds no code, and the"
              + " recorded content ID is that of the program that it belongs to";
      case EDITED ->
          "the layout is the Go linker's own, but tools such as patchelf and debugedit edit such a"
              + " file in place; its content may have changed too";
      case SIGNED_AND_CHANGED ->
          "the file was signed, and does not match without the signature either; it may have been"
              + " stripped first, and its content may have changed too";
      case REWRITTEN ->
          "the layout is that of strip, objcopy, patchelf or a system linker, which may have written"
              + " the file again; its content may have changed too";
      case RELINKED ->
          "header tables were moved, removed or written again, as sstrip, patchelf and wasm tools do;"
              + " the content may have changed too";
      case PACKED -> "the file was packed; its content may have changed too";
      default ->
          "the layout does not show which tool wrote the file last; its content may have changed";
    };
  }
}
