package dev.gotrust.material;

import dev.gotrust.bytes.Limits;
import dev.gotrust.checksumdb.MissingFileException;
import dev.gotrust.json.JsonException;
import dev.gotrust.sigstore.TrustedRoot;
import dev.sigstore.json.JsonParseException;
import dev.sigstore.tuf.Fetcher;
import dev.sigstore.tuf.FileSystemTufStore;
import dev.sigstore.tuf.MetaFetcher;
import dev.sigstore.tuf.PassthroughCacheMetaStore;
import dev.sigstore.tuf.RootProvider;
import dev.sigstore.tuf.SigstoreTufClient;
import dev.sigstore.tuf.TrustedMetaStore;
import dev.sigstore.tuf.Updater;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the trusted root of a Sigstore instance by The Update Framework, when asked and never
 * otherwise, and keeps it. Metadata is verified by sigstore-java; every byte comes through the one
 * door outside. See {@code specs/sigstore.md}.
 */
public final class TrustUpdate {
  /** Where the public-good instance publishes. */
  public static final String PUBLIC_GOOD = "https://tuf-repo-cdn.sigstore.dev";

  private static final String TARGET = "trusted_root.json";
  private static final String KEPT = "trusted-root.json";

  private final CacheDirectory cache;

  /**
   * Creates an update.
   *
   * @param cache where metadata and root are kept
   */
  public TrustUpdate(CacheDirectory cache) {
    this.cache = cache;
  }

  /**
   * {@return the root that an earlier update kept, null if there is none}
   *
   * @throws IOException if it can't be read, or is malformed
   */
  public @Nullable TrustedRoot kept() throws IOException {
    Path file = cache.trust().resolve(KEPT);
    if (!MaterialFiles.isRegular(file)) {
      return null;
    }
    Instant at = Files.getLastModifiedTime(file).toInstant();
    byte[] data = Files.readAllBytes(file);
    return read(file + ", fetched " + at.toString().substring(0, 10), data);
  }

  /**
   * Fetches the root, as far as it is not the one that is kept.
   *
   * @param door asks the mirror
   * @param mirror its address
   * @param first the first root metadata to trust, null for that of the public-good instance
   * @return the root, which is kept now
   * @throws IOException if the mirror can't be reached, or what it answers does not hold
   */
  public TrustedRoot run(HttpDoor door, String mirror, @Nullable Path first) throws IOException {
    Path directory = cache.trustForWriting();
    String base = mirror.endsWith("/") ? mirror : mirror + '/';
    FileSystemTufStore store = FileSystemTufStore.newFileSystemStore(directory);
    Updater updater =
        Updater.builder()
            .setClock(Clock.systemUTC())
            .setTrustedRootPath(
                first == null
                    ? RootProvider.fromResource(SigstoreTufClient.PUBLIC_GOOD_ROOT_RESOURCE)
                    : RootProvider.fromFile(first))
            .setTrustedMetaStore(
                TrustedMetaStore.newTrustedMetaStore(
                    PassthroughCacheMetaStore.newPassthroughMetaCache(store)))
            .setTargetStore(store)
            .setMetaFetcher(MetaFetcher.newFetcher(new Mirror(door, base)))
            .setTargetFetcher(new Mirror(door, base + "targets/"))
            .build();
    byte[] data;
    try {
      updater.updateMeta();
      updater.downloadTarget(TARGET);
      data = store.readTarget(TARGET);
    } catch (JsonParseException | RuntimeException refused) {
      throw new IOException(mirror + " does not hold: " + refused.getMessage(), refused);
    }
    TrustedRoot root = read(directory.resolve(KEPT).toString(), data);
    Path draft = Files.createTempFile(directory, KEPT, ".tmp");
    Files.write(draft, data);
    Files.move(draft, directory.resolve(KEPT), StandardCopyOption.REPLACE_EXISTING);
    return root;
  }

  private static TrustedRoot read(String name, byte[] data) throws IOException {
    try {
      return TrustedRoot.read(name, data);
    } catch (JsonException malformed) {
      throw new IOException(malformed.getMessage(), malformed);
    }
  }

  /** A mirror, read through the door. */
  private record Mirror(HttpDoor door, String base) implements Fetcher {
    @Override
    public String getSource() {
      return base;
    }

    @Override
    public byte @Nullable [] fetchResource(String filename, int maxLength) throws IOException {
      try {
        int cap = Math.min(maxLength, Limits.TRUSTED_ROOT);
        return door.read(WebAddress.parse(base + filename), cap);
      } catch (MissingFileException missing) {
        return null;
      }
    }
  }
}
