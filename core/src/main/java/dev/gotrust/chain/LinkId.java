package dev.gotrust.chain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The links of the chain, in report order, each with the links that it rests on. */
public enum LinkId {
  /** Which bytes were judged, and are they one well-formed Go executable? */
  FILE("file", State.PROVEN),
  /** Do the bytes hash to the content ID in the Go build ID? */
  BUILD_ID("build-id", State.CORROBORATED, FILE),
  /** Do both copies of the build info agree? */
  BUILD_INFO("build-info", State.CORROBORATED, FILE),
  /** Does the Go version claim fit what the toolchain left behind? */
  TOOLCHAIN("toolchain", State.CORROBORATED, BUILD_INFO),
  /** Do the recorded settings fit the file? */
  SETTINGS("settings", State.CORROBORATED, BUILD_INFO),
  /** Are the modules whose code was compiled in the declared ones? */
  PACKAGES("packages", State.CORROBORATED, BUILD_INFO),
  /** Does every declared module's h1 stand in go.sum? */
  GO_SUM("go-sum", State.PROVEN, BUILD_INFO, PACKAGES),
  /** Is every declared module's h1 in the checksum database? */
  CHECKSUM_DB("checksum-db", State.PROVEN, BUILD_INFO, PACKAGES),
  /** Do module zips, cached directories or vendor tree hash to those h1 sums? */
  MODULE_CONTENT("module-content", State.PROVEN, GO_SUM, CHECKSUM_DB),
  /** Is vcs.revision the commit of the checkout? */
  SOURCE("source", State.PROVEN, BUILD_INFO),
  /** Does a signature by an accepted key or identity cover these bytes? */
  SIGNATURE("signature", State.PROVEN, FILE),
  /** Does a trusted builder's provenance name these bytes and that source? */
  PROVENANCE("provenance", State.ATTESTED, FILE),
  /** Does the signed SBOM list exactly the modules of this binary? */
  SBOM("sbom", State.ATTESTED, BUILD_INFO),
  /** Does a rebuild from source give the same bytes? */
  REBUILD("rebuild", State.PROVEN, FILE),
  /** Is it not older than what was accepted before? */
  ROLLBACK("rollback", State.PROVEN, FILE);

  private final String id;
  private final State reaches;
  private final List<LinkId> restsOn;

  LinkId(String id, State reaches, LinkId... restsOn) {
    this.id = id;
    this.reaches = reaches;
    this.restsOn = List.of(restsOn);
  }

  /** {@return the name that reports and {@code --require} use, such as {@code build-id}} */
  public String id() {
    return id;
  }

  /** {@return the strongest state that this link can reach} */
  public State reaches() {
    return reaches;
  }

  /** {@return the links that this one rests on, in report order} */
  public List<LinkId> restsOn() {
    return restsOn;
  }

  /**
   * {@return the link with that name, or null if there is none}
   *
   * @param id as reports and {@code --require} spell it, such as {@code go-sum}
   */
  public static @Nullable LinkId of(String id) {
    for (LinkId link : values()) {
      if (link.id.equals(id)) {
        return link;
      }
    }
    return null;
  }
}
