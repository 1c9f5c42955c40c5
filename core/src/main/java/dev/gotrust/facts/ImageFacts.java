package dev.gotrust.facts;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import dev.gotrust.facts.BuildInfoCopies.Outcome;
import dev.gotrust.image.HostId;
import dev.gotrust.image.Image;
import dev.gotrust.image.Linkage;
import dev.gotrust.image.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the facts of one image; what needs a pass over all bytes is left to {@link ContentIds}. */
final class ImageFacts {
  private final Image image;
  private final List<String> notes = new ArrayList<>();
  private @Nullable BuildId buildId;
  private BuildInfoReader.@Nullable Blob blob;
  private @Nullable BuildInfo buildInfo;
  private BuildInfoCopies copies =
      new BuildInfoCopies(Outcome.NONE, null, List.of(), "the file holds no build info");
  private VersionTraces versions = new VersionTraces(List.of(), null);

  private ImageFacts(Image image) {
    this.image = image;
  }

  /**
   * Reads.
   *
   * @return null if the image is no Go program
   * @throws FormatException if what makes it a Go program is malformed or over a limit
   */
  static @Nullable ImageFacts read(Image image) throws FormatException, IOException {
    ImageFacts facts = new ImageFacts(image);
    return facts.read() ? facts : null;
  }

  private boolean read() throws FormatException, IOException {
    readBuildId();
    readBlob();
    PclntabFinder.Found pclntab = PclntabFinder.find(image);
    if (buildId == null && blob == null && !pclntab.present()) {
      return false;
    }
    StringHeaders.Found named = named();
    readBuildInfo(named.modinfos());
    versions = new VersionTraces(buildVersions(named), pclntab.layout());
    return true;
  }

  /** What the program's variables name; of the older layout, the blob itself is one of them. */
  private StringHeaders.Found named() throws FormatException, IOException {
    if (blob == null || !blob.inline()) {
      return new StringHeaders.Found(List.of(), false);
    }
    Span modinfo = blob.modinfo();
    return StringHeaders.find(image, modinfo == null ? -1 : modinfo.length(), blob.version());
  }

  private List<String> buildVersions(StringHeaders.Found named)
      throws FormatException, IOException {
    if (blob != null && (named.versionSeen() || !blob.inline())) {
      return named.versionSeen() ? List.of(blob.version()) : List.of();
    }
    return VersionTracer.find(image, blob == null ? "" : blob.version());
  }

  /** A malformed build ID is said, and hides nothing else. */
  private void readBuildId() throws FormatException, IOException {
    try {
      buildId = BuildIdReader.read(image);
    } catch (FormatException malformed) {
      if (malformed.kind() == FormatException.Kind.TOO_LARGE) {
        throw malformed;
      }
      notes.add(malformed.getMessage());
    }
  }

  private void readBlob() throws IOException, FormatException {
    try {
      blob = BuildInfoReader.read(image);
    } catch (FormatException malformed) {
      if (malformed.kind() == FormatException.Kind.TOO_LARGE) {
        throw malformed;
      }
      notes.add("build info: " + malformed.getMessage());
    }
  }

  private void readBuildInfo(List<Span> named) throws FormatException, IOException {
    Span first = blob == null ? null : blob.modinfo();
    boolean pointers = blob != null && !blob.inline() && first != null;
    List<Span> found = named.isEmpty() && !pointers ? Sentinels.find(image) : List.of();
    boolean lone = false;
    if (first == null && (blob == null || blob.version().isEmpty())) {
      // Where Go's reader finds no blob (wasm, plan9/386), the sentinels lead to the text.
      List<Span> own = CopiesReader.own(image, found);
      lone = own.size() == 1;
      first = lone ? own.get(0) : null;
    }
    String version = version(first != null);
    if (first == null && version.isEmpty()) {
      return;
    }
    buildInfo = Modinfo.parse(version, first == null ? "" : text(first));
    if (first == null) {
      copies = noModinfo(found);
    } else if (lone || pointers) {
      copies =
          new BuildInfoCopies(
              Outcome.SINGLE, first, List.of(), "this layout holds the build info once");
    } else if (named.isEmpty()) {
      copies = CopiesReader.compare(image, first, found);
    } else {
      copies = CopiesReader.compareNamed(image, first, named);
    }
  }

  private static BuildInfoCopies noModinfo(List<Span> found) {
    return new BuildInfoCopies(
        found.isEmpty() ? Outcome.NONE : Outcome.UNKNOWN,
        null,
        found,
        "the build info names no modules");
  }

  private String version(boolean hasModinfo) throws FormatException, IOException {
    if (blob != null && !blob.version().isEmpty()) {
      return blob.version();
    }
    List<String> traces = hasModinfo ? VersionTracer.find(image, "") : List.of();
    return traces.size() == 1 ? traces.get(0) : "";
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

  /** Returns what recomputes the content ID. */
  ContentIds contentIds() {
    return new ContentIds(image, buildId, blob == null ? "" : blob.version());
  }

  /** Returns the facts, once the content ID is known. */
  GoBinary finish(ContentId contentId) throws IOException {
    HostId host = image.hostId();
    Linkage linkage = linkage();
    return new GoBinary(
        image.format(),
        image.os(),
        image.arch(),
        new Span(image.view().base(), image.view().size()),
        buildId,
        host,
        contentId,
        HostIds.check(buildId, host),
        buildInfo,
        copies,
        versions,
        linkage,
        notes);
  }

  private Linkage linkage() throws IOException {
    try {
      return image.linkage();
    } catch (FormatException malformed) {
      notes.add("linkage: " + malformed.getMessage());
      return new Linkage("unknown", null, List.of(), false, false, false, false, null);
    }
  }
}
