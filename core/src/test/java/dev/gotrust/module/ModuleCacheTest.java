package dev.gotrust.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.module.CachedModule.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache that holds one real module, intact and then not. */
class ModuleCacheTest {
  private static final ModuleVersion QUOTE = ModuleZipTest.QUOTE;
  private static final String H1 = ModuleZipTest.QUOTE_H1;

  @TempDir Path directory;
  private ModuleCache cache;

  @BeforeEach
  void fill() throws IOException {
    cache = new ModuleCache(directory);
    fill(cache);
  }

  static void fill(ModuleCache cache) throws IOException {
    Files.createDirectories(cache.zip(QUOTE).getParent());
    Files.write(cache.zip(QUOTE), ModuleZipTest.quote());
    Files.writeString(cache.zipHash(QUOTE), H1);
    extract(cache.zip(QUOTE), QUOTE, cache.directory(QUOTE));
    Files.copy(cache.directory(QUOTE).resolve("go.mod"), cache.goMod(QUOTE));
  }

  static void extract(Path zip, ModuleVersion module, Path into) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
        Path file = into.resolve(entry.getName().substring(module.toString().length() + 1));
        Files.createDirectories(file.getParent());
        Files.write(file, in.readAllBytes());
      }
    }
  }

  @Test
  void pathsAreThoseOfTheGoCommand() {
    ModuleVersion module = new ModuleVersion("github.com/BurntSushi/toml", "v1.0.0-RC1");
    Path at = Path.of("cache/download/github.com/!burnt!sushi/toml/@v");
    assertEquals(at.resolve("v1.0.0-!r!c1.zip"), directory.relativize(cache.zip(module)));
    assertEquals(at.resolve("v1.0.0-!r!c1.info"), directory.relativize(cache.info(module)));
    assertEquals(
        Path.of("github.com/!burnt!sushi/toml@v1.0.0-!r!c1"),
        directory.relativize(cache.directory(module)));
    for (String path : List.of("../up", "a/../../b", "/etc", "a!b", "")) {
      assertThrows(
          IllegalArgumentException.class, () -> cache.zip(new ModuleVersion(path, "v1.0.0")));
    }
  }

  @Test
  void anIntactModuleIsProven() throws Exception {
    CachedModule found = cache.examine(QUOTE, H1);
    assertTrue(found.isProven(), found::toString);
    assertEquals(State.EQUAL, found.zip().state());
    assertEquals(State.EQUAL, found.directory().state());
    assertNull(found.differences());
    assertEquals("h1:LzX7hefJvL54yjefDEDHNONDjII0t9xZLPXsUe+TKr0=", cache.goModH1(QUOTE));
  }

  @Test
  void filesThatDifferAreNamed() throws Exception {
    Path extracted = cache.directory(QUOTE);
    Files.writeString(extracted.resolve("quote.go"), "package quote\n");
    Files.writeString(extracted.resolve("zz.go"), "package quote\n");
    Files.delete(extracted.resolve("LICENSE"));
    CachedModule found = cache.examine(QUOTE, H1);
    assertFalse(found.isProven());
    assertEquals(State.DIFFERENT, found.directory().state());
    assertEquals(List.of("quote.go"), found.differences().changed().first());
    assertEquals(List.of("zz.go"), found.differences().extra().first());
    assertEquals(List.of("LICENSE"), found.differences().missing().first());
  }

  @Test
  void aZipHashThatDiffersIsReported() throws Exception {
    Files.writeString(cache.zipHash(QUOTE), "h1:other");
    CachedModule found = cache.examine(QUOTE, H1);
    assertTrue(found.isNotedOtherwise());
    assertFalse(found.isProven());
  }

  @Test
  void whatGoModVerifyAcceptsIsNot() throws Exception {
    // Whoever can write to the cache can change zip, directory and ziphash together.
    ZipMaker zip = new ZipMaker();
    zip.module = QUOTE;
    zip.add("quote.go", "package quote\n");
    Files.write(cache.zip(QUOTE), zip.build());
    String h1 = ModuleZip.h1(cache.zip(QUOTE), QUOTE);
    Files.writeString(cache.zipHash(QUOTE), h1);
    CachedModule found = cache.examine(QUOTE, H1);
    assertEquals(State.DIFFERENT, found.zip().state());
    assertEquals(h1, found.zip().h1());
    assertFalse(found.isNotedOtherwise());
    assertFalse(found.isProven());
  }

  @Test
  void absentAndMalformedAreTold() throws Exception {
    CachedModule absent = cache.examine(ZipMaker.MODULE, H1);
    assertEquals(State.ABSENT, absent.zip().state());
    assertEquals(State.ABSENT, absent.directory().state());
    assertFalse(absent.isProven());
    Files.write(cache.zip(QUOTE), new byte[100]);
    CachedModule malformed = cache.examine(QUOTE, H1);
    assertEquals(State.MALFORMED, malformed.zip().state());
    assertEquals(State.EQUAL, malformed.directory().state());
    assertFalse(malformed.zip().problem().isEmpty());
  }

  @Test
  void aDirectoryEntryOfTheZipIsNoDifference() throws Exception {
    ZipMaker zip = new ZipMaker();
    zip.addStored("d/", "");
    zip.add("d/x.go", "package d\n");
    ModuleVersion module = ZipMaker.MODULE;
    Files.createDirectories(cache.zip(module).getParent());
    Files.write(cache.zip(module), zip.build());
    Files.createDirectories(cache.directory(module).resolve("d"));
    Files.writeString(cache.directory(module).resolve("d/x.go"), "package d\n");
    CachedModule found = cache.examine(module, ModuleZip.h1(cache.zip(module), module));
    assertTrue(found.isProven(), found::toString);
  }

  @Test
  void linksAreRefusedByName() throws Exception {
    Files.createSymbolicLink(cache.directory(QUOTE).resolve("link"), Path.of("LICENSE"));
    CachedModule found = cache.examine(QUOTE, H1);
    assertEquals(State.MALFORMED, found.directory().state());
    assertTrue(found.directory().problem().contains("link"), found.directory().problem());
  }

  @Test
  void namesBeyondAsciiAreHashedAsTheyAre() throws Exception {
    Path place = Files.createDirectories(directory.resolve("names"));
    String name = "donn\u00e9es";
    try {
      Files.writeString(place.resolve(name), "1");
    } catch (java.nio.file.InvalidPathException posixLocale) {
      return;
    }
    Files.writeString(place.resolve("a?b"), "1");
    FileHashes files = ModuleDirectory.read(place);
    assertEquals("a?b", files.name(0));
    assertEquals(name, files.name(1));
  }

  @Test
  void manyAreExaminedInTheOrderAsked() throws Exception {
    List<CacheExaminer.Request> requests = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ModuleVersion absent = new ModuleVersion("example.com/m", "v1.0." + i);
      requests.add(new CacheExaminer.Request(i % 3 == 0 ? QUOTE : absent, H1));
    }
    java.util.concurrent.atomic.AtomicInteger told =
        new java.util.concurrent.atomic.AtomicInteger();
    List<CachedModule> found =
        new CacheExaminer(cache, 4, (done, all) -> told.incrementAndGet()).examine(requests);
    assertEquals(20, told.get());
    for (int i = 0; i < 20; i++) {
      assertEquals(requests.get(i).module(), found.get(i).module());
      assertEquals(i % 3 == 0, found.get(i).isProven());
    }
  }

  @Test
  void anInterruptEndsTheWork() {
    List<CacheExaminer.Request> requests =
        java.util.Collections.nCopies(50, new CacheExaminer.Request(QUOTE, H1));
    Thread.currentThread().interrupt();
    assertThrows(
        InterruptedException.class,
        () -> new CacheExaminer(cache, 2, CacheExaminer.Progress.NONE).examine(requests));
  }
}
