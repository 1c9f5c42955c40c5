package dev.gotrust.material;

import dev.gotrust.bytes.Limits;
import dev.gotrust.checksumdb.DatabaseFiles;
import dev.gotrust.checksumdb.MissingFileException;
import dev.gotrust.checksumdb.TreeStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Notes all files of checksum databases that a run reads, and writes them as a {@link
 * DatabasePack}. The same files make the same pack, byte for byte. Thread-safe.
 */
public final class PackRecorder {
  /** The time of every entry: one that ZIP can hold in any time zone. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private final Map<String, byte[]> entries = new ConcurrentSkipListMap<>();

  /** Creates a recorder that has noted nothing. */
  public PackRecorder() {}

  /**
   * {@return a source that notes what is read from another, also that a file is missing there}
   *
   * @param database its name
   * @param files the other source
   */
  public DatabaseFiles record(String database, DatabaseFiles files) {
    entries.put(DatabasePack.fileEntry(database, "supported"), new byte[0]);
    return new Recording(database, files);
  }

  /**
   * {@return a store that notes what is read from another: a run that had some files at hand needs
   * them all in its pack}
   *
   * @param database the name of the database
   * @param store the other store; what is written, and the latest head, goes there
   */
  public TreeStore record(String database, TreeStore store) {
    return new RecordingStore(database, store);
  }

  private void note(String database, String path, byte[] data) {
    entries.put(DatabasePack.fileEntry(database, path), data.clone());
  }

  private final class Recording implements DatabaseFiles {
    private final String database;
    private final DatabaseFiles files;

    Recording(String database, DatabaseFiles files) {
      this.database = database;
      this.files = files;
    }

    @Override
    public byte[] read(String path, int cap) throws IOException {
      try {
        byte[] data = files.read(path, cap);
        note(database, path, data);
        return data;
      } catch (MissingFileException missing) {
        entries.put(DatabasePack.missingEntry(database, path), new byte[0]);
        throw missing;
      }
    }

    @Override
    public String location() {
      return files.location();
    }
  }

  private final class RecordingStore implements TreeStore {
    private final String database;
    private final TreeStore store;

    RecordingStore(String database, TreeStore store) {
      this.database = database;
      this.store = store;
    }

    @Override
    public byte @Nullable [] read(String path, int cap) {
      byte[] data = store.read(path, cap);
      if (data != null) {
        note(database, path, data);
      }
      return data;
    }

    @Override
    public void write(String path, byte[] data) {
      store.write(path, data);
    }

    @Override
    public byte @Nullable [] latest() throws IOException {
      return store.latest();
    }

    @Override
    public boolean replaceLatest(byte @Nullable [] before, byte[] after) throws IOException {
      return store.replaceLatest(before, after);
    }
  }

  /**
   * Writes the pack, whole or not at all.
   *
   * @param pack the file to write; one that is there is replaced
   * @throws IOException if it can't be written, or would have more than is read of a pack
   */
  public void write(Path pack) throws IOException {
    Path directory = pack.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException(pack + " is no file");
    }
    refuseTooMuch(pack);
    Path part = Files.createTempFile(directory, ".gotrust-", ".part");
    try {
      try (OutputStream out = Files.newOutputStream(part);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
          add(zip, entry.getKey(), entry.getValue());
        }
      }
      Files.move(part, pack, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void refuseTooMuch(Path pack) throws IOException {
    long bytes = 0;
    for (byte[] data : entries.values()) {
      bytes += data.length;
    }
    if (bytes > Limits.PACK || entries.size() > Limits.PACK_ENTRIES) {
      throw new IOException(
          pack
              + ": "
              + entries.size()
              + " files of "
              + bytes
              + " bytes are more than is read of a pack; make one for fewer programs");
    }
  }

  /** Stored, not deflated: hashes do not shrink, and deflated bytes differ between machines. */
  private static void add(ZipOutputStream zip, String name, byte[] data) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(data);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(data.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
    zip.write(data);
    zip.closeEntry();
  }
}
