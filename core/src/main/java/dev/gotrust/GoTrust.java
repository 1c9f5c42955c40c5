package dev.gotrust;

import dev.gotrust.attestation.Statement;
import dev.gotrust.bytes.Aside;
import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Digest;
import dev.gotrust.bytes.FileSource;
import dev.gotrust.bytes.Unreadable;
import dev.gotrust.check.Attested;
import dev.gotrust.check.Checks;
import dev.gotrust.check.GoRootCheck;
import dev.gotrust.checksumdb.Answer;
import dev.gotrust.checksumdb.DatabaseAnswers;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.Inspector;
import dev.gotrust.facts.Reading;
import dev.gotrust.facts.Refusal;
import dev.gotrust.facts.Scope;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.material.CachedGoMods;
import dev.gotrust.material.Checkout;
import dev.gotrust.material.DatabaseAccess;
import dev.gotrust.material.GitSource;
import dev.gotrust.material.GoRootContents;
import dev.gotrust.material.GoRootFiles;
import dev.gotrust.material.Materials;
import dev.gotrust.material.SignatureRequest;
import dev.gotrust.material.Signatures;
import dev.gotrust.module.DirectRequirements;
import dev.gotrust.module.GoRoot;
import dev.gotrust.module.GoSums;
import dev.gotrust.module.MainModules;
import dev.gotrust.module.ModuleFileException;
import dev.gotrust.module.ModuleVersion;
import dev.gotrust.report.AuditReport;
import dev.gotrust.report.BlobReport;
import dev.gotrust.report.ModulesReport;
import dev.gotrust.report.ToolchainReport;
import dev.gotrust.rollback.StateFile;
import dev.gotrust.sbom.SbomDocument;
import dev.gotrust.sbom.SbomException;
import dev.gotrust.sbom.SbomOptions;
import dev.gotrust.sbom.SbomOptions.NamedVersion;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The façade of the library. Stateless, safe for use by any number of threads. */
public final class GoTrust {
  /** As many as can work on one file. */
  static final int THREADS = 2;

  private GoTrust() {}

  /**
   * The version of this library.
   *
   * @return the version that the build was given, such as {@code 1.2.0} or {@code 1.3.0-SNAPSHOT}
   */
  public static String version() {
    return BuildVersion.VALUE;
  }

  /**
   * Reads the facts of a file. Never throws for what the file is: a file that is missing,
   * unreadable, malformed or no Go binary is a {@link Refusal}.
   *
   * @param file a regular file, or a symbolic link to one
   * @return the facts, or why there are none
   */
  public static Reading inspect(Path file) {
    return inspect(file, THREADS);
  }

  /**
   * Reads the facts of a file, as {@link #inspect(Path)} does.
   *
   * @param file a regular file, or a symbolic link to one
   * @param threads how many threads may work on it: 1, or 2 where the file is large and cores are
   *     idle
   * @return the facts, or why there are none
   * @throws IllegalArgumentException if {@code threads} is neither
   */
  public static Reading inspect(Path file, int threads) {
    return inspect(file, file.toString(), threads, Scope.HEADERS);
  }

  /**
   * Reads the facts of a file under another name: that of a path that is no text can be given in a
   * form that tells it apart.
   *
   * @param file as in {@link #inspect(Path, int)}
   * @param name what reports call it
   * @param threads as in {@link #inspect(Path, int)}
   * @param scope how much of it is read
   * @return the facts, or why there are none
   */
  public static Reading inspect(Path file, String name, int threads, Scope scope) {
    Executor executor = executor(threads);
    String target = target(file);
    try (FileSource source = FileSource.open(file)) {
      return Inspector.inspect(source, name, target, executor, scope);
    } catch (IOException unreadable) {
      String reason = Unreadable.explain(file, unreadable);
      return new Refusal(name, target, null, null, Refusal.Kind.UNREADABLE, reason, -1);
    }
  }

  /**
   * Reads the facts of bytes from anywhere.
   *
   * @param source the bytes; stays open
   * @param name what reports call them
   * @param threads as in {@link #inspect(Path, int)}
   * @param scope how much of them is read
   * @return the facts, or why there are none
   */
  public static Reading inspect(ByteSource source, String name, int threads, Scope scope) {
    return Inspector.inspect(source, name, null, executor(threads), scope);
  }

  /** Where a further thread comes from, if there may be one; null if not. */
  static @Nullable Executor executor(int threads) {
    if (threads < 1 || threads > THREADS) {
      throw new IllegalArgumentException("threads: 1 or 2 were expected, found " + threads);
    }
    return threads == 1 ? null : Aside.threads();
  }

  /**
   * {@return what a checksum database is asked for when the artifact is judged with one: modules at
   * versions, those that are private too}
   *
   * @param facts what was read from the artifact
   */
  public static Set<ModuleVersion> lookups(Inspection facts) {
    return Checks.lookups(facts);
  }

  /**
   * {@return the modules that an artifact declares with an h1, each with that h1}
   *
   * @param facts what was read from the artifact
   */
  public static Map<ModuleVersion, String> declared(Inspection facts) {
    return Checks.contents(facts);
  }

  /**
   * Judges every link of an artifact. Never throws for what the artifact is.
   *
   * @param request what to judge, against what, by which policy
   * @return the report, or why the file can't be analysed
   * @throws ModuleFileException if the go.sum that was given is malformed or too large
   * @throws InterruptedIOException if the calling thread is interrupted; it stays so
   * @throws CancellationException if the request's {@link Cancellation} has happened
   * @throws IOException if the go.sum that was given can't be read, or a GOROOT that was given
   */
  public static Judgement verify(VerificationRequest request)
      throws ModuleFileException, IOException {
    Cancellation cancellation = request.cancellation();
    cancellation.enter();
    try {
      return whole(ArtifactVerification.of(request));
    } catch (CancellationException stopped) {
      throw interrupted(stopped);
    } finally {
      cancellation.leave();
    }
  }

  /** What was begun before an interrupt and ended behind it may lack what that kept from it. */
  private static <T> T whole(T result) throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted(null);
    }
    return result;
  }

  private static InterruptedIOException interrupted(@Nullable Throwable cause) {
    InterruptedIOException stopped = new InterruptedIOException("the verification was interrupted");
    if (cause != null) {
      stopped.initCause(cause);
    }
    return stopped;
  }

  /**
   * Verifies any file by the signatures or attestations that were given for it. Never throws for
   * what they are.
   *
   * @param request which file, by what
   * @return the report
   * @throws IOException if the file can't be read, or changes meanwhile
   */
  public static BlobReport verifyBlob(BlobRequest request) throws IOException {
    SignatureRequest wanted = request.signatures();
    SignedInput input = request.input();
    Signatures signatures = Signatures.verify(wanted.given(), wanted, input, null);
    Digest digest = input.known();
    Attested judged =
        switch (request.asked()) {
          case SIGNATURE -> new Attested(Checks.signature(digest, signatures), null);
          case ATTESTATION -> Checks.attestation(signatures, true);
          case PROVENANCE -> Checks.attestation(signatures, false);
        };
    Statement statement = judged.statement();
    return new BlobReport(
        request.asked().name().toLowerCase(Locale.ROOT),
        input.name(),
        digest,
        input.size(),
        judged.link(),
        Materials.NONE.withSignatures(signatures).all(),
        statement == null ? null : statement.envelope().payload(),
        version());
  }

  /**
   * Holds a GOROOT against the toolchain that was published as its version. Never throws for what
   * the directory is.
   *
   * @param goroot the directory
   * @param files where zips of toolchains are
   * @param database is asked for the h1 of the zip, null to ask none: then nothing is PROVEN
   * @return what it is
   * @throws IOException if the directory can't be read, or the calling thread is interrupted
   */
  public static ToolchainReport verifyToolchain(
      Path goroot, GoRootFiles files, @Nullable DatabaseAccess database) throws IOException {
    ModuleVersion module = GoRoot.toolchain(goroot);
    DatabaseAnswers answers =
        database == null || module == null ? null : database.ask(Set.of(module));
    GoRootContents contents = examine(goroot, module, files, answers);
    return report(contents, GoRootCheck.judge(contents, answers));
  }

  static GoRootContents examine(
      Path goroot,
      @Nullable ModuleVersion module,
      GoRootFiles files,
      @Nullable DatabaseAnswers answers)
      throws IOException {
    if (module == null) {
      return new GoRootContents(goroot.toString(), null, "", "", null, false, List.of());
    }
    Answer answer = answers == null ? null : answers.answer(module);
    String expected = answer instanceof Answer.Proven proven ? proven.record().zipH1() : null;
    return files.examine(goroot, module, expected);
  }

  private static ToolchainReport report(GoRootContents contents, GoRootCheck.Outcome outcome) {
    return new ToolchainReport(
        contents.goroot(),
        contents.module() == null ? null : contents.module().toString(),
        contents.zip().isEmpty() ? null : contents.zip(),
        outcome.state(),
        outcome.reason(),
        outcome.next(),
        outcome.unreachable(),
        outcome.evidence(),
        version());
  }

  /**
   * Reads a log of what was accepted, and says whether it is whole. Never throws for what it is.
   *
   * @param state the log
   * @param known the hash of one of its lines, as it was kept elsewhere; null to ask for none
   * @return what it is
   */
  public static AuditReport audit(StateFile state, @Nullable Bytes known) {
    return AuditReport.of(state.name(), state.read(), known, version());
  }

  /**
   * Holds the modules of a source tree against each other: go.mod, go.sum, the module cache, the
   * vendor tree and, where the request has one, a checksum database.
   *
   * @param request which tree, against what
   * @return the report
   * @throws ModuleFileException if a go.mod, go.sum, go.work or modules.txt of the tree is
   *     malformed or too large
   * @throws InterruptedIOException if the calling thread is interrupted; it stays so
   * @throws CancellationException if the request's {@link Cancellation} has happened
   * @throws IOException if there is no go.mod, or a file of the tree can't be read
   */
  public static ModulesReport verifyModules(ModulesRequest request)
      throws ModuleFileException, IOException {
    Cancellation cancellation = request.cancellation();
    cancellation.enter();
    try {
      return whole(ModulesVerification.of(request));
    } finally {
      cancellation.leave();
    }
  }

  /**
   * {@return what a checksum database is asked for when the modules of a source tree are judged
   * with one: those of every line of go.sum, those that are private too}
   *
   * @param checkout the files of the tree
   */
  public static Set<ModuleVersion> lookups(Checkout checkout) {
    return ModulesVerification.lookups(checkout);
  }

  /**
   * Makes the bill of materials of a program.
   *
   * @param facts what was read from it; with {@link Scope#CODE} the document says which modules
   *     have code in it
   * @param options what to say beyond them
   * @return the document, in no format yet
   * @throws SbomException if the file does not record of what it was built, or the version that was
   *     given for the main module can't be its own
   */
  public static SbomDocument sbom(Inspection facts, SbomOptions options) throws SbomException {
    return SbomDocument.of(facts, options, version());
  }

  /**
   * {@return what the go command would call the main module of a program that records no version of
   * it, and by which commit; null where it records one, or none could be told}
   *
   * @param facts what was read from the program
   * @param checkout a git checkout of the main module: at the commit that the program names, or
   *     where it names none at the one that is checked out
   */
  public static @Nullable NamedVersion checkoutVersion(Inspection facts, GitSource checkout) {
    return CheckoutVersion.of(facts, checkout);
  }

  /**
   * Reads which modules of a program require which, from their go.mod files.
   *
   * @param facts what was read from the program
   * @param checkout the source tree of the main module, null if none is given; its go.sum says
   *     which go.mod files of a cache count
   * @param cache the root of a module cache, null if none is given
   * @return what they require; null if the file records no main module
   */
  public static @Nullable DirectRequirements requirements(
      Inspection facts, @Nullable Checkout checkout, @Nullable Path cache) {
    ModuleVersion main = SbomDocument.main(facts);
    if (main == null) {
      return null;
    }
    GoSums sums = checkout == null ? new GoSums(List.of()) : checkout.sums();
    MainModules mains = checkout == null ? null : checkout.mains();
    return DirectRequirements.of(
        main, SbomDocument.sources(facts), mains, new CachedGoMods(cache, sums));
  }

  /** Where a link leads, told of one that leads nowhere too; null for what is no link. */
  static @Nullable String target(Path file) {
    if (!Files.isSymbolicLink(file)) {
      return null;
    }
    try {
      return file.toRealPath().toString();
    } catch (IOException dangling) {
      return firstStep(file);
    }
  }

  private static @Nullable String firstStep(Path link) {
    try {
      return link.toAbsolutePath().resolveSibling(Files.readSymbolicLink(link)).toString();
    } catch (IOException gone) {
      return null;
    }
  }
}
