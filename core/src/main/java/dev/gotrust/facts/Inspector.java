package dev.gotrust.facts;

import dev.gotrust.bytes.Aside;
import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Pass;
import dev.gotrust.codesign.PlatformSignatures;
import dev.gotrust.image.ExecutableFile;
import dev.gotrust.image.Fat;
import dev.gotrust.image.Image;
import dev.gotrust.image.ImageReader;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Reads the facts of a file: headers first, then one pass over all bytes for every hash, and a
 * second one only where a content ID did not match.
 */
public final class Inspector {
  private final ByteSource source;
  private final String name;
  private final @Nullable String target;
  private final @Nullable Executor executor;
  private final Scope scope;
  private final List<ImageFacts> facts = new ArrayList<>();
  private final List<ContentIds> contentIds = new ArrayList<>();
  private final List<String> oddities = new ArrayList<>();

  private Inspector(
      ByteSource source,
      String name,
      @Nullable String target,
      @Nullable Executor executor,
      Scope scope) {
    this.source = source;
    this.name = name;
    this.target = target;
    this.executor = executor;
    this.scope = scope;
  }

  /**
   * Reads a file.
   *
   * @param source its bytes; stays open
   * @param name as reports call it
   * @param target where the name leads if it is a symbolic link, else null
   * @param executor lends a further thread while the file is read; null to do all on the calling
   *     one
   * @param scope how much of it is read
   * @return its facts, or why there are none; a file that can't be read or changed meanwhile is a
   *     refusal too
   */
  public static Reading inspect(
      ByteSource source,
      String name,
      @Nullable String target,
      @Nullable Executor executor,
      Scope scope) {
    try {
      return new Inspector(source, name, target, executor, scope).inspect();
    } catch (IOException unreadable) {
      String message = unreadable.getMessage();
      // An interrupted channel says it by its class alone.
      String said = message == null ? unreadable.getClass().getSimpleName() : message;
      return new Refusal(name, target, source.size(), null, Refusal.Kind.UNREADABLE, said, -1);
    }
  }

  private Reading inspect() throws IOException {
    ExecutableFile file;
    try {
      file = ImageReader.read(ByteView.of(source, "the file"));
      readImages(file);
    } catch (FormatException refused) {
      Bytes sha256 = pass(List.of());
      source.confirmUnchanged();
      return new Refusal(
          name,
          target,
          source.size(),
          sha256,
          Refusal.Kind.of(refused.kind()),
          refused.getMessage(),
          refused.offset());
    }
    Bytes sha256 = scope == Scope.HEADERS ? hash() : hashBesideCode();
    List<GoBinary> binaries = new ArrayList<>();
    for (int i = 0; i < facts.size(); i++) {
      binaries.add(
          facts
              .get(i)
              .finish(contentIds.isEmpty() ? ContentId.NOT_COMPUTED : contentIds.get(i).result()));
    }
    Inspection inspection =
        new Inspection(
            name, target, source.size(), sha256, file.format(), binaries, oddities, List.of());
    boolean wantsPlatform = scope == Scope.HEADERS || scope == Scope.ALL;
    if (wantsPlatform && inspection.isSigned()) {
      inspection = inspection.withPlatformSignatures(PlatformSignatures.read(source));
    }
    source.confirmUnchanged();
    return inspection;
  }

  private Bytes hash() throws IOException {
    Bytes sha256 = pass(primaries());
    explainMismatches(sha256);
    return sha256;
  }

  /** What the code shows takes as long as the hashes of a large file, and needs none of them. */
  private Bytes hashBesideCode() throws IOException {
    CodeReading code = new CodeReading(facts);
    Aside aside = null;
    if (executor != null && source.size() > Pass.SMALL) {
      aside = Aside.start(code, executor);
    } else {
      code.run();
    }
    Bytes sha256;
    try {
      sha256 = hash();
    } finally {
      // Nothing reads the source behind that.
      if (aside != null) {
        aside.join();
      }
    }
    code.check();
    return sha256;
  }

  private void readImages(ExecutableFile file) throws FormatException, IOException {
    if (file instanceof Fat fat) {
      readSlices(fat);
    } else if (file instanceof Image image) {
      ImageFacts read = ImageFacts.read(image);
      if (read != null) {
        facts.add(read);
      }
      addOddity(image, "the file");
      if (image.isPacked() && read == null) {
        throw packed(file);
      }
    }
    if (facts.isEmpty()) {
      throw new FormatException(
          FormatException.Kind.NOT_GO,
          -1,
          "an executable ("
              + file.format().id()
              + "), but nothing of Go is in it: no Go build ID, no build info, no function table");
    }
    if (scope != Scope.MODULES) {
      for (ImageFacts read : facts) {
        contentIds.add(read.contentIds());
      }
    }
  }

  private static FormatException packed(ExecutableFile file) {
    return FormatException.unsupported(
        -1,
        "an executable ("
            + file.format().id()
            + "), packed, as by UPX: whether it is a Go program does not show; unpack it with upx"
            + " -d and judge that");
  }

  private void readSlices(Fat fat) throws FormatException, IOException {
    for (Fat.Slice slice : fat.slices()) {
      Image image = slice.image();
      ImageFacts read = image == null ? null : ImageFacts.read(image);
      if (image == null || read == null) {
        oddities.add("the slice at offset " + slice.offset() + " is no Go program");
      } else {
        facts.add(read);
        addOddity(image, "the slice at offset " + slice.offset());
      }
    }
    if (!fat.strayBytes().isEmpty()) {
      oddities.add(
          "bytes that belong to no slice stand at offset " + fat.strayBytes().get(0).offset());
    }
  }

  private void addOddity(Image image, String what) throws IOException {
    long missing = image.end() - image.view().size();
    if (image.isPacked()) {
      oddities.add(what + " is packed, as by UPX: the program that it runs is not in plain sight");
    } else if (image.isDebugFile()) {
      oddities.add(what + " is a separate debug file: it does not hold the code of its program");
    } else if (missing > 0) {
      oddities.add(what + " was cut: " + missing + " bytes that its headers name are missing");
    }
  }

  private List<ContentHasher> primaries() {
    List<ContentHasher> hashers = new ArrayList<>();
    for (ContentIds ids : contentIds) {
      ContentHasher hasher = ids.primary();
      if (hasher != null) {
        hashers.add(hasher);
      }
    }
    return hashers;
  }

  private void explainMismatches(Bytes sha256) throws IOException {
    List<ContentHasher> hashers = new ArrayList<>();
    for (ContentIds ids : contentIds) {
      hashers.addAll(ids.second());
    }
    if (!hashers.isEmpty() && !pass(hashers).equals(sha256)) {
      throw new ByteSource.ChangedException("the file changed while it was read");
    }
  }

  private Bytes pass(List<ContentHasher> hashers) throws IOException {
    MessageDigest digest = ContentHasher.sha256();
    Pass.run(source, new WholeFile(digest), hashers, executor);
    return Bytes.of(digest.digest());
  }

  /** Hashes every byte; a class, as the first lambda of a process costs some of its start. */
  private record WholeFile(MessageDigest digest) implements Pass.Consumer {
    @Override
    public void take(long offset, byte[] chunk, int length) {
      digest.update(chunk, 0, length);
    }
  }
}
