package dev.gotrust.module;

import dev.gotrust.module.CachedModule.Part;
import dev.gotrust.module.CachedModule.State;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The examination of one module in a cache, in two halves that may run side by side; whichever ends
 * last compares them.
 */
final class CacheExamination {
  private final ModuleCache cache;
  private final ModuleVersion module;
  private final String expected;
  private final AtomicInteger left = new AtomicInteger(2);
  private @Nullable Hashed zip;
  private @Nullable Hashed directory;

  /** A half, and the hashes of its files as long as they are needed. */
  private record Hashed(Part part, @Nullable FileHashes files) {}

  CacheExamination(ModuleCache cache, ModuleVersion module, String expected) {
    this.cache = cache;
    this.module = module;
    this.expected = expected;
  }

  CachedModule run() {
    hashZip();
    CachedModule result = hashDirectory();
    if (result == null) {
      throw new IllegalStateException("both halves are done");
    }
    return result;
  }

  /** Returns the result if the other half is done. */
  @Nullable CachedModule hashZip() {
    Path path = cache.zip(module);
    zip = hashed(path, () -> ModuleZip.read(path, module));
    return left.decrementAndGet() == 0 ? result() : null;
  }

  /** Returns the result if the other half is done. */
  @Nullable CachedModule hashDirectory() {
    Path path = cache.directory(module);
    directory = hashed(path, () -> ModuleDirectory.read(path));
    return left.decrementAndGet() == 0 ? result() : null;
  }

  /** Reads the files of a half. */
  private interface Reader {
    FileHashes read() throws IOException, ModuleContentException;
  }

  private Hashed hashed(Path path, Reader reader) {
    try {
      FileHashes files = reader.read();
      String h1 = files.h1(module);
      State state = h1.equals(expected) ? State.EQUAL : State.DIFFERENT;
      return new Hashed(new Part(state, h1, ""), files);
    } catch (ModuleContentException refused) {
      return failed(State.MALFORMED, refused.getMessage());
    } catch (NoSuchFileException missing) {
      return ModuleCache.isThere(path)
          ? failed(State.UNREADABLE, ModuleCache.explain(path, missing))
          : failed(State.ABSENT, "");
    } catch (IOException failure) {
      return failed(State.UNREADABLE, ModuleCache.explain(path, failure));
    }
  }

  private static Hashed failed(State state, String problem) {
    return new Hashed(new Part(state, null, problem), null);
  }

  private CachedModule result() {
    Hashed ofZip = done(zip);
    Hashed ofDirectory = done(directory);
    Part directoryPart = ofDirectory.part;
    FileDifferences differences = null;
    if (ofZip.part.state() == State.EQUAL && directoryPart.state() == State.DIFFERENT) {
      differences = FileDifferences.between(done(ofZip.files), done(ofDirectory.files));
      if (differences.isEmpty()) {
        // The zip has entries for directories too: they count in its h1 and in no directory's.
        directoryPart = new Part(State.EQUAL, directoryPart.h1(), "");
        differences = null;
      }
    }
    return new CachedModule(
        module,
        expected,
        ofZip.part,
        withPartial(directoryPart),
        differences,
        cache.notedH1(module));
  }

  /** The go command takes no directory that it had begun to write and never finished. */
  private Part withPartial(Part part) {
    boolean isPartial =
        part.state() == State.DIFFERENT && ModuleCache.isThere(cache.partial(module));
    return isPartial
        ? new Part(part.state(), part.h1(), "the go command never finished extracting it")
        : part;
  }

  private static <T> T done(@Nullable T half) {
    if (half == null) {
      throw new IllegalStateException("a half that is compared is done");
    }
    return half;
  }
}
