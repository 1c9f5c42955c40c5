package dev.gotrust;

import dev.gotrust.bytes.Aside;
import dev.gotrust.bytes.ByteSource;
import dev.gotrust.material.Container;
import dev.gotrust.material.DatabaseAccess;
import dev.gotrust.material.Discovery;
import dev.gotrust.material.GitSource;
import dev.gotrust.material.GoRootFiles;
import dev.gotrust.material.Materials;
import dev.gotrust.material.ModuleFiles;
import dev.gotrust.material.SbomFile;
import dev.gotrust.material.SignatureRequest;
import dev.gotrust.material.StateAccess;
import dev.gotrust.policy.Policy;
import dev.gotrust.policy.PolicyDocument;
import dev.gotrust.sigstore.SigstoreCheck;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What is to be judged, against what, and by which policy. Immutable and thread-safe, but for a
 * {@link ByteSource} that is.
 *
 * <p>Without any material, what the file says is held against itself alone.
 */
public final class VerificationRequest {
  private final @Nullable Path artifact;
  private final @Nullable ByteSource source;
  private final String name;
  private final @Nullable Path goSum;
  private final Materials given;
  private final @Nullable Discovery discovery;
  private final @Nullable DatabaseAccess database;
  private final @Nullable ModuleFiles moduleFiles;
  private final @Nullable Path goRoot;
  private final @Nullable GoRootFiles goRootFiles;
  private final SignatureRequest signatures;
  private final List<SbomFile> sboms;
  private final @Nullable Container container;
  private final @Nullable StateAccess state;
  private final @Nullable GitSource checkout;
  private final Policy policy;
  private final @Nullable PolicyDocument policyDocument;
  private final @Nullable SigstoreCheck sigstore;
  private final boolean witnessed;
  private final @Nullable Executor executor;
  private final InstantSource clock;
  private final Cancellation cancellation;
  private final VerificationListener listener;

  private VerificationRequest(Builder builder) {
    this.artifact = builder.artifact;
    this.source = builder.source;
    this.name = builder.name;
    this.goSum = builder.goSum;
    this.given = builder.given;
    this.discovery = builder.discovery;
    this.database = builder.database;
    this.moduleFiles = builder.moduleFiles;
    this.goRoot = builder.goRoot;
    this.goRootFiles = builder.goRootFiles;
    SignatureRequest wanted = builder.signatures;
    this.signatures = builder.clock == null ? wanted : wanted.at(builder.clock);
    this.sboms = builder.sboms;
    this.container = builder.container;
    this.checkout = builder.checkout;
    this.policyDocument = builder.policyDocument;
    SigstoreCheck check = builder.sigstore;
    this.sigstore = check == null || builder.clock == null ? check : check.at(builder.clock);
    this.witnessed = builder.witnessed;
    StateAccess log = builder.state;
    this.state = log == null || builder.clock == null ? log : log.at(builder.clock);
    InstantSource chosen = builder.clock;
    this.clock = chosen == null ? InstantSource.system() : chosen;
    this.policy = chosen == null ? builder.policy : builder.policy.at(chosen);
    this.executor = builder.executor;
    this.cancellation = builder.cancellation;
    this.listener = builder.listener;
  }

  /**
   * {@return a builder of a request to judge a file, which is opened once, when it is judged}
   *
   * @param artifact a regular file, or a symbolic link to one
   */
  public static Builder of(Path artifact) {
    return new Builder(artifact, null, artifact.toString());
  }

  /**
   * {@return a builder of a request to judge bytes from anywhere}
   *
   * @param source the bytes; stays open
   * @param name what reports call them
   */
  public static Builder of(ByteSource source, String name) {
    return new Builder(null, source, name);
  }

  @Nullable Path artifact() {
    return artifact;
  }

  /** The bytes of a request that names no path. */
  ByteSource source() {
    if (source == null) {
      throw new IllegalStateException("a request names a path or a source");
    }
    return source;
  }

  String name() {
    return name;
  }

  @Nullable Path goSum() {
    return goSum;
  }

  Materials given() {
    return given;
  }

  @Nullable Discovery discovery() {
    return discovery;
  }

  @Nullable DatabaseAccess database() {
    return database;
  }

  @Nullable ModuleFiles moduleFiles() {
    return moduleFiles;
  }

  @Nullable Path goRoot() {
    return goRoot;
  }

  @Nullable GoRootFiles goRootFiles() {
    return goRootFiles;
  }

  SignatureRequest signatures() {
    return signatures;
  }

  List<SbomFile> sboms() {
    return sboms;
  }

  @Nullable Container container() {
    return container;
  }

  @Nullable StateAccess state() {
    return state;
  }

  @Nullable GitSource checkout() {
    return checkout;
  }

  Policy policy() {
    return policy;
  }

  @Nullable PolicyDocument policyDocument() {
    return policyDocument;
  }

  @Nullable SigstoreCheck sigstore() {
    return sigstore;
  }

  boolean isWitnessed() {
    return witnessed;
  }

  @Nullable Executor executor() {
    return executor;
  }

  InstantSource clock() {
    return clock;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  VerificationListener listener() {
    return listener;
  }

  /** Collects a request. Not thread-safe. */
  public static final class Builder {
    private final @Nullable Path artifact;
    private final @Nullable ByteSource source;
    private String name;
    private @Nullable Path goSum;
    private Materials given = Materials.NONE;
    private @Nullable Discovery discovery;
    private @Nullable DatabaseAccess database;
    private @Nullable ModuleFiles moduleFiles;
    private @Nullable Path goRoot;
    private @Nullable GoRootFiles goRootFiles;
    private SignatureRequest signatures = SignatureRequest.NONE;
    private List<SbomFile> sboms = List.of();
    private @Nullable Container container;
    private @Nullable StateAccess state;
    private @Nullable GitSource checkout;
    private Policy policy = Policy.basic();
    private @Nullable PolicyDocument policyDocument;
    private @Nullable SigstoreCheck sigstore;
    private boolean witnessed;
    private @Nullable Executor executor = Aside.threads();
    private @Nullable InstantSource clock;
    private Cancellation cancellation = new Cancellation();
    private VerificationListener listener = VerificationListener.NONE;

    private Builder(@Nullable Path artifact, @Nullable ByteSource source, String name) {
      this.artifact = artifact;
      this.source = source;
      this.name = name;
    }

    /**
     * Sets what reports call the artifact; the default is its path or the name of its source.
     *
     * @param newName any text; reports escape it
     * @return this builder
     */
    public Builder name(String newName) {
      this.name = newName;
      return this;
    }

    /**
     * Gives a go.sum that every declared module must stand in.
     *
     * @param file is read when the artifact is judged, each time anew
     * @return this builder
     */
    public Builder goSum(Path file) {
      this.goSum = file;
      return this;
    }

    /**
     * Gives materials that are already read, so that many artifacts can be judged against them.
     *
     * @param materials such as {@code Materials.NONE.withGoSum(file)}
     * @return this builder
     */
    public Builder given(Materials materials) {
      this.given = materials;
      return this;
    }

    /**
     * Lets materials be looked for, beside the artifact and from a directory up to the root of its
     * repository. Without this call nothing is looked for.
     *
     * @param directory the directory that the user works in
     * @return this builder
     * @throws IllegalArgumentException if it is none of the default file system
     */
    public Builder discoverFrom(Path directory) {
      return discovery(Discovery.from(directory));
    }

    /**
     * Lets materials be looked for as {@link #discoverFrom} does, and shares with other requests
     * what is found for several artifacts: it is read once, and held once.
     *
     * @param newDiscovery one for all artifacts of a run
     * @return this builder
     */
    public Builder discovery(Discovery newDiscovery) {
      this.discovery = newDiscovery;
      return this;
    }

    /**
     * Has a checksum database asked for the declared modules, and for the toolchain that is
     * claimed. Without this call none is. It learns the path and version of each module that has an
     * h1 and is not private.
     *
     * @param access the database; may be shared by requests
     * @return this builder
     */
    public Builder checksumDatabase(DatabaseAccess access) {
      this.database = access;
      return this;
    }

    /**
     * Has the files of the declared modules hashed. Without this call none are.
     *
     * @param files where they are; may be shared by requests
     * @return this builder
     */
    public Builder moduleFiles(ModuleFiles files) {
      this.moduleFiles = files;
      return this;
    }

    /**
     * Has a GOROOT held against the published toolchain. That says nothing of the artifact; one
     * that differs makes the verdict FAIL, one that can't be told, or is of another version than
     * the artifact claims, INCOMPLETE.
     *
     * @param directory the GOROOT
     * @param files where zips of toolchains are
     * @return this builder
     */
    public Builder goRoot(Path directory, GoRootFiles files) {
      this.goRoot = directory;
      this.goRootFiles = files;
      return this;
    }

    /**
     * Sets whose signatures are accepted, and names files of them. Without this call nobody's are.
     *
     * @param wanted who, and which files
     * @return this builder
     */
    public Builder signatures(SignatureRequest wanted) {
      this.signatures = wanted;
      return this;
    }

    /**
     * Gives SBOMs that must list the modules of the artifact; then none is looked for.
     *
     * @param files such as {@code SbomFile.given(file)}; copied
     * @return this builder
     */
    public Builder sboms(List<SbomFile> files) {
      this.sboms = List.copyOf(files);
      return this;
    }

    /**
     * Says which archive the artifact lies in: what is signed may be that.
     *
     * @param archive the archive
     * @return this builder
     */
    public Builder within(Container archive) {
      this.container = archive;
      return this;
    }

    /**
     * Has the artifact held against what was accepted before, and written down there once the
     * verdict is PASS. Without this call nothing is remembered.
     *
     * @param access the log; may be shared by requests, which then wait for each other
     * @return this builder
     */
    public Builder state(StateAccess access) {
      this.state = access;
      return this;
    }

    /**
     * Names the git checkout that the artifact was built from. Without this call one is looked for
     * where {@link #discovery materials are}.
     *
     * @param given a checkout; may be shared by requests
     * @return this builder
     */
    public Builder checkout(GitSource given) {
      this.checkout = given;
      return this;
    }

    /**
     * Sets the policy; the default contradicts nothing and asks for what was given.
     *
     * @param newPolicy what is asked of the chain
     * @return this builder
     */
    public Builder policy(Policy newPolicy) {
      this.policy = newPolicy;
      return this;
    }

    /**
     * Adds a policy file: what it asks of programs of the artifact's main module is asked beside
     * what {@link #policy} asks, and whom it trusts is accepted beside {@link #signatures}.
     *
     * @param document the file; may be shared by requests
     * @return this builder
     */
    public Builder policyDocument(PolicyDocument document) {
      this.policyDocument = document;
      return this;
    }

    /**
     * Sets what certificates are checked by that a policy file trusts; the default is Sigstore's
     * public-good instance as this version knows it.
     *
     * @param check the check, with its trusted root and its clock
     * @param ofKeysToo whether signatures by keys of the policy must stand in its logs, or bear its
     *     timestamps, too; else a key vouches alone
     * @return this builder
     */
    public Builder sigstore(SigstoreCheck check, boolean ofKeysToo) {
      this.sigstore = check;
      this.witnessed = ofKeysToo;
      return this;
    }

    /**
     * Sets how many threads may work on the file: 1, or 2, the default.
     *
     * @param count 1 to do all on the calling thread, or 2
     * @return this builder
     * @throws IllegalArgumentException if it is neither
     */
    public Builder threads(int count) {
      this.executor = GoTrust.executor(count);
      return this;
    }

    /**
     * Has threads of the caller's own help with a large file, in the place of one or two that are
     * started for it. The verification waits for none that is busy, so that it may run on a thread
     * of the same executor. What a {@link DatabaseAccess} and {@link ModuleFiles} do stays on
     * threads of theirs.
     *
     * @param newExecutor may run work later, on the calling thread, or refuse it
     * @return this builder
     */
    public Builder executor(Executor newExecutor) {
      this.executor = newExecutor;
      return this;
    }

    /**
     * Sets the time of judgement: by this clock certificates are valid, what is signed lies in the
     * past, and dated Go versions are allowed, whatever clocks the policy and the signers were made
     * with. Without this call those count, and the system's.
     *
     * @param newClock such as {@code InstantSource.fixed(instant)}; read by several threads
     * @return this builder
     */
    public Builder clock(InstantSource newClock) {
      this.clock = newClock;
      return this;
    }

    /**
     * Lets another thread end the verification.
     *
     * @param newCancellation may serve other requests too
     * @return this builder
     */
    public Builder cancellation(Cancellation newCancellation) {
      this.cancellation = newCancellation;
      return this;
    }

    /**
     * Has the progress told.
     *
     * @param newListener hears of phases and bytes
     * @return this builder
     */
    public Builder listener(VerificationListener newListener) {
      this.listener = newListener;
      return this;
    }

    /** {@return the request; the builder can be used further} */
    public VerificationRequest build() {
      return new VerificationRequest(this);
    }
  }
}
