package dev.gotrust.source.git;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.source.GitTools.GitObject;
import dev.gotrust.source.GitTools.Objects;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.sha1.SHA1;
import org.jspecify.annotations.Nullable;

/** The objects in some directories; each is hashed anew when it is read. */
final class PackedObjects implements Objects {
  private final List<ObjectDirectory> directories = new ArrayList<>();
  private final List<Path> paths;
  private final List<ObjectReader> readers = new ArrayList<>();
  private final DeltaChains chains = new DeltaChains();

  private PackedObjects(List<Path> paths) {
    this.paths = List.copyOf(paths);
  }

  static PackedObjects open(List<Path> paths) throws IOException {
    PackedObjects objects = new PackedObjects(paths);
    // An index over several packs would be read in place of those that are checked here.
    Config config = new Config();
    config.setBoolean("core", null, "multiPackIndex", false);
    for (Path path : paths) {
      PackIndexes.check(path.resolve("pack"));
      // An empty list of alternates: JGit would open whatever repository a file names.
      ObjectDirectory directory =
          new ObjectDirectory(config, path.toFile(), new File[0], FS.DETECTED, null);
      objects.directories.add(directory);
      objects.readers.add(directory.newReader());
    }
    return objects;
  }

  @Override
  public @Nullable GitObject read(String id, int most) throws IOException {
    return ConfinedGit.contained(() -> Optional.ofNullable(find(id, most))).orElse(null);
  }

  private @Nullable GitObject find(String id, int most) throws IOException {
    ObjectId object = ObjectId.fromString(id);
    for (int i = 0; i < readers.size(); i++) {
      checkLoose(paths.get(i), id);
      for (Pack pack : directories.get(i).getPacks()) {
        chains.check(pack, object);
      }
      GitObject found = read(readers.get(i), object, most);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** What is no regular file may be a pipe, and reading that never ends. */
  private static void checkLoose(Path directory, String id) throws IOException {
    Path file = directory.resolve(id.substring(0, 2)).resolve(id.substring(2));
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("object " + id + " is no regular file");
    }
  }

  private static @Nullable GitObject read(ObjectReader reader, ObjectId id, int most)
      throws IOException {
    ObjectLoader loader;
    try {
      loader = reader.open(id, ObjectReader.OBJ_ANY);
    } catch (MissingObjectException elsewhere) {
      return null;
    }
    if (loader.getSize() > most) {
      throw new IOException(
          "object " + id.name() + " has " + loader.getSize() + " bytes, " + most + " are read");
    }
    byte[] data = loader.getCachedBytes(most);
    String type = Constants.typeString(loader.getType());
    SHA1 hash = SHA1.newInstance().setDetectCollision(true);
    hash.update((type + ' ' + data.length + '\0').getBytes(StandardCharsets.US_ASCII));
    hash.update(data);
    if (!hash.toObjectId().equals(id)) {
      throw new IOException("object " + id.name() + " does not hash to its ID");
    }
    return new GitObject(type, Bytes.of(data));
  }

  @Override
  public void close() {
    chains.close();
    for (ObjectReader reader : readers) {
      reader.close();
    }
    for (ObjectDirectory directory : directories) {
      directory.close();
    }
  }
}
