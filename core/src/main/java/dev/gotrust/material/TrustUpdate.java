package dev.gotrust.material;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.checksumdb.MissingFileException;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonReader;
import dev.gotrust.module.ModuleFileException;
import dev.gotrust.sigstore.TrustedRoot;
import dev.sigstore.json.JsonParseException;
import dev.sigstore.tuf.Fetcher;
import dev.sigstore.tuf.FileSystemTufStore;
import dev.sigstore.tuf.MetaFetcher;
import dev.sigstore.tuf.PassthroughCacheMetaStore;
import dev.sigstore.tuf.RootProvider;
import dev.sigstore.tuf.SigstoreTufClient;
import dev.sigstore.tuf.TrustedMetaStore;
import dev.sigstore.tuf.TufException;
import dev.sigstore.tuf.Updater;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
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
  private final Clock clock;

  /**
   * Creates an update.
   *
   * @param cache where metadata and root are kept
   */
  public TrustUpdate(CacheDirectory cache) {
    this(cache, Clock.systemUTC());
  }

  TrustUpdate(CacheDirectory cache, Clock clock) {
    this.cache = cache;
    this.clock = clock;
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
    String at = Files.getLastModifiedTime(file).toInstant().toString().substring(0, 10);
    try {
      byte[] data = MaterialFiles.readFound(file, "trusted root", Limits.TRUSTED_ROOT);
      return read(file + ", fetched " + at, data);
    } catch (ModuleFileException large) {
      throw new IOException(large.getMessage(), large);
    }
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
    String own = first == null ? null : text(first);
    // Each first root has metadata of its own: one instance's are not another's.
    Path directory =
        cache.trustForWriting(
            own == null ? "public-good" : Bytes.sha256(own.getBytes(UTF_8)).hex());
    RootProvider anchor =
        own == null
            ? RootProvider.fromResource(SigstoreTufClient.PUBLIC_GOOD_ROOT_RESOURCE)
            : () -> own;
    byte[] data;
    try {
      data = fetch(door, mirror.endsWith("/") ? mirror : mirror + '/', anchor, directory);
    } catch (JsonParseException | RuntimeException | StackOverflowError refused) {
      // The library reads JSON as deep as its mirror nests it.
      String reason = refused instanceof TufException ? refused.getMessage() : "malformed metadata";
      throw new IOException(
          mirror
              + " does not hold: "
              + reason
              + "; what an earlier update kept lies in "
              + directory,
          refused);
    }
    Path file = cache.trust().resolve(KEPT);
    TrustedRoot root = read(file.toString(), data);
    Path draft = Files.createTempFile(directory, KEPT, ".tmp");
    try {
      Files.write(draft, data);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
    return root;
  }

  private static String text(Path first) throws IOException {
    try {
      return new String(MaterialFiles.readGiven(first, "root of TUF", Limits.TRUSTED_ROOT), UTF_8);
    } catch (ModuleFileException large) {
      throw new IOException(large.getMessage(), large);
    }
  }

  private byte[] fetch(HttpDoor door, String base, RootProvider anchor, Path directory)
      throws IOException, JsonParseException {
    FileSystemTufStore store = FileSystemTufStore.newFileSystemStore(directory);
    TrustedMetaStore metadata =
        TrustedMetaStore.newTrustedMetaStore(
            PassthroughCacheMetaStore.newPassthroughMetaCache(store));
    Updater updater =
        Updater.builder()
            .setClock(clock)
            .setTrustedRootPath(anchor)
            .setTrustedMetaStore(metadata)
            .setTargetStore(store)
            .setMetaFetcher(MetaFetcher.newFetcher(new Mirror(door, base)))
            .setTargetFetcher(new Mirror(door, base + "targets/"))
            .build();
    updater.updateMeta();
    requireFresh(directory);
    updater.downloadTarget(TARGET);
    return store.readTarget(TARGET);
  }

  /**
   * The library passes over the dates of what it has already: a mirror that always answers the same
   * would hold its users to it for ever.
   */
  private void requireFresh(Path directory) throws IOException {
    for (String role : new String[] {"timestamp", "snapshot", "targets"}) {
      Path file = directory.resolve(role + ".json");
      try {
        byte[] kept = MaterialFiles.readFound(file, "role of TUF", Limits.TRUSTED_ROOT);
        String end = JsonReader.read(role + ".json", kept).get("signed").get("expires").text();
        if (!clock.instant().isBefore(ZonedDateTime.parse(end).toInstant())) {
          throw new IOException("its " + role + ".json has expired: " + end);
        }
      } catch (JsonException | ModuleFileException | DateTimeException malformed) {
        throw new IOException(file + ": " + malformed.getMessage(), malformed);
      }
    }
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
