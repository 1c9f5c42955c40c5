package dev.gotrust.facts;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.GoText;
import dev.gotrust.bytes.Limits;
import dev.gotrust.facts.BuildInfoCopies.Outcome;
import dev.gotrust.facts.BuildInfoReader.Blob;
import dev.gotrust.facts.VersionTraces.PclntabLayout;
import dev.gotrust.image.Format;
import dev.gotrust.image.Image;
import dev.gotrust.image.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the build info of one image and every copy of it that its layout asks for: Go 1.18 and
 * later hold it in a blob and in read-only data, Go 1.13 to 1.17 in read-only data, to which the
 * blob points.
 */
final class BuildInfoFinder {
  /** What there is where nothing was found. */
  static final Found NOTHING =
      new Found(
          null,
          new BuildInfoCopies(Outcome.NONE, null, List.of(), "the file holds no build info", null),
          List.of(),
          false);

  private final Image image;
  private final @Nullable Blob blob;
  private final @Nullable PclntabLayout pclntab;
  private @Nullable BuildInfo info;
  private BuildInfoCopies copies = NOTHING.copies();
  private List<VersionTraces.Text> versions = List.of();
  private boolean independent;

  private BuildInfoFinder(Image image, @Nullable Blob blob, @Nullable PclntabLayout pclntab) {
    this.image = image;
    this.blob = blob;
    this.pclntab = pclntab;
  }

  /**
   * What was found.
   *
   * @param info the build info, null if there is none
   * @param copies how its copies compare
   * @param versions what else the program says of its Go version
   * @param independent whether that is more than where the build info took its version from
   */
  record Found(
      @Nullable BuildInfo info,
      BuildInfoCopies copies,
      List<VersionTraces.Text> versions,
      boolean independent) {}

  /**
   * Searches.
   *
   * @param blob as it stands in the image, null where there is none or it is malformed
   * @param pclntab the layout of the image's function table, null if none is known
   */
  static Found find(Image image, @Nullable Blob blob, @Nullable PclntabLayout pclntab)
      throws FormatException, IOException {
    BuildInfoFinder finder = new BuildInfoFinder(image, blob, pclntab);
    finder.find();
    return new Found(finder.info, finder.copies, finder.versions, finder.independent);
  }

  private void find() throws FormatException, IOException {
    if (blob == null || blob.version().isEmpty()) {
      withoutBlob();
    } else if (blob.inline()) {
      inline(blob);
    } else {
      pointers(blob);
    }
  }

  /** Where Go's reader finds no blob (wasm, plan9/386), the sentinels lead to the text. */
  private void withoutBlob() throws FormatException, IOException {
    List<Span> own = CopiesReader.own(image, Sentinels.find(image));
    Span text = own.size() == 1 ? own.get(0) : null;
    versions = VersionTracer.find(image, null);
    String version = text != null && versions.size() == 1 ? versions.get(0).version() : "";
    if (text != null) {
      info = parse(version, text);
      copies = lone(text);
    }
  }

  /** From Go 1.18 on every format that is linked with a blob holds the build info twice. */
  private BuildInfoCopies lone(Span text) {
    boolean once =
        image.format() == Format.WASM
            || image.format() == Format.PLAN9
            || pclntab == PclntabLayout.GO_1_2
            || pclntab == PclntabLayout.GO_1_16;
    return once
        ? copies(Outcome.SINGLE, text, "this format or release holds the build info once")
        : copies(
            Outcome.UNKNOWN,
            text,
            "the build info that go version reads is missing or damaged; shown is the copy that"
                + " stands in read-only data");
  }

  private void inline(Blob blob) throws FormatException, IOException {
    Span modinfo = blob.modinfo();
    StringHeaders.Found named = StringHeaders.find(image, blob);
    info = parse(blob.version(), modinfo);
    independent = true;
    versions =
        named.versionAt() < 0
            ? VersionTracer.find(image, blob)
            : List.of(new VersionTraces.Text(blob.version(), named.versionAt()));
    if (modinfo == null) {
      copies = CopiesReader.compareNone(image);
    } else if (named.modinfos().isEmpty()) {
      copies = CopiesReader.compare(image, modinfo, outside(blob, Sentinels.find(image)));
    } else {
      copies = CopiesReader.compareNamed(image, modinfo, named.modinfos());
    }
  }

  /** Leaves out what is the blob's own text. */
  private static List<Span> outside(Blob blob, List<Span> spans) {
    List<Span> others = new ArrayList<>();
    for (Span span : spans) {
      if (!span.overlaps(blob.span())) {
        others.add(span);
      }
    }
    return others;
  }

  /**
   * The blob points at runtime.buildVersion and runtime.modinfo themselves, so neither is a second
   * witness; another text that the program's variables name is.
   */
  private void pointers(Blob blob) throws FormatException, IOException {
    Span modinfo = blob.modinfo();
    info = parse(blob.version(), modinfo);
    copies =
        modinfo == null
            ? CopiesReader.compareNone(image)
            : CopiesReader.comparePointed(image, modinfo, Sentinels.find(image));
  }

  private BuildInfo parse(String version, @Nullable Span span) throws FormatException, IOException {
    return Modinfo.parse(version, span == null ? "" : text(span));
  }

  private String text(Span span) throws FormatException, IOException {
    ByteView view = image.view().slice("modinfo", span.offset(), span.length());
    if (view.size() > Limits.MODINFO) {
      throw FormatException.tooLarge(
          view.base(),
          "modinfo has " + view.size() + " bytes; at most " + Limits.MODINFO + " are read");
    }
    return GoText.decode(view.copy(0, span.length()));
  }

  private static BuildInfoCopies copies(Outcome outcome, Span first, String reason) {
    return new BuildInfoCopies(outcome, first, List.of(), reason, null);
  }
}
