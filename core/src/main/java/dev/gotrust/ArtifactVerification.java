package dev.gotrust;

import dev.gotrust.StateVerification.Settled;
import dev.gotrust.VerificationListener.Phase;
import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.FileSource;
import dev.gotrust.bytes.Unreadable;
import dev.gotrust.check.Checks;
import dev.gotrust.codesign.CodeRoots;
import dev.gotrust.codesign.JudgedSignatures;
import dev.gotrust.codesign.PlatformSignatures;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.Inspector;
import dev.gotrust.facts.Reading;
import dev.gotrust.facts.Refusal;
import dev.gotrust.facts.Scope;
import dev.gotrust.image.Format;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.material.ChecksumFile;
import dev.gotrust.material.Container;
import dev.gotrust.material.DatabaseAccess;
import dev.gotrust.material.Discovery;
import dev.gotrust.material.GitSource;
import dev.gotrust.material.GoRootFiles;
import dev.gotrust.material.Material;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.material.Materials;
import dev.gotrust.material.ModuleFiles;
import dev.gotrust.material.PlatformRoots;
import dev.gotrust.material.SbomFile;
import dev.gotrust.material.Sboms;
import dev.gotrust.material.SignatureFile;
import dev.gotrust.material.SignatureRequest;
import dev.gotrust.material.Signatures;
import dev.gotrust.module.GoRoot;
import dev.gotrust.module.ModuleFileException;
import dev.gotrust.module.ModuleVersion;
import dev.gotrust.policy.CertifiedGo;
import dev.gotrust.policy.Policy;
import dev.gotrust.policy.Policy.Certification;
import dev.gotrust.policy.PolicyDocument;
import dev.gotrust.report.TrustReport;
import dev.gotrust.source.SourceQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One artifact on its way from bytes to a report; it is opened once. */
final class ArtifactVerification {
  /** The kind of a list of certified Go versions among the materials of a report. */
  private static final String CERTIFIED_GO = "certified-go";

  private final VerificationRequest request;
  private final ByteSource source;
  private final @Nullable String target;

  private ArtifactVerification(
      VerificationRequest request, ByteSource source, @Nullable String target) {
    this.request = request;
    this.source = source;
    this.target = target;
  }

  static Judgement of(VerificationRequest request) throws ModuleFileException, IOException {
    Materials given = request.given();
    if (request.goSum() != null) {
      given = given.withGoSum(request.goSum());
    }
    Path artifact = request.artifact();
    if (artifact == null) {
      ByteSource source = new ObservedSource(request.source(), request.listener());
      return new ArtifactVerification(request, source, null).judge(given);
    }
    String target = GoTrust.target(artifact);
    FileSource file;
    try {
      file = FileSource.open(artifact);
    } catch (IOException unreadable) {
      String reason = Unreadable.explain(artifact, unreadable);
      return new Judgement.Refused(
          new Refusal(request.name(), target, null, null, Refusal.Kind.UNREADABLE, reason, -1));
    }
    try (ObservedSource source = new ObservedSource(file, request.listener())) {
      return new ArtifactVerification(request, source, target).judge(given);
    }
  }

  private Judgement judge(Materials given) throws IOException {
    begin(Phase.READ);
    Reading reading =
        Inspector.inspect(source, request.name(), target, request.executor(), Scope.CODE);
    if (reading instanceof Refusal refusal) {
      return new Judgement.Refused(refusal);
    }
    Inspection facts = (Inspection) reading;
    Policy policy = PolicyInForce.of(request, facts);
    SignatureRequest wanted = PolicyInForce.signatures(request, policy);
    Materials asked = ask(facts, given);
    begin(Phase.SIGNATURES);
    Materials all = withPlatform(facts, withSignatures(facts, asked, wanted));
    begin(Phase.JUDGE);
    Discovery discovery = request.discovery();
    if (discovery == null) {
      return new Judgement.Judged(
          report(facts, withSboms(facts, withSource(facts, all), null, wanted), policy));
    }
    // One at a time: many workers that each hold a large go.sum would fill the heap.
    synchronized (discovery) {
      Materials found = withSource(facts, all.plus(found(discovery, facts)));
      return new Judgement.Judged(
          report(facts, withSboms(facts, found, discovery, wanted), policy));
    }
  }

  private void begin(Phase phase) {
    request.listener().begins(phase);
  }

  /** Asks and hashes what the request names, as far as it is about what the artifact declares. */
  private Materials ask(Inspection facts, Materials given) throws IOException {
    Materials all = given;
    Path goRoot = request.goRoot();
    ModuleVersion toolchain = goRoot == null ? null : GoRoot.toolchain(goRoot);
    DatabaseAccess database = request.database();
    if (database != null) {
      begin(Phase.CHECKSUM_DATABASE);
      Set<ModuleVersion> wanted = new HashSet<>(Checks.lookups(facts));
      if (toolchain != null) {
        wanted.add(toolchain);
      }
      all = all.withDatabase(database.ask(wanted));
    }
    GoRootFiles toolchains = request.goRootFiles();
    if (goRoot != null && toolchains != null) {
      begin(Phase.GOROOT);
      all = all.withGoRoot(GoTrust.examine(goRoot, toolchain, toolchains, all.database()));
    }
    ModuleFiles files = request.moduleFiles();
    if (files == null) {
      return all;
    }
    begin(Phase.MODULES);
    return all.withContents(files.examine(Checks.contents(facts)));
  }

  private Materials withPlatform(Inspection facts, Materials given) throws IOException {
    PlatformRoots platforms = request.signatures().platforms();
    boolean pe = facts.format() == Format.PE;
    CodeRoots roots = pe ? platforms.authenticode() : platforms.apple();
    boolean mach = facts.format() == Format.MACHO || facts.format() == Format.MACHO_FAT;
    if (roots == null || !(pe || mach)) {
      return given;
    }
    JudgedSignatures judged = PlatformSignatures.judge(source, roots, request.clock());
    source.confirmUnchanged();
    return given.withPlatform(judged);
  }

  /** A checkout is asked for the commits that the artifact names; where it names none, none is. */
  private Materials withSource(Inspection facts, Materials all) {
    Set<SourceQuery> queries = Checks.sources(facts);
    GitSource checkout = request.checkout();
    Discovery discovery = request.discovery();
    if (checkout == null && discovery != null && !queries.isEmpty()) {
      checkout = discovery.source(queries.iterator().next().mainModule());
    }
    return checkout == null ? all : all.withSource(checkout.answer(queries));
  }

  /** What was given turns off looking for more. */
  private Materials withSignatures(Inspection facts, Materials given, SignatureRequest wanted)
      throws IOException {
    Discovery discovery = request.discovery();
    List<SignatureFile> files = wanted.given();
    Materials all = given;
    Container container = request.container();
    ChecksumFile list = wanted.checksums();
    if (files.isEmpty() && discovery != null) {
      Path place = container == null ? request.artifact() : container.file();
      files = new ArrayList<>();
      for (Path signed : new Path[] {place, list == null ? null : list.file()}) {
        Discovery.FoundSignatures found = discovery.signatures(signed);
        files.addAll(found.files());
        all = all.withSetAside(found.setAside());
      }
    }
    if (files.isEmpty() && list == null && !wanted.signers().areChosen()) {
      return all;
    }
    SignedInput input = SignedInput.of(request.name(), source, facts.sha256());
    Signatures verified = Signatures.verify(files, wanted, input, container);
    source.confirmUnchanged();
    return all.withSignatures(verified);
  }

  /** What was given turns off looking for more. */
  private Materials withSboms(
      Inspection facts, Materials given, @Nullable Discovery discovery, SignatureRequest wanted)
      throws IOException {
    List<SbomFile> files = request.sboms();
    Container container = request.container();
    Materials all = given;
    if (files.isEmpty() && discovery != null) {
      Discovery.FoundSboms found =
          discovery.sboms(container == null ? request.artifact() : container.file());
      files = found.files();
      all = all.withSetAside(found.setAside());
    }
    if (files.isEmpty()) {
      return all;
    }
    SignedInput input = SignedInput.of(request.name(), source, facts.sha256());
    Sboms sboms = Sboms.verify(files, wanted, input, facts.sha256(), container);
    source.confirmUnchanged();
    return all.withSboms(sboms);
  }

  private TrustReport report(Inspection facts, Materials materials, Policy policy) {
    Checks.Held held = Checks.hold(facts, Checks.judge(facts, materials), policy, materials);
    Settled settled = StateVerification.settle(facts, held, materials, policy, request.state());
    List<Material> listed = new ArrayList<>(listed(materials, policy));
    if (settled.state() != null) {
      listed.add(settled.state());
    }
    return new TrustReport(
        facts,
        settled.chain(),
        settled.outcome(),
        listed,
        setAside(materials),
        held.judgedAt(),
        GoTrust.version());
  }

  private List<String> setAside(Materials materials) {
    PolicyDocument document = request.policyDocument();
    List<String> all = new ArrayList<>(document == null ? List.of() : document.setAside());
    all.addAll(materials.setAside());
    return all;
  }

  private List<Material> listed(Materials materials, Policy policy) {
    List<Material> all = new ArrayList<>();
    PolicyDocument document = request.policyDocument();
    if (document != null) {
      Standing standing = document.isFound() ? Standing.REPOSITORY : Standing.GIVEN;
      all.add(new Material(PolicyDocument.KIND, document.location(), document.sha256(), standing));
    }
    for (Certification certification : policy.certifications()) {
      CertifiedGo list = certification.list();
      if (document == null || !list.name().equals(document.location())) {
        all.add(new Material(CERTIFIED_GO, list.name(), list.sha256(), Standing.GIVEN));
      }
    }
    all.addAll(materials.all());
    return all;
  }

  private Materials found(Discovery discovery, Inspection facts) {
    BuildInfo info = facts.first().buildInfo();
    if (info == null || info.main() == null) {
      return Materials.NONE;
    }
    return discovery.find(request.artifact(), info.main().path());
  }
}
