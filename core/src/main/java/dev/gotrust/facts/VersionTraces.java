package dev.gotrust.facts;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What shows the Go version apart from the build info's claim.
 *
 * @param texts Go versions in read-only data that the image's variables name, {@code
 *     runtime.buildVersion} among them; empty if none was found
 * @param independent whether {@code texts} are more than where the build info took its version from
 * @param pclntab the layout of the function table, null if none was found
 * @param pclntabOffset where in the image that table starts, -1 if none was found
 * @param buildInfo the layout of the build info, null if its section holds none
 * @param producer the version that wrote the debug data, at offset -1 if that is compressed; null
 *     where it was not asked for, or there is none of Go's
 */
public record VersionTraces(
    List<Text> texts,
    boolean independent,
    @Nullable PclntabLayout pclntab,
    long pclntabOffset,
    @Nullable BuildInfoLayout buildInfo,
    @Nullable Text producer) {
  /**
   * Copies the list.
   *
   * @param texts Go versions that the image's variables name; copied
   * @param independent whether they are more than where the build info took its version from
   * @param pclntab the layout of the function table, null if none was found
   * @param pclntabOffset where in the image it starts, -1 if none was found
   * @param buildInfo the layout of the build info, null if its section holds none
   * @param producer the version that wrote the debug data, null if none was found
   */
  public VersionTraces {
    texts = List.copyOf(texts);
  }

  /**
   * A Go version that stands in the image.
   *
   * @param version as it is spelled there
   * @param offset of its first byte from the start of the image
   */
  public record Text(String version, long offset) {}

  /** {@return the versions of {@link #texts}, in their order} */
  public List<String> buildVersions() {
    List<String> versions = new ArrayList<>(texts.size());
    for (Text text : texts) {
      versions.add(text.version());
    }
    return versions;
  }

  /** The layouts of the build info (Go's {@code debug/buildinfo}). */
  public enum BuildInfoLayout {
    /** Pointers to the texts. */
    POINTERS(13, 17),
    /** The texts themselves. */
    INLINE(18, Integer.MAX_VALUE);

    private final int firstMinor;
    private final int lastMinor;

    BuildInfoLayout(int firstMinor, int lastMinor) {
      this.firstMinor = firstMinor;
      this.lastMinor = lastMinor;
    }

    /** {@return the first minor release that writes it} */
    public int firstMinor() {
      return firstMinor;
    }

    /** {@return the last one, {@link Integer#MAX_VALUE} where newer ones may write it too} */
    public int lastMinor() {
      return lastMinor;
    }

    /**
     * {@return whether that version of Go writes this layout}
     *
     * @param version with a minor number; development versions of Go 1.18 wrote either
     */
    public boolean admits(GoVersion version) {
      boolean unfinished = version.devel() || !version.prerelease().isEmpty();
      return version.minor() >= firstMinor && version.minor() <= lastMinor
          || unfinished && version.minor() == INLINE.firstMinor;
    }
  }

  /** The layouts of Go's function table, by the magic of its header (Go's internal/abi). */
  public enum PclntabLayout {
    /** 0xfffffffb. */
    GO_1_2("go1.2", 2, 15),
    /** 0xfffffffa. */
    GO_1_16("go1.16", 16, 17),
    /** 0xfffffff0. */
    GO_1_18("go1.18", 18, 19),
    /** 0xfffffff1. */
    GO_1_20("go1.20", 20, Integer.MAX_VALUE);

    private final String id;
    private final int firstMinor;
    private final int lastMinor;

    PclntabLayout(String id, int firstMinor, int lastMinor) {
      this.id = id;
      this.firstMinor = firstMinor;
      this.lastMinor = lastMinor;
    }

    /** {@return the first minor release that writes it} */
    public int firstMinor() {
      return firstMinor;
    }

    /** {@return the last one, {@link Integer#MAX_VALUE} where newer ones may write it too} */
    public int lastMinor() {
      return lastMinor;
    }

    /** {@return the first Go release with this layout, such as {@code go1.20}} */
    public String id() {
      return id;
    }

    /**
     * {@return whether Go 1.{@code minor} writes this layout}
     *
     * @param minor the number behind {@code go1.}
     */
    public boolean admits(int minor) {
      return minor >= firstMinor && minor <= lastMinor;
    }
  }
}
