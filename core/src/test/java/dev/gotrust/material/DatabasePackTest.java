package dev.gotrust.material;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.checksumdb.DatabaseFiles;
import dev.gotrust.checksumdb.MissingFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabasePackTest {
  private static final String NAME = "sum.example/x";
  private static final String LOOKUP = "lookup/a.example/!b@v1.0.0";

  @TempDir Path temporary;

  private static final Map<String, String> ALL =
      Map.of("latest", "head", LOOKUP, "record", "tile/8/0/x001/234", "hashes");

  private Path recorded(String... paths) throws IOException {
    PackRecorder recorder = new PackRecorder();
    for (String path : paths) {
      String text = ALL.get(path);
      recorder.note(NAME, path, text == null ? null : text.getBytes(UTF_8));
    }
    Path pack = temporary.resolve("pack");
    recorder.write(pack);
    return pack;
  }

  @Test
  void whatWasReadIsReadAgain() throws IOException {
    DatabasePack pack = DatabasePack.read(recorded("latest", LOOKUP, "lookup/gone@v1"));
    DatabaseFiles files = pack.files(NAME);
    assertEquals("head", new String(files.read("latest", 4), UTF_8));
    assertEquals("record", new String(files.read(LOOKUP, 100), UTF_8));
    assertEquals(pack.location(), files.location());
    assertThrows(IOException.class, () -> files.read("latest", 3));
    MissingFileException missing =
        assertThrows(MissingFileException.class, () -> files.read("lookup/gone@v1", 100));
    assertTrue(missing.getMessage().contains("had no lookup/gone@v1"), missing::getMessage);
    NotInPackException lacks =
        assertThrows(NotInPackException.class, () -> files.read("tile/8/0/x001/234", 100));
    assertEquals("tile/8/0/x001/234", lacks.path());
    assertTrue(lacks.getMessage().contains("lacks tile/8/0/x001/234 of the checksum database"));
    assertThrows(NotInPackException.class, () -> pack.files("other").read("latest", 100));
  }

  @Test
  void theSameFilesMakeTheSamePack() throws IOException {
    byte[] first = Files.readAllBytes(recorded("latest", LOOKUP, "x"));
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      byte[] second = Files.readAllBytes(recorded(LOOKUP, "x", "latest", "latest"));
      assertArrayEquals(first, second);
    } finally {
      TimeZone.setDefault(zone);
    }
    Path pack = temporary.resolve("pack");
    assertEquals(Bytes.sha256(first), DatabasePack.read(pack).sha256());
  }

  @Test
  void unpackedItIsAProxy() throws IOException {
    Path pack = recorded("latest", LOOKUP, "lookup/gone@v1");
    Path directory = temporary.toRealPath().resolve("unpacked");
    try (ZipFile zip = new ZipFile(pack.toFile())) {
      for (Enumeration<? extends ZipEntry> e = zip.entries(); e.hasMoreElements(); ) {
        ZipEntry entry = e.nextElement();
        Path file = directory.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
          Files.copy(in, file);
        }
      }
    }
    HttpDoor http = new HttpDoor(HttpOptions.of("gotrust/test"), RequestListener.NONE);
    ProxyList proxies = ProxyList.parse("file://" + directory);
    DatabaseDoor door = new DatabaseDoor(NAME, null, proxies, http);
    assertEquals("record", new String(door.read(LOOKUP, 100), UTF_8));
    assertThrows(MissingFileException.class, () -> door.read("lookup/gone@v1", 100));
    http.close();
  }

  private static byte[] zip(Object... namesAndBytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndBytes.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndBytes[i]));
        zip.write((byte[]) namesAndBytes[i + 1]);
      }
    }
    return out.toByteArray();
  }

  private static String refusal(byte[] data) {
    IOException refused = assertThrows(IOException.class, () -> DatabasePack.parse("pack", data));
    return String.valueOf(refused.getMessage());
  }

  @Test
  void anOrdinaryZipOfTheFilesIsAPack() throws IOException {
    byte[] some = "some".getBytes(UTF_8);
    byte[] data = zip("sumdb/", new byte[0], "sumdb/d/latest", some, "a.example/@v/list", some);
    assertArrayEquals(some, DatabasePack.parse("p", data).files("d").read("latest", 10));
  }

  @Test
  void hostileZipsAreRefused() throws IOException {
    byte[] one = {1};
    for (String name : List.of("../x", "/x", "sumdb/../x", "sumdb//x", "a\\b", "x\0y", "./x")) {
      assertTrue(refusal(zip(name, one)).contains("leads elsewhere"), name);
    }
    byte[] twice = zip("sumdb/a", one, "sumdb/b", one);
    for (int i = 0; i < twice.length - 7; i++) {
      if (new String(twice, i, 7, UTF_8).equals("sumdb/b")) {
        twice[i + 6] = 'a';
      }
    }
    assertTrue(refusal(twice).contains("two entries named sumdb/a"));
    assertTrue(refusal(zip("sumdb/bomb", new byte[Limits.PACK_ENTRY + 1])).contains("unpacks"));
    Object[] bombs = new Object[2 * 70];
    byte[] full = new byte[Limits.PACK_ENTRY];
    for (int i = 0; i < 70; i++) {
      bombs[2 * i] = "sumdb/" + i;
      bombs[2 * i + 1] = full;
    }
    assertTrue(refusal(zip(bombs)).contains("unpacks to too many bytes"));
    assertTrue(refusal(new byte[0]).contains("cut off, or no ZIP file"));
    assertTrue(refusal("text".repeat(100).getBytes(UTF_8)).contains("cut off, or no ZIP file"));
  }

  @Test
  void aDamagedPackIsRefusedOrHoldsOtherBytesNeverMore() throws IOException {
    byte[] whole = Files.readAllBytes(recorded("latest", LOOKUP));
    for (int length = 0; length < whole.length; length++) {
      refusal(Arrays.copyOf(whole, length));
    }
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i]++;
      try {
        DatabasePack.parse("pack", damaged).files(NAME).read("latest", 100);
      } catch (IOException refusedOrNotInIt) {
        assertFalse(String.valueOf(refusedOrNotInIt.getMessage()).isEmpty());
      }
    }
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path gone = temporary.resolve("gone");
    IOException failed = assertThrows(IOException.class, () -> DatabasePack.read(gone));
    assertTrue(failed.getMessage().startsWith(gone + " can't be read: no such file"));
  }

  @Test
  void aPackThatWouldNotBeReadIsNotWritten() throws IOException {
    PackRecorder recorder = new PackRecorder();
    byte[] large = new byte[1024 * 1024];
    for (int i = 0; i < 65; i++) {
      recorder.note("d", "tile/" + i, large);
    }
    Path pack = temporary.resolve("pack");
    IOException refused = assertThrows(IOException.class, () -> recorder.write(pack));
    assertTrue(refused.getMessage().contains("make one for fewer programs"), refused::getMessage);
    assertFalse(Files.exists(pack));
  }
}
