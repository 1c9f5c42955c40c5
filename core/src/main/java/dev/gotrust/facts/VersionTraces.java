package dev.gotrust.facts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What shows the Go version apart from the build info.
 *
 * @param buildVersions texts in read-only data that a string header in the image's data names and
 *     that are Go versions, {@code runtime.buildVersion} among them; empty if none was found
 * @param pclntab the layout of the function table, null if none was found
 */
public record VersionTraces(List<String> buildVersions, @Nullable PclntabLayout pclntab) {
  /**
   * Copies the list.
   *
   * @param buildVersions Go versions that string headers name; copied
   * @param pclntab the layout of the function table, null if none was found
   */
  public VersionTraces {
    buildVersions = List.copyOf(buildVersions);
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
