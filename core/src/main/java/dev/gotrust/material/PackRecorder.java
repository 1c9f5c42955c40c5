package dev.gotrust.material;

import dev.gotrust.bytes.Limits;
import dev.gotrust.checksumdb.DatabaseAnswers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Notes all files of checksum databases that a run's answers rest on, and writes them as a {@link
 * DatabasePack}. The same files make the same pack, byte for byte. Thread-safe.
 */
public final class PackRecorder {
  /** The time of every entry: one that ZIP can hold in any time zone. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private final Map<String, byte[]> entries = new ConcurrentSkipListMap<>();

  /** Creates a recorder that has noted nothing. */
  public PackRecorder() {}

  /**
   * Notes all that some answers rest on. Of several runs over one tree the last tells the latest
   * head; each lookup stands with the head that it was proven under.
   *
   * @param answers of one database
   */
  public void add(DatabaseAnswers answers) {
    String database = answers.key().name();
    for (Map.Entry<String, byte @Nullable []> file : answers.files().entrySet()) {
      note(database, file.getKey(), file.getValue());
    }
  }

  /** Notes a file; null stands for the answer that there is none. */
  void note(String database, String path, byte @Nullable [] data) {
    entries.put(DatabasePack.fileEntry(database, "supported"), new byte[0]);
    if (data == null) {
      entries.put(DatabasePack.missingEntry(database, path), new byte[0]);
    } else {
      entries.put(DatabasePack.fileEntry(database, path), data);
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
    // Not a temporary file's permissions: others are to read the pack too.
    Path part = directory.resolve(".gotrust-" + UUID.randomUUID() + ".part");
    try {
      try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW);
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
