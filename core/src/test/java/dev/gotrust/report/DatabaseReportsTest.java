package dev.gotrust.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gotrust.GoTrust;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.chain.State;
import dev.gotrust.checksumdb.ChecksumDatabase;
import dev.gotrust.checksumdb.LookupProgress;
import dev.gotrust.checksumdb.MemoryStore;
import dev.gotrust.checksumdb.PlainTree;
import dev.gotrust.checksumdb.TestDatabase;
import dev.gotrust.material.CacheDirectory;
import dev.gotrust.material.DatabaseAccess;
import dev.gotrust.material.GoRootFiles;
import dev.gotrust.material.HttpDoor;
import dev.gotrust.material.HttpOptions;
import dev.gotrust.material.LoopbackProxy;
import dev.gotrust.material.ModuleProxies;
import dev.gotrust.material.PrivateModules;
import dev.gotrust.material.ProxyList;
import dev.gotrust.material.RequestListener;
import dev.gotrust.module.ModuleCache;
import dev.gotrust.module.ModuleVersion;
import dev.gotrust.module.ModuleZip;
import dev.gotrust.report.ProofReport.Claim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is reported of a checksum database alone: proofs, and a GOROOT that it speaks for. */
final class DatabaseReportsTest {
  private static final ModuleVersion A = new ModuleVersion("example.com/a", "v1.0.0");
  private static final ModuleVersion B = new ModuleVersion("example.com/b", "v1.0.0");
  private static final ModuleVersion GONE = new ModuleVersion("example.com/gone", "v1.0.0");
  private static final ModuleVersion TOOLCHAIN =
      new ModuleVersion("golang.org/toolchain", "v0.0.1-go1.26.8.linux-amd64");
  private static final String TOOLCHAIN_ZIP =
      "golang.org/toolchain/@v/v0.0.1-go1.26.8.linux-amd64.zip";

  @TempDir Path temporary;
  private final TestDatabase database = new TestDatabase("sum.example.com");
  private final MemoryStore store = new MemoryStore();

  private ProofReport report(Claim... claims) throws Exception {
    Set<ModuleVersion> modules = new HashSet<>();
    for (Claim claim : claims) {
      modules.add(claim.module());
    }
    return new ProofReport(
        ChecksumDatabase.online(database.key(), database, store)
            .prove(modules, LookupProgress.NONE),
        List.of(claims),
        "1.0");
  }

  private static Claim claim(ModuleVersion module, @Nullable String h1) {
    return new Claim(module, h1, h1 == null ? null : "app");
  }

  private static byte[] decode(JsonNode hash) {
    return Base64.getDecoder().decode(hash.asText());
  }

  private static JsonNode json(ProofReport report) {
    return Schemas.written(
        "modules-proof.schema.json", (out, layout) -> ProofJson.write(out, report, layout));
  }

  @Test
  void aProofCanBeFollowed() throws Exception {
    database.fill(300);
    database.add(A);
    database.fill(777);
    ProofReport report = report(claim(A, null));
    assertEquals(State.PROVEN, report.state());
    List<String> nodes = new ArrayList<>();
    Bytes known = Bytes.of(decode(json(report).at("/modules/0/record/leaf")));
    for (JsonNode step : json(report).at("/modules/0/record/steps")) {
      byte[] sibling = decode(step.get("sibling"));
      boolean left = step.get("side").asText().equals("left");
      known =
          Bytes.of(
              left
                  ? PlainTree.node(sibling, known.toArray())
                  : PlainTree.node(known.toArray(), sibling));
      assertEquals(known, Bytes.of(decode(step.get("node"))));
      nodes.add(step.get("node").asText());
    }
    String text = ProofText.render(report, Style.PLAIN);
    int at = text.indexOf("  leaf    ");
    for (String node : nodes) {
      at = text.indexOf("  node    " + node + "  SHA-256(01 ", at);
      assertTrue(at > 0, text);
    }
    assertTrue(text.contains("  root    " + nodes.get(nodes.size() - 1)), text);
    assertTrue(text.contains("go.sum database tree\n    777\n"), text);
    assertTrue(text.contains("record 300 of the tree of 777 records"), text);
  }

  @Test
  void whatIsNotProvenIsSaid() throws Exception {
    database.add(A);
    database.add(B);
    database.fail(path -> path.startsWith("lookup/example.com/b"));
    ProofReport report = report(claim(A, "h1:other"), claim(B, null), claim(GONE, null));
    assertEquals(State.CONTRADICTED, report.state());
    assertTrue(report.isUnreachable());
    JsonNode modules = json(report).get("modules");
    assertEquals("CONTRADICTED", modules.at("/0/state").asText());
    assertTrue(modules.at("/1/reason").asText().startsWith("could not be reached: "));
    assertTrue(modules.at("/2/reason").asText().startsWith("unknown to the database: "));
    String text = ProofText.render(report, Style.PLAIN);
    assertTrue(text.contains("CONTRADICTED: the database has another h1"), text);
  }

  @Test
  void aForkIsShownWithBothNotes() throws Exception {
    database.add(A);
    database.fill(20);
    report(claim(A, null));
    TestDatabase other = database.fork(10);
    other.add(B);
    other.fill(30);
    store.files.clear();
    ProofReport report =
        new ProofReport(
            ChecksumDatabase.online(database.key(), other, store)
                .prove(Set.of(A), LookupProgress.NONE),
            List.of(claim(A, null)),
            "1.0");
    assertEquals(State.CONTRADICTED, report.state());
    JsonNode fork = json(report).get("fork");
    assertEquals(20, fork.at("/before/size").asInt());
    assertEquals(30, fork.at("/after/size").asInt());
    assertFalse(fork.get("path").isEmpty());
    assertTrue(ProofText.render(report, Style.PLAIN).contains("the later tree head"));
  }

  private void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Makes a GOROOT of two files, and the zip that it should be of. */
  private Path goRoot(Path zip) throws IOException {
    Path root = temporary.resolve("go");
    write(root.resolve("VERSION"), "go1.26.8\n");
    write(root.resolve("src/a.go"), "package a\n");
    write(root.resolve("pkg/tool/linux_amd64/link"), "link");
    Files.createDirectories(zip.getParent());
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : List.of("VERSION", "pkg/tool/linux_amd64/link", "src/a.go")) {
        out.putNextEntry(new ZipEntry(TOOLCHAIN + "/" + name));
        out.write(Files.readAllBytes(root.resolve(name)));
        out.closeEntry();
      }
    }
    return root;
  }

  private DatabaseAccess access() {
    return DatabaseAccess.of(
        ChecksumDatabase.online(database.key(), database, store), PrivateModules.NONE);
  }

  private ToolchainReport verify(Path root, GoRootFiles files, @Nullable DatabaseAccess access)
      throws Exception {
    ToolchainReport report = GoTrust.verifyToolchain(root, files, access);
    JsonNode document =
        Schemas.written(
            "toolchain-report.schema.json",
            (out, layout) -> ToolchainJson.write(out, report, layout));
    assertEquals(report.state().name(), document.get("state").asText());
    assertTrue(ToolchainText.render(report, Style.PLAIN).contains("says nothing of any program"));
    return report;
  }

  @Test
  void aGoRootIsProvenByItsZipAndTheDatabase() throws Exception {
    Path cache = temporary.resolve("mod");
    Path zip = new ModuleCache(cache).zip(TOOLCHAIN);
    Path root = goRoot(zip);
    GoRootFiles files = new GoRootFiles(cache, null, null);
    assertEquals(State.UNDECIDED, verify(root, files, null).state());
    assertEquals(State.UNDECIDED, verify(root, files, access()).state());
    database.add(TOOLCHAIN, ModuleZip.h1(zip, TOOLCHAIN), TestDatabase.h1("mod"));
    assertEquals(State.PROVEN, verify(root, files, access()).state());
    write(root.resolve("src/a.go"), "package b\n");
    write(root.resolve("src/b.go"), "package a\n");
    ToolchainReport wrong = verify(root, new GoRootFiles(cache, null, null), access());
    assertEquals(State.CONTRADICTED, wrong.state());
    assertTrue(wrong.reason().contains("changed: src/a.go; extra: src/b.go"), wrong.reason());
  }

  @Test
  void aZipThatIsNotThePublishedOneIsNotTaken() throws Exception {
    Path cache = temporary.resolve("mod");
    Path root = goRoot(new ModuleCache(cache).zip(TOOLCHAIN));
    database.add(TOOLCHAIN);
    ToolchainReport report = verify(root, new GoRootFiles(cache, null, null), access());
    assertEquals(State.UNDECIDED, report.state());
    assertTrue(report.reason().contains("was published"), report.reason());
  }

  @Test
  void aZipIsDownloadedOnceAndKeptIfItIsThePublishedOne() throws Exception {
    Path served = temporary.resolve("served");
    Path zip = served.resolve(TOOLCHAIN_ZIP);
    Path root = goRoot(zip);
    database.add(TOOLCHAIN, ModuleZip.h1(zip, TOOLCHAIN), TestDatabase.h1("mod"));
    CacheDirectory kept = CacheDirectory.open(temporary.resolve("kept"), Map.of());
    List<String> asked = new ArrayList<>();
    RequestListener listener =
        new RequestListener() {
          @Override
          public void answered(String url, int status, long bytes) {
            asked.add(url);
          }
        };
    try (LoopbackProxy proxy = LoopbackProxy.serving(served);
        HttpDoor http = new HttpDoor(HttpOptions.of("gotrust/test"), listener)) {
      ModuleProxies proxies = new ModuleProxies(ProxyList.parse(proxy.url()), http);
      for (int i = 0; i < 2; i++) {
        GoRootFiles files = new GoRootFiles(temporary.resolve("none"), kept, proxies);
        assertEquals(State.PROVEN, verify(root, files, access()).state());
      }
      assertEquals(1, asked.size());
      Files.write(kept.download(TOOLCHAIN_ZIP), new byte[10]);
      Files.writeString(zip, "no zip");
      GoRootFiles files = new GoRootFiles(temporary.resolve("none"), kept, proxies);
      assertEquals(State.UNDECIDED, verify(root, files, access()).state());
      assertFalse(Files.exists(kept.download(TOOLCHAIN_ZIP)));
      Files.delete(zip);
      assertFalse(verify(root, files, access()).unreachable(), "nobody has it");
      proxy.close();
      GoRootFiles away = new GoRootFiles(temporary.resolve("none"), kept, proxies);
      assertTrue(verify(root, away, access()).unreachable());
    }
  }
}
