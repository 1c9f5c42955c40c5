package dev.gotrust.check;

import dev.gotrust.bytes.Digest;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.codesign.JudgedSignatures;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.material.Materials;
import dev.gotrust.material.Signatures;
import dev.gotrust.material.SourceMaterial;
import dev.gotrust.material.StateAccess;
import dev.gotrust.module.ModuleVersion;
import dev.gotrust.policy.Breach;
import dev.gotrust.policy.Policy;
import dev.gotrust.rollback.StateReading;
import dev.gotrust.source.SourceQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The way from facts and materials to a chain. Stateless, thread-safe. */
public final class Checks {
  private Checks() {}

  /**
   * Judges every link that this version knows how to judge. A link that does not hold never hides
   * the next.
   *
   * @param facts what was read from the artifact
   * @param materials what was given or found
   * @return the links, in report order
   */
  public static TrustChain judge(Inspection facts, Materials materials) {
    List<Link> links = new ArrayList<>();
    links.add(FileCheck.judge(facts));
    links.add(Slices.judge(LinkId.BUILD_ID, facts, materials));
    links.add(Slices.judge(LinkId.BUILD_INFO, facts, materials));
    links.add(Slices.judge(LinkId.TOOLCHAIN, facts, materials));
    links.add(Slices.judge(LinkId.SETTINGS, facts, materials));
    links.add(Slices.judge(LinkId.PACKAGES, facts, materials));
    links.add(Slices.judge(LinkId.GO_SUM, facts, materials));
    links.add(Slices.judge(LinkId.CHECKSUM_DB, facts, materials));
    links.add(Slices.judge(LinkId.MODULE_CONTENT, facts, materials));
    links.add(Slices.judge(LinkId.SOURCE, facts, materials));
    Link signature = SignatureCheck.judge(facts, materials);
    JudgedSignatures platform = materials.platform();
    Signatures others = materials.signatures();
    boolean asked =
        others != null && SignatureCheck.isAsked(others, SbomCheck.isSignedGiven(materials));
    links.add(platform == null ? signature : PlatformCheck.add(signature, facts, platform, asked));
    links.add(ProvenanceCheck.judge(facts, materials));
    links.add(
        SbomCheck.isAny(materials)
            ? Slices.judge(LinkId.SBOM, facts, materials)
            : SbomCheck.nothing());
    return new TrustChain(links);
  }

  /**
   * {@return what a checksum database is to be asked for: the modules that are declared with an h1,
   * and the toolchain of the claimed version}
   *
   * @param facts what was read from the artifact
   */
  public static Set<ModuleVersion> lookups(Inspection facts) {
    Set<ModuleVersion> wanted = new LinkedHashSet<>();
    for (GoBinary binary : facts.binaries()) {
      BuildInfo info = binary.buildInfo();
      if (info != null) {
        wanted.addAll(ChecksumDbCheck.lookups(info));
        ModuleVersion toolchain = Publication.module(info);
        if (toolchain != null) {
          wanted.add(toolchain);
        }
      }
    }
    return wanted;
  }

  /**
   * {@return the modules whose files are hashed, each with the h1 that it is declared with}
   *
   * @param facts what was read from the artifact
   */
  public static Map<ModuleVersion, String> contents(Inspection facts) {
    Map<ModuleVersion, String> wanted = new HashMap<>();
    for (GoBinary binary : facts.binaries()) {
      BuildInfo info = binary.buildInfo();
      if (info != null) {
        for (Module module : ChecksumDbCheck.held(new DeclaredModules(info))) {
          wanted.put(new ModuleVersion(module.path(), module.version()), module.sum());
        }
      }
    }
    return wanted;
  }

  /**
   * {@return what a git checkout is to be asked for: the commit, main module and version that each
   * image names; empty where none names a commit of git}
   *
   * @param facts what was read from the artifact
   */
  public static Set<SourceQuery> sources(Inspection facts) {
    Set<SourceQuery> queries = new LinkedHashSet<>();
    for (GoBinary binary : facts.binaries()) {
      BuildInfo info = binary.buildInfo();
      SourceQuery query = info == null ? null : SourceCheck.query(info);
      if (query != null) {
        queries.add(query);
      }
    }
    return queries;
  }

  /**
   * What came of holding a policy's demands against the claims of an artifact.
   *
   * @param chain the links, with the evidence of it
   * @param breaches what does not hold
   * @param judgedAt the time that a date was held against, null where none was
   */
  public record Held(TrustChain chain, List<Breach> breaches, @Nullable Instant judgedAt) {
    /**
     * Copies the list.
     *
     * @param chain the links, with the evidence of it
     * @param breaches what does not hold; copied
     * @param judgedAt the time that a date was held against, null where none was
     */
    public Held {
      breaches = List.copyOf(breaches);
    }
  }

  /**
   * Holds what a policy asks of the Go version, the build settings, the modules, the tree and the
   * times against the claims, and against signatures.
   *
   * @param facts what was read from the artifact
   * @param chain the judged links
   * @param policy what is asked
   * @param materials what was given or found; a GOROOT among them must be the published one
   * @return what came of it
   */
  public static Held hold(Inspection facts, TrustChain chain, Policy policy, Materials materials) {
    Held held = Requirements.hold(facts, chain, policy, materials.signatures());
    return materials.goRoot() == null
        ? held
        : GivenGoRoot.hold(facts, held, materials.goRoot(), materials.database());
  }

  /**
   * {@return the state that each link must reach because something to hold it against was given:
   * what nothing corroborates is no base for a certified version, a required setting, an allowed
   * module or a clean tree}
   *
   * @param materials what was given or found
   * @param policy what is asked
   */
  public static Map<LinkId, State> asked(Materials materials, Policy policy) {
    Map<LinkId, State> asked = asked(materials);
    if (!policy.certifications().isEmpty()) {
      asked.put(LinkId.TOOLCHAIN, State.CORROBORATED);
    }
    if (!policy.settings().isEmpty() || !policy.settingRules().isEmpty()) {
      asked.put(LinkId.SETTINGS, State.CORROBORATED);
    }
    if (policy.needsCleanTree() || policy.commitAge() > 0) {
      asked.put(LinkId.BUILD_INFO, State.CORROBORATED);
    }
    if (policy.hasModuleRules()) {
      asked.put(LinkId.PACKAGES, State.CORROBORATED);
    }
    return asked;
  }

  /**
   * {@return the state that each link must reach because a material for it was given; empty where
   * none was}
   *
   * @param materials what was given or found
   */
  public static Map<LinkId, State> asked(Materials materials) {
    Map<LinkId, State> asked = new EnumMap<>(LinkId.class);
    if (materials.hasGivenGoSum()) {
      asked.put(LinkId.GO_SUM, State.PROVEN);
    }
    if (materials.database() != null) {
      asked.put(LinkId.CHECKSUM_DB, State.PROVEN);
    }
    if (materials.contents() != null) {
      asked.put(LinkId.MODULE_CONTENT, State.PROVEN);
    }
    SourceMaterial source = materials.source();
    if (source != null && source.standing() == Standing.GIVEN) {
      asked.put(LinkId.SOURCE, State.PROVEN);
    }
    if (materials.platform() != null) {
      asked.put(LinkId.SIGNATURE, State.PROVEN);
    }
    Signatures signatures = materials.signatures();
    boolean signedSbom = SbomCheck.isSignedGiven(materials);
    if (signatures != null && SignatureCheck.isAsked(signatures, signedSbom)) {
      asked.put(LinkId.SIGNATURE, State.PROVEN);
    }
    if (signatures != null && ProvenanceCheck.isAsked(signatures)) {
      asked.put(LinkId.PROVENANCE, State.ATTESTED);
    }
    State sbom = SbomCheck.asked(materials);
    if (sbom != null) {
      asked.put(LinkId.SBOM, sbom);
    }
    return asked;
  }

  /**
   * Holds an artifact against what was accepted before.
   *
   * @param facts what was read from the artifact
   * @param chain the other links
   * @param materials what was given or found
   * @param access the log
   * @param reading what the log is
   * @return the link, and what is to be written down once the artifact passes
   */
  public static RollbackJudgement rollback(
      Inspection facts,
      TrustChain chain,
      Materials materials,
      StateAccess access,
      StateReading reading) {
    return RollbackCheck.judge(facts, chain, materials, access, reading);
  }

  /**
   * {@return the judgement of signatures of any file}
   *
   * @param artifact a digest of the file
   * @param signatures what came of verifying them
   */
  public static Link signature(Digest artifact, Signatures signatures) {
    return SignatureCheck.judge(artifact, signatures);
  }

  /**
   * {@return the judgement of attestations of any file}
   *
   * @param signatures what came of verifying them
   * @param any whether any predicate will do, and not provenance alone
   */
  public static Attested attestation(Signatures signatures, boolean any) {
    return ProvenanceCheck.judge(signatures, any);
  }
}
