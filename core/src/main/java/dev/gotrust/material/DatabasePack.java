package dev.gotrust.material;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.bytes.Unreadable;
import dev.gotrust.checksumdb.DatabaseFiles;
import dev.gotrust.checksumdb.MissingFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Files of checksum databases as one run has read them, in one ZIP file: what is needed to verify
 * again without a network. Unpacked, it is a {@code file://} proxy. What is in it is trusted as
 * little as what a server says. Immutable, thread-safe.
 *
 * <p>{@code sumdb/NAME/PATH} is the file PATH of the database NAME, {@code missing/NAME/PATH} an
 * empty file where the database had none of that name. See {@code specs/checksum-db-pack.md}.
 */
public final class DatabasePack {
  private static final String FILES = "sumdb/";
  private static final String MISSING = "missing/";

  /** The record that ends a ZIP file, without a comment. */
  private static final int END = 22;

  private final String location;
  private final Bytes sha256;
  private final Map<String, byte[]> entries;

  private DatabasePack(String location, Bytes sha256, Map<String, byte[]> entries) {
    this.location = location;
    this.sha256 = sha256;
    this.entries = Map.copyOf(entries);
  }

  static String fileEntry(String database, String path) {
    return FILES + database + "/" + path;
  }

  static String missingEntry(String database, String path) {
    return MISSING + database + "/" + path;
  }

  /**
   * {@return the pack in a file}
   *
   * @param file the file; it is read whole and not kept open
   * @throws IOException if it can't be read, is no pack, is damaged, or above a limit
   */
  public static DatabasePack read(Path file) throws IOException {
    byte[] data;
    try (InputStream in = Files.newInputStream(file)) {
      data = in.readNBytes(Limits.PACK_FILE + 1);
    } catch (IOException unreadable) {
      throw new IOException(
          file + " can't be read: " + Unreadable.explain(file, unreadable), unreadable);
    }
    return parse(file.toString(), data);
  }

  /** Parses the bytes of a pack. */
  static DatabasePack parse(String location, byte[] data) throws IOException {
    if (data.length > Limits.PACK_FILE) {
      throw refused(location, "it has more than the " + Limits.PACK_FILE + " bytes that are read");
    }
    Map<String, byte[]> entries;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(data))) {
      entries = entries(location, zip);
    } catch (PackRefusal refusal) {
      throw refusal;
    } catch (IOException | IllegalArgumentException malformed) {
      // The JDK throws the latter for some names.
      throw refused(location, "it is a damaged ZIP file: " + malformed.getMessage());
    }
    if (!isWhole(data, entries.size())) {
      throw refused(location, "it is cut off, or no ZIP file");
    }
    return new DatabasePack(location, Bytes.sha256(data), files(entries));
  }

  /** Every entry by its name, directories too. */
  private static Map<String, byte[]> entries(String location, ZipInputStream zip)
      throws IOException {
    Map<String, byte[]> entries = new HashMap<>();
    long left = Limits.PACK;
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      String name = entry.getName();
      if (entries.size() == Limits.PACK_ENTRIES) {
        throw refused(location, "it has more than " + Limits.PACK_ENTRIES + " entries");
      }
      String path = entry.isDirectory() ? name.substring(0, name.length() - 1) : name;
      if (!PlainPath.isPlain(path)) {
        throw refused(location, "it has an entry that leads elsewhere: " + name);
      }
      byte[] data = zip.readNBytes((int) Math.min(left + 1, Limits.PACK_ENTRY + 1));
      left -= data.length;
      if (left < 0 || data.length > Limits.PACK_ENTRY) {
        throw refused(location, "it unpacks to too many bytes, at " + name);
      }
      if (entries.put(name, data) != null) {
        throw refused(location, "it has two entries named " + name);
      }
    }
    return entries;
  }

  private static Map<String, byte[]> files(Map<String, byte[]> entries) {
    Map<String, byte[]> files = new HashMap<>();
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      String name = entry.getKey();
      if (!name.endsWith("/") && (name.startsWith(FILES) || name.startsWith(MISSING))) {
        files.put(name, entry.getValue());
      }
    }
    return files;
  }

  /** Whether the end record stands at the end and counts the entries; 65,535 are "that or more". */
  private static boolean isWhole(byte[] data, int entries) {
    int at = data.length - END;
    if (at < 0 || data[at] != 'P' || data[at + 1] != 'K' || data[at + 2] != 5) {
      return false;
    }
    int count = (data[at + 10] & 0xff) | (data[at + 11] & 0xff) << 8;
    return count == Math.min(entries, 0xffff);
  }

  private static PackRefusal refused(String location, String reason) {
    return new PackRefusal(location + " is no pack that can be used: " + reason);
  }

  /** A refusal of ours, to be told from what the JDK throws. */
  private static final class PackRefusal extends IOException {
    private static final long serialVersionUID = 1;

    PackRefusal(String message) {
      super(message);
    }
  }

  /** {@return where it was read} */
  public String location() {
    return location;
  }

  /** {@return the digest of all its bytes} */
  public Bytes sha256() {
    return sha256;
  }

  /**
   * {@return the files of a database; one that is not in the pack is a {@link NotInPackException}}
   *
   * @param database its name
   */
  public DatabaseFiles files(String database) {
    return new PackFiles(database);
  }

  private final class PackFiles implements DatabaseFiles {
    private final String database;

    PackFiles(String database) {
      this.database = database;
    }

    @Override
    public byte[] read(String path, int cap) throws IOException {
      byte[] data = entries.get(fileEntry(database, path));
      if (data != null && data.length <= cap) {
        return data.clone();
      }
      if (data != null) {
        throw new IOException(
            location + ": " + path + ": more than the " + cap + " bytes that are taken of it");
      }
      if (entries.containsKey(missingEntry(database, path))) {
        throw new MissingFileException(
            location + ": " + database + " had no " + path + " when the pack was made");
      }
      throw new NotInPackException(location, database, path);
    }

    @Override
    public String location() {
      return location;
    }
  }
}
