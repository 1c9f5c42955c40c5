package dev.gotrust.facts;

import dev.gotrust.bytes.FormatException;
import dev.gotrust.facts.VersionTraces.BuildInfoLayout;
import dev.gotrust.facts.VersionTraces.PclntabLayout;
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
  private static final Linkage UNKNOWN_LINKAGE =
      new Linkage("unknown", null, List.of(), false, false, false, false, null);

  /** What garble has the linker write where the Go version should stand. */
  private static final String GARBLED = "unknown";

  private final Image image;
  private final List<String> notes = new ArrayList<>();
  private @Nullable BuildId buildId;
  private BuildInfoReader.@Nullable Blob blob;
  private BuildInfoFinder.Found found = BuildInfoFinder.NOTHING;
  private Linkage linkage = UNKNOWN_LINKAGE;
  private Disguise disguise = Disguise.NONE;

  private PclntabFinder.Found pclntab = PclntabFinder.NOTHING;

  private @Nullable CompiledCode code;
  private VersionTraces.@Nullable Text producer;
  private @Nullable SettingTraces settingTraces;

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
    pclntab = PclntabFinder.find(image);
    if (buildId == null && blob == null && !pclntab.present()) {
      return false;
    }
    found = BuildInfoFinder.find(image, blob, pclntab.layout());
    linkage = readLinkage();
    disguise = disguise();
    return true;
  }

  /** Reads what {@link Scope#CODE} adds; what is malformed becomes a note. */
  void readCode() throws IOException {
    code = compiledCode();
    producer = DebugProducer.find(image);
    try {
      settingTraces = SettingTraces.find(image, found.info());
    } catch (FormatException malformed) {
      notes.add("constants: " + malformed.getMessage());
    }
  }

  /** A later release may have another function table, but says which release it is. */
  private Disguise disguise() throws IOException {
    if (image.isPacked()) {
      return Disguise.PACKED;
    }
    String version = blob == null ? "" : blob.version();
    boolean unreadable = pclntab.present() && pclntab.layout() == null;
    boolean hidden = version.equals(GARBLED) || unreadable && GoVersion.parse(version) == null;
    if (!hidden) {
      return Disguise.NONE;
    }
    notes.add(Disguise.OBFUSCATED.words() + ": names and versions were taken out of it");
    return Disguise.OBFUSCATED;
  }

  private VersionTraces versions() {
    return new VersionTraces(
        found.versions(),
        found.independent(),
        pclntab.layout(),
        pclntab.offset(),
        blobLayout(),
        producer);
  }

  private @Nullable BuildInfoLayout blobLayout() {
    if (blob == null) {
      return null;
    }
    return blob.inline() ? BuildInfoLayout.INLINE : BuildInfoLayout.POINTERS;
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

  private @Nullable CompiledCode compiledCode() throws IOException {
    PclntabLayout layout = pclntab.layout();
    if (layout == null) {
      return null;
    }
    try {
      return CompiledReader.read(image, pclntab.offset(), layout, found.info());
    } catch (FormatException malformed) {
      notes.add(GoBinary.TABLE_NOTE + malformed.getMessage());
      return null;
    }
  }

  /** Returns what recomputes the content ID. */
  ContentIds contentIds() {
    return new ContentIds(image, buildId, blob == null ? "" : blob.version());
  }

  /** Returns the facts, once the content ID is known. */
  GoBinary finish(ContentId contentId) {
    HostId host = image.hostId();
    return new GoBinary(
        image.format(),
        image.os(),
        image.arch(),
        new Span(image.view().base(), image.view().size()),
        buildId,
        host,
        contentId,
        HostIds.check(buildId, host),
        found.info(),
        found.copies(),
        versions(),
        linkage,
        disguise,
        code,
        settingTraces,
        notes);
  }

  private Linkage readLinkage() throws IOException {
    try {
      return image.linkage();
    } catch (FormatException malformed) {
      notes.add("linkage: " + malformed.getMessage());
      return UNKNOWN_LINKAGE;
    }
  }
}
